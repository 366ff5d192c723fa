"""What each PV and the commission file say: the data that `templates/documents/record.typ` is given."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar import format_date
from domain.dossier import ineligible_trainers, warnings
from domain.plan import conformity_plan
from domain.vocabulary import Opinion, Paper, Pv, TimeLimit
from tasks.presenting.frame import Data, Frame, points

_TONES = {Opinion.FAVOURABLE: "good", Opinion.RESERVED: "warn", Opinion.UNFAVOURABLE: "bad"}


class Minutes(Frame):
    """Writes the minutes of one dossier at one moment."""

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
        return self.frame(kind) | parts[kind]()

    def _rejected(self) -> Data:
        grid, sheet = self.figures.grid, self.dossier.scoresheet
        total = points(sheet.total) if sheet else ""
        return {
            "sections": [self.grid()],
            "decision": {
                "title": f"Candidature rejetée : {total} / {points(grid.total)}",
                "text": f"La note est inférieure au minimum de {points(grid.pass_mark)} / {points(grid.total)}. "
                "La candidature est rejetée (MIK-22).",
                "tone": "bad",
            },
            "appeal": self.appeal(),
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
            "appeal": self.appeal(),
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
            "appeal": self.appeal(),
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
                self.declarations("Déclarations qui engagent l’organisme (MIK-33)"),
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
            "appeal": self.appeal(),
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
        lines = self.dossier.scoresheet.lines if self.dossier.scoresheet else ()
        alerts += [line.reason for line in lines if line.reason.endswith("(alerte)")]
        pieces = self._pieces()
        return {
            "subtitle": f"Candidature de {self.dossier.application.name}",
            "sections": [
                {"title": "Alertes", "list": alerts or ["Aucune alerte sur l’ancienneté ni sur les formateurs"]},
                self.grid(),
                self.declarations("Formulaire de candidature"),
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
