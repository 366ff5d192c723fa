"""The minutes of a destruction and the e-mail that carries them: by reference, without a name (RGPD)."""

from typing import ClassVar

from domain.calendar import format_date
from domain.correspondence import Audience, Mail, Pv
from domain.network.destruction import Destruction
from tasks.mail.typography import french
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context
from tasks.presenting.wording import worded
from tasks.retention.wording import told


def _minutes(frame: ExamFrame[Destruction]) -> Data:
    facts, decision = frame.facts, frame.facts.decision
    if decision is None:
        return {}
    lines = [
        worded("Durée écoulée : du {since} au {due}.", since=format_date(facts.since), due=format_date(facts.due_on)),
        worded("Effacé : {told}.", told=told(facts.volume)),
    ]
    if facts.sent_until:
        lines.append(worded("E-mails envoyés jusqu’au {day}.", day=format_date(facts.sent_until)))
    refs = [[item.subject, f"n° {item.until}"] for item in facts.events]
    text = worded(
        "Effacement décidé le {day} par {name}, exécuté le {done}.", day=format_date(decision.decided_on),
        name=decision.decided_by.name, done=format_date(facts.erased_on or frame.on),
    )  # fmt: skip
    return {
        "card": [["Lot", facts.ref], ["Objet", facts.name]],
        "sections": [
            {"title": "Ce qui est effacé", "list": lines},
            *([{"title": "Fiches", "table": {"columns": ["Référence", "Dernier événement effacé"], "rows": refs}}]
              if refs else []),
            *([{"title": "Documents", "paragraphs": [", ".join(facts.documents)]}] if facts.documents else []),
            {"title": "Ce qui reste", "paragraphs": [french(
                "Le journal garde la suite des événements, leur date, leur règle et leur empreinte, sans ce qui fut "
                "saisi. Le registre garde le numéro, la nature, la date et l’empreinte de chaque document détruit."
            )]},
        ],
        "decision": {"title": "Données détruites", "text": text, "tone": "neutral"},
        "signatures": [{"name": decision.decided_by.name, "quality": decision.decided_by.role.label}],
    }  # fmt: skip


def _erased(letter: ExamLetter[Destruction]) -> Context:
    facts, decision = letter.facts, letter.facts.decision
    if decision is None:
        return {}
    over = f"du {format_date(facts.since)} au {format_date(facts.due_on)}"
    return letter.common("RGPD") | {
        "duration": french(over), "volume": french(told(facts.volume)), "decided_by": decision.decided_by.name,
        "decided_on": decision.decided_on,
    }  # fmt: skip


class DestructionPresenter(ExamPresenter[Destruction]):
    """To direction, which answers for what was erased."""

    audiences: ClassVar[dict[Mail, Audience]] = {Mail.DATA_ERASED: Audience.DIRECTION}
    documents_of: ClassVar[DocumentWriters[Destruction]] = {Pv.DESTRUCTION: _minutes}
    letters_of: ClassVar[LetterWriters[Destruction]] = {Mail.DATA_ERASED: _erased}
