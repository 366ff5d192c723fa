"""The kits handed to a partner at the information session (MIK-43 to MIK-57): what they hold, version, fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints, model_validator

from domain.vocabulary import Labelled, Scope

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class KitKind(Labelled):
    """The kits. The réglementation (MIK-57) is an agreement: it is delivered with them, then signed."""

    COMMUNICATION = "communication", "Kit de communication"
    PEDAGOGY = "pedagogique", "Kit pédagogique"
    TECHNICAL_FILE = "dossier_technique", "Dossier technique d’évaluation"
    EVALUATION = "evaluation", "Kit d’évaluation"
    QUALITY = "qualite", "Démarche qualité et de contrôle"


#: what each kit holds at least: MIK-45 and MIK-64, MIK-48, MIK-50, MIK-54, MIK-58
COMPONENTS: Mapping[KitKind, tuple[str, ...]] = {
    KitKind.COMMUNICATION: (
        "intitule", "objectifs", "publics", "prerequis", "referentiel", "programme", "modalites", "volume",
        "evaluation",
    ),
    KitKind.PEDAGOGY: (
        "referentiel", "programme", "grille_evaluation", "modalites_enseignement", "volume_horaire", "duree",
    ),
    KitKind.TECHNICAL_FILE: ("trame",),
    KitKind.EVALUATION: (
        "obligations_responsable", "dossier_candidat", "convocations_jury", "consignes_jury", "referentiel",
        "grille_evaluation", "grille_controle", "dysfonctionnements",
    ),
    KitKind.QUALITY: ("demarche_qualite",),
}  # fmt: skip

#: how many commitments the partner acknowledges at least: MIK-47, MIK-49, MIK-56
COMMITMENTS = {KitKind.COMMUNICATION: 7, KitKind.PEDAGOGY: 6, KitKind.EVALUATION: 3}


class KitPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Component(KitPart):
    """One document of a kit: its `text`, or the certifier's own file, which then replaces it.

    Args:
        file: name of that file within the configuration folder; empty when the text counts.
        file_sha256: of its bytes.
    """

    title: Filled
    rule: str
    version: Filled
    text: Filled
    file: str = ""
    file_sha256: str = ""

    @property
    def sha256(self) -> str:
        return self.file_sha256 or hashlib.sha256(self.text.encode()).hexdigest()


class Kit(KitPart):
    """One kit; `sha256` changes when what it says changes, and only then: a version alone is but a name."""

    kind: KitKind
    title: Filled
    version: Filled
    rule: str
    components: Mapping[str, Component]
    commitments_rule: str = ""
    commitments: tuple[Filled, ...] = ()

    @property
    def needs_evaluation_scope(self) -> bool:
        """Sent only to a partner who also evaluates (MIK-54)."""
        return self.kind is KitKind.EVALUATION

    @property
    def sha256(self) -> str:
        parts = [[component.title, component.sha256] for component in self.components.values()]
        return fingerprint([self.title, parts, self.commitments])

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        absent = [code for code in COMPONENTS[self.kind] if code not in self.components]
        if absent:
            raise ValueError(
                f"il manque au kit « {self.title} » : {', '.join(absent)} ; ajoutez leurs tables à « components »"
            )
        least = COMMITMENTS.get(self.kind, 0)
        if len(self.commitments) < least:
            raise ValueError(
                f"le kit « {self.title} » demande au moins {least} engagements : complétez « commitments »"
            )
        return self


class Kits(RootModel[Mapping[KitKind, Kit]]):
    """The kits of one certification."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _has_every_kit(self) -> Self:
        absent = [kind.value for kind in KitKind if kind not in self.root]
        if absent:
            raise ValueError(f"il manque les kits {', '.join(absent)} : ajoutez leurs tables")
        return self

    def of(self, kind: KitKind) -> Kit:
        return self.root[kind]

    def for_scope(self, scope: Scope) -> tuple[Kit, ...]:
        """What a partner of this scope receives (MIK-54)."""
        kits = (self.of(kind) for kind in KitKind)
        return tuple(kit for kit in kits if scope.assesses or not kit.needs_evaluation_scope)


def fingerprint(content: Any) -> str:
    """SHA-256 of JSON values, independent of how their file is laid out."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
