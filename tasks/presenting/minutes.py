"""What each PV and the commission file say: the data that `templates/documents/record.typ` is given."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from config.loader import Organisation
from domain.application import declared_checklist
from domain.calendar import WorkingCalendar, add_months, format_date
from domain.certification import Certification
from domain.dossier import Dossier, ineligible_trainers, warnings
from domain.plan import conformity_plan
from domain.vocabulary import Opinion, Paper, Pv, TimeLimit
from tasks.ledger.drafts import Moment

Data = dict[str, Any]
_TONES = {Opinion.FAVOURABLE: "good", Opinion.RESERVED: "warn", Opinion.UNFAVOURABLE: "bad"}


def points(number: float) -> str:
    return f"{number:g}".replace(".", ",")


class Minutes:
    """Writes the minutes of one dossier at one moment."""

    def __init__(
        self, moment: Moment[Dossier], figures: Certification, organisation: Organisation, calendar: WorkingCalendar
    ) -> None:
        self.moment, self.figures, self.organisation, self.calendar = moment, figures, organisation, calendar
        self.dossier, self.on = moment.decision.facts, moment.command.on

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: which document; each has its own part below.
        """
        parts: Mapping[Pv | Paper, Callable[[], Data]] = {
            Pv.REJECTED_ON_SCORE: self._rejected,
            Pv.COMMISSION_ACCEPTED: self._accepted,
            Pv.COMMISSION_REFUSED: self._refused,
            Pv.CLOSED_WITHOUT_ACTION: self._closed,
            Pv.WITHDRAWN: self._withdrawn,
            Pv.EXTENSION: self._extended,
            Paper.COMMISSION_FILE: self._commission_file,
        }
        return self._frame(kind) | parts[kind]()

    def _frame(self, kind: Pv | Paper) -> Data:
        head = self.moment.head
        return {
            "organisation": self.organisation.model_dump(include={"name", "tagline", "address", "siret", "nda"})
            | {"legal_line": self.organisation.legal_line},
            "version": self.dossier.grid_version,
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
            ["SIRET", application.siret],
            ["Dossier", self.dossier.ref],
            ["Reçu le", format_date(self.dossier.received_on)],
            ["Certification", f"{self.figures.code} – {self.figures.title}"],
            ["Portée demandée", application.scope.label],
            ["Responsable légal", application.representative or "non renseigné"],
            ["Responsable du dossier", self.dossier.owner or "non désigné"],
        ]

    def _appeal(self) -> str:
        lodge_by, figures = add_months(self.on, self.figures.thresholds.appeal_months), self.figures.thresholds
        return (
            f"Voies de recours : cette décision peut être contestée par écrit auprès de {self.organisation.name} "
            f"({self.organisation.email}) jusqu’au {format_date(lodge_by)}, soit {figures.appeal_months} mois à "
            f"compter de sa notification. Une réponse est donnée sous {figures.appeal_answer_days} jours ouvrés, "
            "par une personne qui n’a pas pris la décision contestée."
        )

    def _grid(self) -> Data:
        sheet = self.dossier.scoresheet
        lines = sheet.lines if sheet else ()
        rows = [
            [line.code, {"title": line.label, "note": line.reason}, f"{points(line.points)} / {points(line.max)}"]
            for line in lines
        ]
        grid = self.figures.grid
        total = f"{points(sheet.total)} / {points(grid.total)}" if sheet else ""
        return {
            "title": f"Grille de notation, version {self.dossier.grid_version}",
            "table": {"columns": ["Réf.", "Critère et constat", "Points"], "rows": rows, "total": ["", "Total", total]},
        }

    def _scorer(self) -> list[str]:
        sheet = self.dossier.scoresheet
        if sheet is None:
            return []
        comment = f" Commentaire : {sheet.comment}" if sheet.comment else ""
        return [f"Grille validée par {sheet.scorer} le {format_date(sheet.scored_on)}.{comment}"]

    def _rejected(self) -> Data:
        grid, sheet = self.figures.grid, self.dossier.scoresheet
        total = points(sheet.total) if sheet else ""
        return {
            "sections": [self._grid(), {"title": "Notation", "paragraphs": self._scorer()}],
            "decision": {
                "title": f"Candidature rejetée : {total} / {points(grid.total)}",
                "text": f"La note est inférieure au minimum de {points(grid.pass_mark)} / {points(grid.total)}. "
                "La candidature est rejetée (MIK-22).",
                "tone": "bad",
            },
            "appeal": self._appeal(),
            "signatures": [{"name": self.dossier.owner, "quality": "Responsable du dossier"}],
        }

    def _closed(self) -> Data:
        time_limit = self.moment.before[TimeLimit.COMPLETION]
        return {
            "sections": [
                {
                    "title": "Faits",
                    "paragraphs": [
                        f"La candidature reçue le {format_date(self.dossier.received_on)} est restée incomplète. "
                        f"Délai : {time_limit.sentence}."
                    ],
                },
                {"title": "Pièces manquantes", "list": [f"{i.label} : {i.reason}" for i in self.dossier.missing]},
            ],
            "decision": {
                "title": "Candidature classée sans suite",
                "text": "Seules les candidatures complètes sont examinées (MIK-13). L’organisme peut déposer une "
                "nouvelle candidature à tout moment.",
                "tone": "neutral",
            },
            "appeal": self._appeal(),
            "signatures": [{"name": self.organisation.signatory, "quality": "Organisme certificateur"}],
        }

    def _commission(self) -> list[Data]:
        record = self.dossier.commission
        if record is None:
            return []
        attendees = [[person.name, person.role.label] for person in record.attendees]
        factors = [[item.factor.label, item.comment, item.opinion.label] for item in record.factors]
        return [
            {"title": "Composition de la commission", "table": {"columns": ["Membre", "Qualité"], "rows": attendees}},
            {"title": "Éléments étudiés", "list": self._examined()},
            {
                "title": "Autres facteurs",
                "table": {
                    "columns": ["Facteur", "Commentaire", "Avis"],
                    "rows": factors,
                    "tones": [_TONES[item.opinion] for item in record.factors],
                },
            },
        ]

    def _examined(self) -> list[str]:
        sheet, found = self.dossier.scoresheet, warnings(self.dossier, self.figures)
        lines = [f"Note : {points(sheet.total)} / {points(self.figures.grid.total)}"] if sheet else []
        lines += [f"{sentence} ({rule})" for rule, sentence in found]
        if not found:
            lines.append("Ancienneté et expérience des formateurs conformes aux minimums (MIK-26, MIK-27)")
        lines += [
            f"Formateur non éligible, expérience insuffisante : {name} (MIK-27)"
            for name in ineligible_trainers(self.dossier, self.figures)
        ]
        return lines

    def _signatures(self) -> list[dict[str, str]]:
        record = self.dossier.commission
        return [{"name": person.name, "quality": person.role.label} for person in record.attendees] if record else []

    def _held(self) -> str:
        record = self.dossier.commission
        return f"Commission du {format_date(record.held_on)}" if record else ""

    def _refused(self) -> Data:
        record = self.dossier.commission
        return {
            "subtitle": self._held(),
            "sections": self._commission(),
            "decision": {
                "title": "Candidature refusée",
                "text": record.motive if record else "",
                "tone": "bad",
            },
            "appeal": self._appeal(),
            "signatures": self._signatures(),
        }

    def _accepted(self) -> Data:
        record, ends = self.dossier.commission, self.moment.after[TimeLimit.CONFORMITY]
        derogation = (
            [{"title": "Dérogation motivée", "paragraphs": [record.derogation]}] if record and record.derogation else []
        )
        plan = conformity_plan(self.on, ends, self.figures.time_limits, self.calendar)
        steps = [[step.label, {"title": format_date(step.dates.due_on), "note": step.dates.sentence}] for step in plan]
        return {
            "subtitle": f"{self._held()} – notifiée le {format_date(self.on)}",
            "sections": [
                *self._commission(),
                *derogation,
                {"title": "Plan de conformité", "table": {"columns": ["Étape", "Au plus tard"], "rows": steps}},
                self._declarations("Déclarations qui engagent l’organisme (MIK-33)"),
            ],
            "decision": {
                "title": "Organisme pré-habilité",
                "text": f"{(record.motive + ' ') if record and record.motive else ''}"
                f"L’organisme se met en conformité dans le délai de {ends.sentence}. La pré-habilitation "
                "n’autorise ni la publication ni la commercialisation avant la signature.",
                "tone": "good",
            },
            "signatures": self._signatures(),
        }

    def _declarations(self, title: str) -> Data:
        rows = [[label, value] for label, value in declared_checklist(self.dossier.application)]
        return {"title": title, "table": {"columns": ["Élément", "Déclaré"], "rows": rows}}

    def _withdrawn(self) -> Data:
        asked = self.dossier.withdrawal
        if asked is None:
            return {}
        evidence = [{"title": "Pièces", "paragraphs": [asked.evidence]}] if asked.evidence else []
        return {
            "sections": [{"title": "Manquement ou fausse déclaration", "paragraphs": [asked.motive]}, *evidence],
            "decision": {
                "title": "Pré-habilitation retirée",
                "text": f"Le retrait, décidé le {format_date(asked.decided_on)}, prend effet immédiatement "
                "(MIK-34, MIK-35).",
                "tone": "bad",
            },
            "appeal": self._appeal(),
            "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
        }

    def _extended(self) -> Data:
        asked, ends = self.dossier.extension, self.moment.after[TimeLimit.CONFORMITY]
        before: date = self.moment.before[TimeLimit.CONFORMITY].due_on
        if asked is None:
            return {}
        return {
            "sections": [{"title": "Motif", "paragraphs": [asked.motive]}],
            "decision": {
                "title": f"Délai prolongé jusqu’au {format_date(ends.due_on)}",
                "text": f"{asked.days} jours ouvrés s’ajoutent au délai qui finissait le {format_date(before)} : "
                f"{ends.sentence}. Aucune autre prolongation n’est possible (O-05).",
                "tone": "neutral",
            },
            "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
        }

    def _commission_file(self) -> Data:
        alerts = [sentence for _, sentence in warnings(self.dossier, self.figures)]
        pieces: Sequence[str] = self._pieces()
        return {
            "subtitle": f"Candidature de {self.dossier.application.name}",
            "sections": [
                {"title": "Alertes", "list": alerts or ["Aucune alerte sur l’ancienneté ni sur les formateurs"]},
                self._grid(),
                {"title": "Notation", "paragraphs": self._scorer()},
                self._declarations("Formulaire de candidature"),
                {"title": "Pièces jointes à la candidature", "list": pieces},
            ],
        }

    def _pieces(self) -> list[str]:
        application = self.dossier.application
        found = [f"Extrait Kbis : {application.kbis_url}"]
        found += [f"CV de {trainer.name} : {trainer.cv_url}" for trainer in application.trainers]
        found += [f"Programme : {url}" for url in application.programme_urls]
        found += [f"Site internet : {application.website}"]
        found += [f"Page de vente : {url}" for url in application.landing_pages]
        return [piece for piece in found if not piece.endswith(": ")]
