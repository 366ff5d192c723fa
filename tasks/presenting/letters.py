"""What the e-mail of each decision is given, from the decision itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from config.loader import Config, Organisation
from config.rules import quote_for
from domain.calendar import ExplainedDate, add_months, format_date
from domain.certification import Certification
from domain.conformity import Meeting, WorkstreamFacts
from domain.correspondence import Mail
from domain.dossier import Dossier, warnings
from domain.exams.appeal import Appeal
from domain.exams.candidacy import Candidacy
from domain.exams.certificate import Certificate
from domain.exams.examiner import Examiner
from domain.exams.fraud import FraudCase
from domain.exams.session import ExamSession
from domain.facts import Facts
from domain.network.council import Council
from domain.network.demand import Demand
from domain.network.destruction import Destruction
from domain.network.nonconformity import Nonconformity
from domain.network.passage import Passage
from domain.network.registration import RegistrationFile
from domain.network.survey import Survey
from domain.network.watch import WatchNote
from domain.plan import conformity_plan
from domain.vocabulary import TimeLimit
from tasks.ledger.drafts import Moment, Registered
from tasks.mail.typography import siret

Context = dict[str, Any]

#: how the head of an e-mail names a subject that is no dossier
NOUNS: Mapping[type[Facts], str] = {
    ExamSession: "session", Candidacy: "inscription", Examiner: "examinateur", Certificate: "certificat",
    FraudCase: "signalement", Appeal: "recours", Passage: "accrochage", Survey: "enquête",
    RegistrationFile: "enregistrement", Council: "conseil", Demand: "demande", WatchNote: "veille",
    Nonconformity: "dysfonctionnement", Destruction: "lot à effacer",
}  # fmt: skip


def sender_of(organisation: Organisation) -> Context:
    """Who signs: what every e-mail says of the certifier."""
    said = organisation.model_dump(include={"name", "address", "email", "phone", "website"})
    return said | {"legal_line": f"SIRET {siret(organisation.siret)} – {organisation.registration}"}


#: what an e-mail may be about: a dossier, a workstream of one, or a subject of the exams
About = Facts


def common(config: Config, about: About, recipient: str, rules: Sequence[str]) -> Context:
    """What every e-mail about a dossier has, its workstreams included."""
    organisation, figures = config.organisation, config.figures_for(about.certification, about.grid_version)
    return {
        "organisation": sender_of(organisation),
        "recipient": {"name": recipient},
        "dossier": _heading(about)
        | {"certification": {"code": figures.code, "title": figures.title}, "owner": about.owner},
        "rules": [{"id": rule, "quote": quote_for(rule, organisation.name)} for rule in rules],
    }


def _heading(about: About) -> Context:
    """What the head of an e-mail says that it is about."""
    if isinstance(about, Dossier | WorkstreamFacts):
        return {"ref": about.dossier, "organisme": about.partner.name, "siret": about.partner.siret}
    return {"noun": NOUNS[type(about)], "ref": about.ref, "organisme": about.name, "siret": ""}


def explained(limit: TimeLimit, dates: ExplainedDate) -> Context:
    return {"label": limit.label, "due_on": dates.due_on, "sentence": dates.sentence}


def session_of(meeting: Meeting | None) -> Context:
    """The part `session` of a letter; without a meeting it has none, and the letter cannot be composed.

    « Lieu ou lien » is one cell of the workbook: a link typed there is shown as one.
    """
    if meeting is None:
        return {}
    said = meeting.model_dump(include={"starts", "minutes", "link", "place"})
    is_online = not meeting.link and meeting.place.lower().startswith(("https://", "http://"))
    return {"session": said | ({"link": meeting.place, "place": ""} if is_online else {})}


def is_running(meeting: Meeting | None) -> bool:
    """Whether people still expect this meeting: another date then replaces it."""
    return meeting is not None and not meeting.cancelled


def pieces(dossier: Dossier) -> list[Context]:
    return [{"label": item.label, "reason": item.reason, "cure": item.cure} for item in dossier.missing]


def plan_of(config: Config, figures: Certification, dossier: Dossier, ends: ExplainedDate) -> list[Context]:
    start, held_on = dossier.notified_on or ends.start, dossier.attendance.held_on if dossier.attendance else None
    return [
        {"label": step.label, "due_on": step.dates.due_on, "sentence": step.dates.sentence}
        for step in conformity_plan(start, ends, figures.time_limits, config.calendar, held_on)
    ]


A = TypeVar("A", bound=About)


class Letter(Generic[A]):
    """What the e-mails of one decision have in common, whatever it is about, for one reader."""

    def __init__(self, config: Config, moment: Moment[A], documents: Sequence[Registered], recipient: str) -> None:
        self.config, self.moment, self.documents, self.recipient = config, moment, documents, recipient
        self.facts, self.known, self.on = moment.decision.facts, moment.known, moment.command.on
        self.figures = config.figures_for(self.facts.certification, self.facts.grid_version)

    def context(self, mail: Mail) -> Context:
        """The context of `mail`, as `tasks.mail.contexts` wants it."""
        raise NotImplementedError

    def _common(self, *rules: str) -> Context:
        listed = [{"number": document.number, "title": document.title} for document in self.documents]
        return common(self.config, self.facts, self.recipient, rules) | {"documents": listed}

    def _decision(self, *rules: str, decided_on: date | None = None) -> Context:
        """`decided_on`: the day of the decision itself when it was typed later. Appeals run from the notification."""
        return self._common(*rules) | {"decided_on": decided_on or self.on}

    def _still_due(self, limit: TimeLimit, meeting: Meeting | None = None) -> Context:
        """The time limit that a meeting has to keep, while it can: not once it is past, nor for a meeting after it."""
        dates = self.moment.after.get(limit)
        latest = max(self.on, meeting.starts.date()) if meeting else self.on
        return {"deadline": explained(limit, dates)} if dates and latest <= dates.due_on else {}

    def _appeal(self) -> Context:
        figures = self.figures.thresholds
        lodge_by = add_months(self.on, figures.appeal_months)
        return {
            "appeal": {
                "lodge_by": lodge_by,
                "sentence": f"{figures.appeal_months} mois à compter du {format_date(self.on)} "
                f"→ {format_date(lodge_by)}",
                "acknowledged_within": figures.appeal_acknowledgement_days,
                "answered_within": figures.appeal_answer_days,
            }
        }


class Letters(Letter[Dossier]):
    """The e-mails of a dossier up to its pre-habilitation, and those that move or end its clock."""

    def __init__(
        self, config: Config, moment: Moment[Dossier], documents: Sequence[Registered], recipient: str
    ) -> None:
        super().__init__(config, moment, documents, recipient)
        self.dossier = self.facts

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.ACKNOWLEDGEMENT: self._acknowledgement,
            Mail.MISSING_PIECES: self._missing_pieces,
            Mail.APPLICATION_COMPLETE: self._application_complete,
            Mail.CLOSED_WITHOUT_ACTION: self._closed,
            Mail.REJECTED_ON_SCORE: self._rejected,
            Mail.COMMISSION_INVITATION: self._invitation,
            Mail.COMMISSION_REFUSED: self._refused,
            Mail.PRE_HABILITATED: self._pre_habilitated,
            Mail.EXTENSION_GRANTED: self._extended,
            Mail.WITHDRAWN: self._withdrawn,
        }
        return writers[mail]()

    def _held_on(self) -> date | None:
        return self.dossier.commission.held_on if self.dossier.commission else None

    def _marks(self) -> Context:
        grid, sheet = self.figures.grid, self.dossier.scoresheet
        total = sheet.total if sheet else 0
        return {
            "score": Decimal(str(total)),
            "threshold": Decimal(str(grid.pass_mark)),
            "maximum": Decimal(str(grid.total)),
        }

    def _acknowledgement(self) -> Context:
        return self._common("MIK-04", "MIK-16") | {
            "received_on": self.dossier.received_on,
            "declaration_sha256": self.dossier.declaration_sha256,
        }

    def _missing_pieces(self) -> Context:
        deadline = explained(TimeLimit.COMPLETION, self.moment.after[TimeLimit.COMPLETION])
        return self._common("MIK-13", "O-03") | {"deadline": deadline, "pieces": pieces(self.dossier)}

    def _application_complete(self) -> Context:
        marks = self._marks()
        return self._common("MIK-13", "MIK-21") | {
            "completed_on": self.on,
            "threshold": marks["threshold"],
            "maximum": marks["maximum"],
        }

    def _closed(self) -> Context:
        return self._decision("MIK-13", "O-03", "MIK-31") | self._appeal() | {"pieces": pieces(self.dossier)}

    def _rejected(self) -> Context:
        lines = self.dossier.scoresheet.lines if self.dossier.scoresheet else ()
        listed = [
            {
                "label": f"{line.code} – {line.label}",
                "points": Decimal(str(line.points)),
                "maximum": Decimal(str(line.max)),
                "comment": line.reason,
            }
            for line in lines
        ]
        return self._decision("MIK-21", "MIK-22") | self._appeal() | self._marks() | {"lines": listed}

    def _invitation(self) -> Context:
        sentences = [sentence for _, sentence in warnings(self.dossier, self.figures)]
        return self._common("MIK-24", "MIK-25") | self._marks() | {"warnings": sentences}

    def _refused(self) -> Context:
        motive = self.dossier.commission.motive if self.dossier.commission else ""
        return self._decision("MIK-30", "MIK-31", decided_on=self._held_on()) | self._appeal() | {"reasons": motive}

    def _pre_habilitated(self) -> Context:
        ends = self.moment.after[TimeLimit.CONFORMITY]
        return self._decision("MIK-28", "MIK-29", "MIK-33", decided_on=self._held_on()) | {
            "deadline": explained(TimeLimit.CONFORMITY, ends),
            "plan": plan_of(self.config, self.figures, self.dossier, ends),
            "derogation": self.dossier.commission.derogation if self.dossier.commission else "",
        }

    def _extended(self) -> Context:
        asked, ends = self.dossier.extension, self.moment.after[TimeLimit.CONFORMITY]
        return self._decision("O-05", "MIK-29", decided_on=asked.decided_on if asked else None) | {
            "deadline": explained(TimeLimit.CONFORMITY, ends),
            "working_days": asked.days if asked else 0,
            "previous_due_on": self.moment.before[TimeLimit.CONFORMITY].due_on,
            "reasons": asked.motive if asked else "",
        }

    def _withdrawn(self) -> Context:
        asked = self.dossier.withdrawal
        common_part = self._decision("MIK-34", "MIK-35", decided_on=asked.decided_on if asked else None)
        return common_part | self._appeal() | {"reasons": asked.motive if asked else ""}
