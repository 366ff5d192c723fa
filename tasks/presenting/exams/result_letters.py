"""What a candidate is told: absence, non-admission, exclusion, result (REF-22, M2I-39, M2I-44, LAW-12)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Paper
from domain.exams.attendance_guards import slots_in_order
from domain.exams.candidacy import Candidacy
from domain.exams.marking import outcome
from domain.exams.vocabulary import Route
from domain.vocabulary import TimeLimit
from tasks.mail.typography import count
from tasks.presenting.exams.blocs import session_blocs
from tasks.presenting.exams.jury_documents import ACQUIRED, NOT_ACQUIRED
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context

_AGAIN = ("M2I-39", "M2I-43", "M2I-44")


def _held(letter: ExamLetter[Candidacy]) -> Context:
    """The day of the first épreuve, and when to come again."""
    slots = slots_in_order(letter.facts)
    held_on = slots[0].starts.date() if slots else letter.facts.session.starts_on
    return {"held_on": held_on, "next_sessions": letter.facts.next_sessions}


def _absent(letter: ExamLetter[Candidacy]) -> Context:
    first = letter.facts.attendance[0]
    arrived = f"{first.arrived_at:%H:%M}" if first.arrived_at and first.late_admitted is False else ""
    return letter.common("M2I-21", *(("M2I-22",) if arrived else ()), *_AGAIN) | _held(letter) | {"arrived_at": arrived}


def _not_admitted(letter: ExamLetter[Candidacy]) -> Context:
    first = letter.facts.attendance[0]
    shown = {"votre convocation": first.convocation_shown, "une pièce d’identité vérifiée": first.identity_checked}
    lacking = [what for what, was_shown in shown.items() if not was_shown]
    return letter.common("M2I-13", "M2I-39", "M2I-43") | _held(letter) | letter.appeal() | {"lacking": lacking}


def _corrected(letter: ExamLetter[Candidacy]) -> Context:
    """What was said of him by mistake: `first` is what was noted before."""
    first = letter.known.attendance[0]
    was_absent = not first.present or first.late_admitted is False
    return letter.common("M2I-20", "M2I-13") | {"held_on": _held(letter)["held_on"], "was_absent": was_absent}


def _excluded(letter: ExamLetter[Candidacy]) -> Context:
    found = letter.facts.exclusion
    said = {"at": found.at, "motive": found.motive, "decided_by": found.decided_by} if found else {}
    return letter.common("M2I-50", "M2I-42") | letter.appeal() | said


def _in_course(letter: ExamLetter[Candidacy]) -> Context:
    card = letter.facts.session
    session = f"{card.ref}, le {format_date(card.starts_on)}, {card.place}"
    return letter.common("M2I-36", "M2I-33") | {"candidate": letter.facts.name, "session": session}


def _result(letter: ExamLetter[Candidacy]) -> Context:
    facts = letter.facts
    found, is_vae = outcome(facts), facts.eligibility.route is Route.VAE
    rules = ("REF-22", "REF-14", *(_AGAIN[:2] if found != "whole" else ()), *(("LAW-12",) if is_vae else ()))
    return letter.common(*rules) | _held(letter) | letter.appeal() | {
        "decided_on": facts.deliberated_on, "outcome": found, "vae": is_vae,
        "blocs": [{"bloc": bloc, "acquired": acquired} for bloc, acquired in _decided(facts)],
        "carried": session_blocs(facts.session, facts.carried),
        "delivery_days": letter.figures.time_limits[TimeLimit.DELIVERY].length,
    }  # fmt: skip


def _decided(facts: Candidacy) -> list[tuple[str, bool]]:
    """Each bloc as letters name it, and whether the jury granted it (REF-14)."""
    named = session_blocs(facts.session, [item.bloc for item in facts.decisions])
    return [(bloc, item.acquired) for bloc, item in zip(named, facts.decisions, strict=True)]


def _letter(frame: ExamFrame[Candidacy]) -> Data:
    """The same as the e-mail, on paper: result per bloc, re-sit, delivery, voies de recours (REF-22)."""
    facts, person = frame.facts, frame.facts.person
    rows = [[bloc, ACQUIRED if acquired else NOT_ACQUIRED] for bloc, acquired in _decided(facts)]
    tones = ["good" if item.acquired else "warn" for item in facts.decisions]
    table = {"columns": ["Bloc", "Résultat"], "rows": rows, "tones": tones, "shares": [1, 0]}
    jury_date = format_date(facts.deliberated_on) if facts.deliberated_on else ""
    return {
        "subtitle": f"Établie le {format_date(frame.on)}",
        "card": [
            ["Candidat", f"{person.first_names} {person.usage_name or person.birth_name}"],
            *frame.card(),
            ["Session", f"{facts.session.ref}, le {format_date(facts.session.starts_on)} – {facts.session.place}"],
            ["Date du jury", jury_date],
            ["Voie d’accès", facts.eligibility.route.label],
        ],
        "sections": [{"title": "Résultat de chaque bloc", "table": table}, *_acquired(facts), *_again(facts)],
        "decision": _decision(frame),
        "appeal": frame.appeal(),
    }


def _decision(frame: ExamFrame[Candidacy]) -> Data:
    found, days = outcome(frame.facts), frame.figures.time_limits[TimeLimit.DELIVERY].length
    within = f"sous {count(days, 'jour')}"
    title, text, tone = {
        "whole": ("Certification obtenue", f"Le parchemin est délivré {within}.", "good"),
        "some": ("Réussite partielle", f"Les blocs validés restent acquis. Attestations délivrées {within}.", "good"),
        "none": ("Échec", "Aucun des blocs présentés n’est validé à cette session.", "warn"),
    }[found]  # fmt: skip
    return {"title": title, "text": text, "tone": tone}


def _acquired(facts: Candidacy) -> list[Data]:
    """Those acquired before; for a VAE, all that are acquired now, in so many words (LAW-12)."""
    if facts.eligibility.route is Route.VAE:
        acquired = session_blocs(facts.session, [bloc for bloc in facts.whole if bloc in facts.acquired])
        return [{"title": "Blocs acquis par la VAE (LAW-12)", "list": acquired or ["Aucun à ce jour"]}]
    carried = session_blocs(facts.session, facts.carried)
    return [{"title": "Blocs déjà acquis", "list": carried}] if carried else []


def _again(facts: Candidacy) -> list[Data]:
    if set(facts.whole) <= facts.acquired:
        return []
    said = (
        "Une nouvelle inscription est possible, sans délai et sans nouvelle formation. Ce nouveau passage est payant "
        "(M2I-39, M2I-43)."
    )
    return [{"title": "Se présenter de nouveau", "paragraphs": [said], "list": list(facts.next_sessions)}]


DOCUMENTS: DocumentWriters[Candidacy] = {Paper.RESULT_LETTER: _letter}
LETTERS: LetterWriters[Candidacy] = {
    Mail.CANDIDATE_ABSENT: _absent,
    Mail.CANDIDATE_NOT_ADMITTED: _not_admitted,
    Mail.ATTENDANCE_CORRECTED: _corrected,
    Mail.CANDIDATE_EXCLUDED: _excluded,
    Mail.IN_COURSE_DUE: _in_course,
    Mail.CANDIDATE_RESULT: _result,
}
