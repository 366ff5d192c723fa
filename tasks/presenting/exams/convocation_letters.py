"""What a candidate receives of the organisation of his session: convocation, postponement, cancellation."""

from collections.abc import Mapping
from typing import Any

from domain.correspondence import Mail, Paper
from domain.exams.candidacy import Candidacy, SessionCard
from domain.exams.seating import TimetableSlot
from domain.exams.vocabulary import CandidacyEvent
from tasks.mail.typography import duration, french, hour_fr
from tasks.presenting.exams.appointments import candidate_invitation
from tasks.presenting.exams.blocs import session_blocs
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context
from tasks.presenting.wording import worded


def _convocation(letter: ExamLetter[Candidacy]) -> Context:
    facts = letter.facts
    late, measures = _is_late(letter), facts.measures
    rules = ("M2I-12", "M2I-13", *(("O-11",) if late else ()), *(("LAW-13",) if measures else ()))
    return letter.common(*rules) | _place(facts.session) | {
        "passages": [_passage(slot) for slot in facts.slots],
        "changed": letter.moment.decision.transition.event is CandidacyEvent.SLOT_CHANGED,
        "late": late, "measures": measures,
    }  # fmt: skip


def _is_late(letter: ExamLetter[Candidacy]) -> bool:
    latest = letter.facts.convene_by
    is_first = letter.moment.decision.transition.event is CandidacyEvent.CONVENED
    return is_first and latest is not None and letter.on > latest


def _passage(slot: TimetableSlot) -> Context:
    return {"starts": slot.starts, "minutes": slot.minutes, "epreuve": french(slot.label), "room": slot.room}


def _place(card: SessionCard) -> Context:
    return {"at": {
        "ref": card.ref, "place": card.place, "link": card.link, "manager": card.manager,
        "manager_email": card.manager_email,
    }}  # fmt: skip


def _postponed(letter: ExamLetter[Candidacy]) -> Context:
    card = letter.facts.session
    return _ended(letter, "M2I-18") | {"starts_on": None if card.awaits_date else card.starts_on}


def _cancelled(letter: ExamLetter[Candidacy]) -> Context:
    return _ended(letter, "M2I-41")


def _moved(letter: ExamLetter[Candidacy]) -> Context:
    known, facts = letter.known, letter.facts
    return letter.common("M2I-43", "M2I-12") | _place(facts.session) | {
        "planned_on": known.session.starts_on, "starts_on": facts.session.starts_on, "resit": facts.resit,
    }  # fmt: skip


def _gave_up(letter: ExamLetter[Candidacy]) -> Context:
    known = letter.known
    return letter.common("M2I-43") | _place(known.session) | {
        "planned_on": known.session.starts_on, "convened": bool(known.slots),
    }  # fmt: skip


def _ended(letter: ExamLetter[Candidacy], rule: str) -> Context:
    return letter.common(rule) | _place(letter.facts.session) | {
        "planned_on": letter.known.session.starts_on, "convened": bool(letter.known.slots),
        "reasons": letter.facts.session.motive,
    }  # fmt: skip


def _document(at: ExamFrame[Candidacy]) -> Data:
    """The sheet that the candidate shows at the door (M2I-12, M2I-13)."""
    facts, session = at.facts, at.facts.session
    measures = facts.measures
    aside = [{"title": "Aménagements (LAW-13)", "paragraphs": [measures]}] if measures else []
    return {
        "subtitle": worded("Session {ref} – {place}", ref=session.ref, place=session.place),
        "card": [["Candidat", facts.name], ["Responsable de session", session.manager], *at.card()],
        "sections": [
            {"title": "Vos épreuves (M2I-12)", "table": {
                "columns": ["Date", "Heure", "Épreuve", "Durée", "Salle"],
                "rows": [_row(slot) for slot in facts.slots],
            }},
            {"title": "Nature des épreuves", "list": [
                french(f"{label} – {modality}")
                for code, label, modality in session.epreuves
                if code in {slot.epreuve for slot in facts.slots}
            ]},
            {"title": "Blocs présentés", "list": session_blocs(session, facts.blocs)},
            *aside,
            {"title": "Le jour venu (M2I-13)", "list": [
                french("Présentez cette convocation et une pièce d’identité en cours de validité : sans l’une ou "
                       "l’autre, vous ne pourrez pas composer."),
                "Arrivez quinze minutes avant la première épreuve. En cas de retard, le responsable de session décide "
                "de vous admettre ou non, et l’heure de fin ne change pas.",
                worded(
                    "Le référentiel applicable est celui de la version {version}, qui ne change plus pour cette "
                    "session (M2I-01).", version=session.version,
                ),
            ]},
        ],
    }  # fmt: skip


def _row(slot: TimetableSlot) -> list[str]:
    return [f"{slot.starts:%d/%m/%Y}", hour_fr(slot.starts), french(slot.label), duration(slot.minutes), slot.room]


DOCUMENTS: DocumentWriters[Candidacy] = {Paper.CONVOCATION: _document}
LETTERS: LetterWriters[Candidacy] = {
    Mail.CONVOCATION: _convocation,
    Mail.CANDIDATE_POSTPONED: _postponed,
    Mail.CANDIDATE_SESSION_CANCELLED: _cancelled,
    Mail.CANDIDATE_MOVED: _moved,
    Mail.CANDIDATE_GAVE_UP: _gave_up,
}
INVITATIONS: Mapping[Mail, Any] = dict.fromkeys((*LETTERS, Mail.REGISTRATION_REFUSED), candidate_invitation)
