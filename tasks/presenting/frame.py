"""What every document has: letterhead, card of the subject, ways to appeal."""

from typing import Any, Generic, TypeVar

from config.loader import Config
from domain.calendar import add_months, format_date
from domain.vocabulary import Paper, Pv
from tasks.ledger.drafts import Moment
from tasks.mail.typography import siret
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
        head = self.moment.head
        said = self.organisation.model_dump(include={"name", "tagline", "address", "siret"})
        return {
            "organisation": said | {"legal_line": self.organisation.registration},
            "title": kind.label,
            "subtitle": f"Établi le {format_date(self.on)}",
            "card": self.card(),
            "seal": f"Journal certiflow : {head.count} événements, empreinte {head.hash[:16]}. "
            f"Règle appliquée : {self.moment.decision.transition.rule}.",
        }

    def card(self) -> list[list[str]]:
        """What identifies the subject, under the title."""
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

    def appeal(self) -> str:
        """How and until when the decision can be contested (O-14)."""
        figures = self.figures.thresholds
        lodge_by = add_months(self.on, figures.appeal_months)
        return (
            f"Voies de recours : cette décision peut être contestée par écrit auprès de {self.organisation.name} "
            f"({self.organisation.email}) jusqu’au {format_date(lodge_by)}, soit {figures.appeal_months} mois à "
            f"compter de sa notification. Une réponse est donnée sous {figures.appeal_answer_days} jours ouvrés, "
            "par une personne qui n’a pas pris la décision contestée."
        )
