"""What a training organisation declares when it applies (MIK-05 to MIK-12), and what makes it complete (MIK-13).

Every field may be absent: an application is received as it comes, and `missing_items` says what it still lacks.
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.calendar import format_date
from domain.vocabulary import Modality, Scope


class Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trainer(Declared):
    """One trainer of the sub-table (MIK-06)."""

    name: str
    years: float | None = None
    cv_url: str = ""


class Application(Declared):
    """The declaration of an OF. Identity fields are always there; the rest is what was typed."""

    certification: str
    scope: Scope
    name: str
    siret: str
    email: str
    # MIK-05
    kbis_url: str = ""
    kbis_date: date | None = None
    representative_first_name: str = ""
    representative_last_name: str = ""
    creation_year: int | None = None
    headcount: int | None = None
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    # MIK-06
    trainers: tuple[Trainer, ...] = ()
    # MIK-07
    has_qualiopi: bool | None = None
    qualiopi_number: str = ""
    qualiopi_body: str = ""
    qualiopi_categories: tuple[str, ...] = ()
    qualiopi_from: date | None = None
    qualiopi_until: date | None = None
    # MIK-08
    domain_sessions: int | None = None
    domain_learners: int | None = None
    domain_proof_url: str = ""
    # MIK-09
    programme_urls: tuple[str, ...] = ()
    # MIK-10
    modality: Modality | None = None
    modality_description: str = ""
    hours: float | None = None
    # MIK-11
    website: str = ""
    landing_pages: tuple[str, ...] = ()
    social_accounts: tuple[str, ...] = ()
    has_edof: bool | None = None
    cpf_intended: bool | None = None
    commitment: bool | None = None
    communication_email: str = ""
    # MIK-12
    feedback_mean: float | None = None
    feedback_scale: float | None = None
    feedback_count: int | None = None
    feedback_proof_url: str = ""

    @property
    def representative(self) -> str:
        return f"{self.representative_first_name} {self.representative_last_name}".strip()

    def years_of_activity(self, on: date) -> int | None:
        """Years between the creation year and `on`; only the year is declared (MIK-05)."""
        return None if self.creation_year is None else on.year - self.creation_year


NOT_PROVIDED = "non renseigné"


class MissingItem(Declared):
    """One thing that the OF still has to send: what, what is wrong with it, what to do, and the rule."""

    field: str
    label: str
    rule: str
    reason: str = NOT_PROVIDED
    cure: str = "complétez votre réponse au formulaire"

    @property
    def is_unusable(self) -> bool:
        """Something was typed, and it cannot be used."""
        return self.reason != NOT_PROVIDED


#: field, French name, rule; a value of None, "" or () is missing. `False` and 0 are answers.
_ALWAYS = (
    ("kbis_url", "Extrait Kbis (lien)", "MIK-05"),
    ("kbis_date", "Date de l’extrait Kbis", "MIK-05"),
    ("representative_first_name", "Prénom du responsable légal", "MIK-05"),
    ("representative_last_name", "Nom du responsable légal", "MIK-05"),
    ("creation_year", "Année de création", "MIK-05"),
    ("headcount", "Nombre de salariés", "MIK-05"),
    ("trainers", "Formateurs pressentis", "MIK-06"),
    ("has_qualiopi", "Certification Qualiopi (oui ou non)", "MIK-07"),
    ("domain_sessions", "Sessions réalisées dans le domaine (24 derniers mois)", "MIK-08"),
    ("domain_learners", "Stagiaires formés dans le domaine (24 derniers mois)", "MIK-08"),
    ("programme_urls", "Programmes de formation existants (liens)", "MIK-09"),
    ("modality", "Modalités pédagogiques envisagées", "MIK-10"),
    ("modality_description", "Description des modalités pédagogiques", "MIK-10"),
    ("hours", "Volume horaire envisagé", "MIK-10"),
    ("website", "Site internet", "MIK-11"),
    ("has_edof", "Compte EDOF (oui ou non)", "MIK-11"),
    ("cpf_intended", "Financement CPF envisagé (oui ou non)", "MIK-11"),
    ("commitment", "Engagement à respecter le cahier des charges de communication", "MIK-11"),
    ("feedback_count", "Nombre de réponses aux enquêtes de satisfaction", "MIK-12"),
)
_IF_QUALIOPI = (
    ("qualiopi_number", "Numéro du certificat Qualiopi", "MIK-07"),
    ("qualiopi_body", "Organisme certificateur Qualiopi", "MIK-07"),
    ("qualiopi_categories", "Catégories d’actions certifiées Qualiopi", "MIK-07"),
    ("qualiopi_from", "Début de validité Qualiopi", "MIK-07"),
    ("qualiopi_until", "Fin de validité Qualiopi", "MIK-07"),
)
_IF_EXPERIENCE = (("domain_proof_url", "Justificatif de l’expérience dans le domaine (lien)", "MIK-08"),)
_IF_FEEDBACK = (
    ("feedback_mean", "Note moyenne des stagiaires", "MIK-12"),
    ("feedback_scale", "Barème de la note des stagiaires", "MIK-12"),
    ("feedback_proof_url", "Justificatif des retours des stagiaires (lien)", "MIK-12"),
)


def missing_items(application: Application) -> tuple[MissingItem, ...]:
    """What the application still lacks, in the order of the form (MIK-13); empty when it is complete."""
    return (*_empty_fields(application), *_incomplete_trainers(application))


def _required(application: Application) -> Iterator[tuple[str, str, str]]:
    yield from _ALWAYS
    if application.has_qualiopi:
        yield from _IF_QUALIOPI
    if application.domain_sessions:
        yield from _IF_EXPERIENCE
    if application.feedback_count:
        yield from _IF_FEEDBACK


def _empty_fields(application: Application) -> Iterator[MissingItem]:
    for field, label, rule in _required(application):
        if getattr(application, field) in (None, "", ()):
            yield MissingItem(field=field, label=label, rule=rule)


def _incomplete_trainers(application: Application) -> Iterator[MissingItem]:
    for trainer in application.trainers:
        if not trainer.cv_url:
            yield MissingItem(field="trainers", label=f"CV de {trainer.name} (lien)", rule="MIK-06")
        if trainer.years is None:
            yield MissingItem(
                field="trainers",
                label=f"Années d’expérience de {trainer.name} dans le domaine",
                rule="MIK-06",
            )


def declared_checklist(application: Application) -> tuple[tuple[str, str], ...]:
    """The binding declarations, (label, declared value): what every later audit compares with (MIK-33)."""
    labels = {field: label for field, label, _ in (*_ALWAYS, *_IF_QUALIOPI, *_IF_EXPERIENCE, *_IF_FEEDBACK)}
    pairs = ((label, _shown(getattr(application, field))) for field, label in labels.items())
    return tuple((label, value) for label, value in pairs if value)


def _shown(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case date():
            return format_date(value)
        case Modality():
            return value.label
        case Trainer():
            return _shown_trainer(value)
        case tuple():
            return " ; ".join(_shown(item) for item in value)
        case float():
            return f"{value:g}".replace(".", ",")
        case _:
            return "" if value is None else str(value)


def _shown_trainer(trainer: Trainer) -> str:
    if trainer.years is None:
        return trainer.name
    unit = "an" if trainer.years < 2 else "ans"
    return f"{trainer.name} ({_shown(float(trainer.years))} {unit} d’expérience)"
