"""What every document has: letterhead, card of the subject, ways to appeal."""

from typing import Any, Generic, TypeVar

from config.loader import Config
from domain.calendar import add_months, format_date
from domain.conformity import WorkstreamFacts
from domain.correspondence import Paper, Pv
from domain.dossier import Dossier
from tasks.ledger.drafts import Moment
from tasks.mail.typography import NARROW, count, french, siret
from tasks.presenting.letters import About

Data = dict[str, Any]


def points(number: float) -> str:
    return f"{number:g}".replace(".", ",")


A = TypeVar("A", bound=About)


class Frame(Generic[A]):
    """One subject at one moment, for whoever writes a document about it."""

    def __init__(self, moment: Moment[A], config: Config) -> None:
        self.moment, self.config = moment, config
        self.facts, self.on = moment.decision.facts, moment.command.on
        self.organisation, self.calendar = config.organisation, config.calendar
        self.figures = config.figures_for(self.facts.certification, self.facts.grid_version)

    def frame(self, kind: Pv | Paper) -> Data:
        said = self.organisation.model_dump(include={"name", "tagline", "address"})
        said["siret"] = siret(self.organisation.siret)
        return {
            "organisation": said | {"legal_line": self.organisation.registration},
            "title": kind.label,
            "subtitle": f"Établi le {format_date(self.on)}",
            "card": self.card(),
            "seal": self.seal(self.moment.decision.transition.rule),
        }

    def seal(self, rule: str) -> str:
        """What ties a document to the ledger, and the rule that it applies."""
        head = self.moment.head
        events = count(head.count, "événement")
        return french(f"Journal certiflow : {events}, empreinte {head.hash[:16]}. Règle appliquée : {rule}.")

    def card(self) -> list[list[str]]:
        """What identifies the subject, under the title."""
        raise NotImplementedError

    def appeal(self) -> str:
        """How and until when the decision can be contested (O-14)."""
        figures = self.figures.thresholds
        lodge_by = add_months(self.on, figures.appeal_months)
        answer_days = count(figures.appeal_answer_days, "jour ouvré")
        return (
            f"Voies de recours{NARROW}: cette décision peut être contestée par écrit auprès du certificateur "
            f"({self.organisation.email}) jusqu’au {format_date(lodge_by)}, soit {figures.appeal_months} mois à "
            f"compter de sa notification. Une réponse est donnée sous {answer_days}, par une "
            "personne qui n’a pas pris la décision contestée."
        )


P = TypeVar("P", bound=Dossier | WorkstreamFacts)


class PartnerFrame(Frame[P]):
    """A dossier or one of its workstreams."""

    def card(self) -> list[list[str]]:
        partner = self.facts.partner
        return [
            ["Organisme", partner.name],
            ["SIRET", siret(partner.siret)],
            ["Dossier", self.facts.dossier],
            ["Certification", f"{self.figures.code} – {self.figures.title}"],
            ["Portée demandée", partner.scope.label],
            ["Responsable légal", partner.representative or "non renseigné"],
            ["Responsable du dossier", self.facts.owner or "non désigné"],
        ]
