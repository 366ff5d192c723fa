"""The three agreements signed at the end of the road (MIK-85, MIK-87, MIK-90): articles as data, and their terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from domain.calendar import format_date
from domain.kits import Filled, KitPart, fingerprint
from domain.placeholders import Values
from domain.vocabulary import Labelled, Scope


class AgreementKind(Labelled):
    CONVENTION = "convention", "Convention de partenariat"
    REGULATION = "reglementation", "Réglementation de la certification"
    CHARTER = "charte", "Charte qualité"


class Article(KitPart):
    """One article, in the certifier's words.

    Args:
        clause: what `domain.clauses` looks for; free, or empty, when it looks for nothing.
        items: a list, after the paragraphs; « list » in the file.
        only_for: kept when the partner's scope covers one of them; always when empty.
        annex: printed after the articles, numbered apart.
    """

    clause: str = ""
    title: Filled
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = Field((), alias="list")
    only_for: tuple[Scope, ...] = ()
    annex: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.paragraphs, *self.items)

    def concerns(self, scope: Scope) -> bool:
        return not self.only_for or scope is Scope.PREPARE_AND_ASSESS or scope in self.only_for


class Agreement(KitPart):
    """One agreement as its file gives it: `preamble` says who the parties are, `closing` comes before they sign."""

    kind: AgreementKind
    title: Filled
    version: Filled
    preamble: tuple[str, ...] = ()
    articles: tuple[Article, ...]
    closing: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.preamble, *(text for item in self.articles for text in (item.title, *item.texts)), *self.closing)

    @property
    def sha256(self) -> str:
        return fingerprint(self.model_dump(mode="json", exclude={"kind", "version"}))

    def for_scope(self, scope: Scope) -> "Agreement":
        kept = tuple(article for article in self.articles if article.concerns(scope))
        return self.model_copy(update={"articles": kept})


@dataclass(frozen=True)
class Party:
    name: str
    siret: str
    address: str
    representative: str
    email: str


@dataclass(frozen=True)
class Terms:
    """What one partnership brings to the certifier's texts.

    Args:
        end: of the agreement; never after `registration_end` (MIK-85).
        blocs, routes: how far the habilitation goes, in words (NET-04).
        competences: those of its blocs.
        fees: one sentence each (QUA-04).
        trainers: those that the certifier has validated.
        evaluation_manager: the responsable de l'évaluation; empty when the partner does not evaluate.
    """

    certifier: Party
    partner: Party
    code: str
    title: str
    registration_end: date
    start: date
    end: date
    scope: Scope
    blocs: str = ""
    routes: str = ""
    competences: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    trainers: tuple[str, ...] = ()
    evaluation_manager: str = ""


def certification_values(code: str, title: str, end: date, competences: tuple[str, ...]) -> Values:
    """The fields about a certification; the only ones that a kit may use."""
    return {
        "certification.code": code,
        "certification.title": title,
        "certification.registration_end": format_date(end),
        "certification.competences": competences,
    }


def values_of(terms: Terms) -> Values:
    """Every field that an agreement may use."""
    return {
        **certification_values(terms.code, terms.title, terms.registration_end, terms.competences),
        **_party("certifier", terms.certifier),
        **_party("partner", terms.partner),
        "agreement.start": format_date(terms.start),
        "agreement.end": format_date(terms.end),
        "agreement.scope": terms.scope.label.lower(),
        "agreement.blocs": terms.blocs,
        "agreement.routes": terms.routes,
        "agreement.fees": terms.fees,
        "agreement.trainers": terms.trainers,
        "agreement.evaluation_manager": terms.evaluation_manager,
    }


def _party(name: str, party: Party) -> Mapping[str, str]:
    return {
        f"{name}.name": party.name,
        f"{name}.siret": party.siret,
        f"{name}.address": party.address,
        f"{name}.representative": party.representative,
        f"{name}.email": party.email,
    }


_NOBODY = Party("", "", "", "", "")
#: the names of the fields, as the configuration is checked against them
CERTIFICATION_FIELDS = frozenset(certification_values("", "", date.min, ()))
AGREEMENT_FIELDS = frozenset(values_of(Terms(_NOBODY, _NOBODY, "", "", date.min, date.min, date.min, Scope.PREPARE)))
