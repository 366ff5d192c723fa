"""What every document about a dossier has: letterhead, card, grid, declarations, ways to appeal."""

from typing import Any

from config.loader import Organisation
from domain.application import declared_checklist
from domain.calendar import WorkingCalendar, add_months, format_date
from domain.certification import Certification
from domain.dossier import Dossier
from domain.scoring import ScoredLine
from domain.vocabulary import Paper, Pv
from tasks.ledger.drafts import Moment
from tasks.mail.typography import siret

Data = dict[str, Any]


def points(number: float) -> str:
    return f"{number:g}".replace(".", ",")


class Frame:
    """One dossier at one moment, for whoever writes a document about it."""

    def __init__(
        self, moment: Moment[Dossier], figures: Certification, organisation: Organisation, calendar: WorkingCalendar
    ) -> None:
        self.moment, self.figures, self.organisation, self.calendar = moment, figures, organisation, calendar
        self.dossier, self.on = moment.decision.facts, moment.command.on

    def frame(self, kind: Pv | Paper) -> Data:
        head = self.moment.head
        said = self.organisation.model_dump(include={"name", "tagline", "address", "siret"})
        return {
            "organisation": said | {"legal_line": self.organisation.registration},
            "title": kind.label,
            "subtitle": f"Établi le {format_date(self.on)}",
            "card": self._card(),
            "seal": f"Journal certiflow : {head.count} événements, empreinte {head.hash[:16]}. "
            f"Règle appliquée : {self.moment.decision.transition.rule}.",
        }

    def _card(self) -> list[list[str]]:
        application = self.dossier.application
        return [
            ["Organisme", application.name],
            ["SIRET", siret(application.siret)],
            ["Dossier", self.dossier.ref],
            ["Reçu le", format_date(self.dossier.received_on)],
            ["Certification", f"{self.figures.code} – {self.figures.title}"],
            ["Portée demandée", application.scope.label],
            ["Responsable légal", application.representative or "non renseigné"],
            ["Responsable du dossier", self.dossier.owner or "non désigné"],
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

    def grid(self) -> Data:
        """The scoresheet, line by line, with who validated it (MIK-18)."""
        sheet = self.dossier.scoresheet
        lines = sheet.lines if sheet else ()
        rows = [
            [line.code, {"title": line.label, "note": self._found(line)}, _out_of(line.points, line.max)]
            for line in lines
        ]
        total = _out_of(sheet.total, self.figures.grid.total) if sheet else ""
        return {
            "title": f"Grille de notation, version {self.dossier.grid_version}",
            "paragraphs": self._scorer(),
            "table": {"columns": ["Réf.", "Critère et constat", "Points"], "rows": rows, "total": ["", "Total", total]},
        }

    def _found(self, line: ScoredLine) -> str:
        """The automatic finding and, where staff judge, the points they gave."""
        judged = {item.code: item.staff_label for item in self.figures.grid.lines if item.staff_choices}
        if line.code not in judged:
            return line.reason
        label = judged[line.code].partition(" (")[0]  # without its scale
        return f"{line.reason} ; {label} : {points(line.staff_points)}".removeprefix(" ; ")

    def _scorer(self) -> list[str]:
        sheet = self.dossier.scoresheet
        if sheet is None:
            return []
        comment = f" {sheet.comment}" if sheet.comment else ""
        return [f"Grille validée par {sheet.scorer} le {format_date(sheet.scored_on)}.{comment}"]

    def declarations(self, title: str) -> Data:
        """What the OF declared and is bound by (MIK-33)."""
        rows = [[label, value] for label, value in declared_checklist(self.dossier.application)]
        return {"title": title, "table": {"columns": ["Élément", "Déclaré"], "rows": rows}}


def _out_of(number: float, most: float) -> str:
    return f"{points(number)} / {points(most)}"
