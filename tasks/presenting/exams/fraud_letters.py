"""The alert, the minutes and the notification of a fraud case (M2I-45 to M2I-50)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Pv
from domain.exams.fraud import FraudCase
from domain.exams.vocabulary import Sanction
from tasks.mail.typography import hour_fr
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context
from tasks.presenting.wording import worded

_SLUGS = {
    Sanction.WARNING: "warning",
    Sanction.EXCLUSION: "exclusion",
    Sanction.BAN: "ban",
    Sanction.WITHDRAWAL: "withdrawal",
}


def _sanction(frame: ExamFrame[FraudCase]) -> Data:
    asked = frame.facts.decision
    if asked is None:
        return {}
    until = f" jusqu’au {format_date(asked.ban_until)} inclus" if asked.ban_until else ""
    text = worded(
        "{sanction}{until}. Sanction notifiée le {day} à chaque personne mise en cause, au vu du rapport ci-dessus "
        "(M2I-46, M2I-47). Auteurs et complices encourent les mêmes sanctions (M2I-49).",
        sanction=asked.sanction.label, until=until, day=format_date(asked.notified_on),
    )  # fmt: skip
    return _facts(frame) | {
        "sections": [*_told(frame.facts), {"title": "Motif", "paragraphs": [asked.motive]}],
        "decision": {"title": "Sanction prononcée", "text": text, "tone": "bad"},
        "appeal": frame.appeal(),
        "signatures": [_signature(asked.decided_by, asked.by_direction)],
    }


def _dismissed(frame: ExamFrame[FraudCase]) -> Data:
    asked = frame.facts.dismissal
    if asked is None:
        return {}
    text = worded(
        "Le signalement est classé le {day}, sans sanction ni conséquence pour les personnes citées.",
        day=format_date(asked.decided_on),
    )
    return _facts(frame) | {
        "sections": [*_told(frame.facts), {"title": "Motif", "paragraphs": [asked.motive]}],
        "decision": {"title": "Signalement classé", "text": text, "tone": "neutral"},
        "signatures": [_signature(asked.decided_by, asked.by_direction)],
    }


def _facts(frame: ExamFrame[FraudCase]) -> Data:
    facts = frame.facts
    return {"card": [["Session", facts.session], ["Responsable de session", facts.manager], *frame.card()]}


def _told(facts: FraudCase) -> list[Data]:
    """What was reported, by whom, about whom, and the report that it rests on."""
    when = worded(
        "Constaté le {day} à {hour}, signalé par {name}.", day=format_date(facts.occurred_at.date()),
        hour=hour_fr(facts.occurred_at), name=facts.reported_by,
    )  # fmt: skip
    accused = [worded("{name} (inscription {ref})", name=one.name, ref=one.candidacy) for one in facts.accused]
    found: list[Data] = [
        {"title": "Faits", "paragraphs": [when, facts.what]},
        {"title": "Personnes mises en cause", "list": accused},
    ]
    if facts.evidence:
        found.append({"title": "Preuves", "paragraphs": [facts.evidence]})
    if facts.report:
        report = worded(
            "Établi et signé le {day} par {name}, {quality}.", day=format_date(facts.report.signed_on),
            name=facts.report.author, quality=facts.report.quality.label.lower(),
        )  # fmt: skip
        found.append({"title": "Rapport", "paragraphs": [report, *([facts.report.url] if facts.report.url else [])]})
    return found


def _signature(name: str, by_direction: bool) -> dict[str, str]:
    return {"name": name, "quality": "Direction" if by_direction else "Responsable de session"}


def _alert(letter: ExamLetter[FraudCase]) -> Context:
    facts = letter.facts
    return letter.common("M2I-45", "M2I-47") | {
        "session": facts.session, "occurred_at": facts.occurred_at, "people": facts.people, "what": facts.what,
        "evidence": facts.evidence, "reported_by": facts.reported_by,
    }  # fmt: skip


def _notified(letter: ExamLetter[FraudCase]) -> Context:
    facts, asked = letter.facts, letter.facts.decision
    if asked is None:
        return {}
    return _to_one(letter, "M2I-46", "M2I-47", "M2I-49", "O-14") | letter.appeal() | {
        "sanction": _SLUGS[asked.sanction],
        "session": facts.session, "occurred_on": facts.occurred_at.date(), "notified_on": asked.notified_on,
        "ban_until": asked.ban_until, "reasons": asked.motive, "decided_by": asked.decided_by,
    }  # fmt: skip


def _cleared(letter: ExamLetter[FraudCase]) -> Context:
    facts, asked = letter.facts, letter.facts.dismissal
    decided = {"decided_on": asked.decided_on, "reasons": asked.motive} if asked else {}
    about = {"session": facts.session, "occurred_on": facts.occurred_at.date()}
    return _to_one(letter, "M2I-47") | about | decided


def _to_one(letter: ExamLetter[FraudCase], *rules: str) -> Context:
    """The head of an e-mail to one person names nobody else."""
    base = letter.common(*rules)
    return base | {"dossier": base["dossier"] | {"organisme": letter.recipient}}


DOCUMENTS: DocumentWriters[FraudCase] = {Pv.FRAUD_SANCTION: _sanction, Pv.FRAUD_DISMISSED: _dismissed}
LETTERS: LetterWriters[FraudCase] = {
    Mail.FRAUD_ALERT: _alert,
    Mail.SANCTION_NOTIFIED: _notified,
    Mail.FRAUD_DISMISSED: _cleared,
}
