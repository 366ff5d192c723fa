"""The tab « Jurys » → who sits in each session, with what links he declares, there or not (REF-15, REF-16, M2I-31).

The key of a row is that of the session and of the examiner: S-2026-0001/E-2026-0003.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.exams.examiner import Examiner
from domain.exams.jury import balance, member_of, unfit
from domain.exams.planning import told_to_juror
from domain.exams.seating import Declaration, JuryMember
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import JuryRole, SessionEvent
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.reading import BEFORE, Exams, read_exams
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.mail.typography import count, french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import juries as tab
from tasks.tabs.columns import ANSWER, REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_BY = "onglet « Jurys »"
_REMOVED = "Ligne retirée, puis rétablie : pour qu’un membre ne siège pas, notez « Oui » dans « Absent ». [REF-16]"


@dataclass
class Named:
    """What the rows of one session make of its jury."""

    view: View[ExamSession]
    members: dict[str, JuryMember]
    rows: list[Row] = field(default_factory=list)


def take_juries(office: Office, pull: Pull, feedback: Feedback) -> None:
    """One command a session, whatever the number of its rows; a wrong row leaves the others."""
    found = KeyedTab(pull, feedback, tab.JURIES, "REF-15")
    found.judge()
    signed = [row for row in found.all_rows if row.cells.get(TYPED_BY)]
    if not signed:
        return
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        juries = _read(signed, exams, pull, feedback)
    commands = [
        Command(f"jury:{item.view.ref}:{item.view.version}", item.view.ref, SessionEvent.JURY_NAMED, pull.on, _BY,
                {"jury": tuple(item.members.values())})
        for item in juries
        if tuple(item.members.values()) != item.view.facts.jury
    ]  # fmt: skip
    rows = {f"jury:{item.view.ref}:{item.view.version}": item.rows[-1] for item in juries if item.rows}
    feedback.take(tab.JURIES, apply_commands(office, pull.team, commands, EXAM_SESSION), rows)


def _read(signed: list[Row], exams: Exams, pull: Pull, feedback: Feedback) -> list[Named]:
    twice = {key for key, times in Counter(key_of(row) for row in signed).items() if times > 1}
    found: dict[str, Named] = {}
    for row in signed:
        reading = RowReading(row)
        try:
            problem = _doubled(row) if key_of(row) in twice else _take(reading, exams, pull, found)
        except BadCell as error:
            problem = Refusal(f"{error.reason} ; {error.cure}.", "REF-15", reading.header)
        if problem is not None:
            feedback.refuse(tab.JURIES, row, problem)
    return list(found.values())


def key_of(row: Row) -> str:
    """« S-2026-0001/E-2026-0003 », from what was typed."""
    typed = (str(row.cells.get(header) or "").strip().upper() for header in (tab.SESSION, tab.EXAMINER))
    return "/".join(typed)


def _doubled(row: Row) -> Refusal | None:
    """A copied row is refused by its key already; one that was typed twice has none yet."""
    message = f"{key_of(row)} figure deux fois dans l’onglet. Gardez une seule ligne par membre."
    return None if row.key else Refusal(message, "REF-15", tab.EXAMINER)


def _take(reading: RowReading, exams: Exams, pull: Pull, found: dict[str, Named]) -> Refusal | None:
    """Add or change one member; nothing once the session is open."""
    session_ref = reading.required(tab.SESSION, cells.line).upper()
    ref = reading.required(tab.EXAMINER, cells.line).upper()
    view = exams.sessions.get(session_ref)
    if view is None:
        message = f"aucune session ne porte la référence « {session_ref[:40]} ». Vérifiez-la dans « Sessions »."
        return Refusal(message, "REF-15", tab.SESSION)
    if reading.row.key and reading.row.key != key_of(reading.row):
        message = (
            f"cette ligne désigne {reading.row.key.partition('/')[2]}. Remettez son numéro, notez « Oui » dans "
            "« Absent », et ajoutez une ligne pour l’autre examinateur."
        )
        return Refusal(message, "REF-16", tab.EXAMINER)
    if view.state not in BEFORE:
        return None
    named = found.setdefault(view.ref, Named(view, {member.examiner: member for member in view.facts.jury}))
    examiner = exams.examiners.get(ref)
    if examiner is None:
        message = f"aucun examinateur ne porte la référence « {ref[:40]} ». Vérifiez-la dans « Examinateurs »."
        return Refusal(message, "REF-15", tab.EXAMINER)
    typed = _typed(reading, view.facts, exams)
    refusal = None if typed["present"] is False else unfit(examiner.facts, examiner.state, view.facts)
    if refusal is None:
        named.members[ref] = _member(reading, examiner.facts, view.facts, exams, pull, typed)
        named.rows.append(reading.row)
    elif ref in named.members:  # he was, and is no more: the plan is made without him
        named.members[ref] = named.members[ref].model_copy(update={"present": False})
    return refusal


def _member(
    reading: RowReading, examiner: Examiner, session: ExamSession, exams: Exams, pull: Pull, typed: dict[str, object]
) -> JuryMember:
    """The member with what is known of his habilitation today and what the row says of him."""
    known = next((member for member in session.jury if member.examiner == examiner.ref), None)
    role = reading.read(tab.ROLE, lambda cell: cells.choice(cell, JuryRole)) or JuryRole.MEMBER
    candidacies = [view.facts for view in exams.by_session.get(session.ref, ())]
    kept = known.model_dump(include={"called_to", "sequence"}) | {"told": known.told} if known else {}
    designated_by = known.designated_by if known else reading.required(TYPED_BY, cells.line)
    return member_of(examiner, role, candidacies).model_copy(update={
        **typed, **kept, "designated_by": designated_by,
        "designated_on": known.designated_on if known else pull.on,
    })  # fmt: skip


def _typed(reading: RowReading, session: ExamSession, exams: Exams) -> dict[str, object]:
    declared_on = reading.read(tab.DECLARED_ON, cells.day)
    linked = tuple(code.upper() for code in reading.read(tab.LINKED, cells.words))
    if linked and declared_on is None:
        raise BadCell("des candidats liés sont déclarés sans date de signature",
                      f"remplissez « {tab.DECLARED_ON} »")  # fmt: skip
    candidates = {view.ref for view in exams.by_session.get(session.ref, ())}
    strangers = [code for code in linked if code not in candidates]
    if strangers:
        raise BadCell(f"{', '.join(strangers)[:60]} n’est pas une inscription de {session.ref}",
                      "indiquez les références I-… de l’onglet « Inscriptions »")  # fmt: skip
    is_absent = reading.read(tab.ABSENT, cells.yes_no)
    present_on = reading.read(tab.PRESENT_ON, cells.day)
    came = present_on is not None and session.starts_on <= present_on <= session.ends_on
    return {
        "declaration": Declaration(signed_on=declared_on, linked=linked) if declared_on else None,
        "present": False if is_absent else True if came else None,
    }


def show_juries(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """The key and what is known of each member; a refused row keeps its answer."""
    found = KeyedTab(pull, feedback, tab.JURIES, "REF-15")
    if tab.JURIES not in feedback.judged:
        return
    with office.ledger.reading() as connection:
        sessions = read_exams(connection).sessions
    refused = feedback.of(tab.JURIES)
    for row in found.all_rows:
        if not row.cells.get(TYPED_BY) and not row.key:
            continue
        session_ref, _, ref = (row.key or key_of(row)).partition("/")
        view = sessions.get(session_ref)
        member = next((one for one in view.facts.jury if one.examiner == ref), None) if view else None
        said = "\n".join(french(str(refusal)) for refusal in refused.get(row.number, []))
        shown: Cells = _cells(view.facts, member) if view and member else {}
        answer = said or french(_answer(view.facts, member) if view and member else "")
        changes.update(tab.JURIES, {**shown, ANSWER: answer}, key=row.key, fingerprint=row.fingerprint)
    shown_keys = {row.key or key_of(row) for row in found.all_rows}
    for view in sessions.values():
        for member in view.facts.jury if view.state in BEFORE else ():
            if f"{view.ref}/{member.examiner}" not in shown_keys:
                changes.append(tab.JURIES, {**_typed_cells(view.facts, member), **_cells(view.facts, member),
                                            ANSWER: french(_REMOVED)})  # fmt: skip


def _typed_cells(session: ExamSession, member: JuryMember) -> Cells:
    """What staff had typed, for a row that somebody removed: the member was told that he sits (REF-16)."""
    declared = member.declaration
    return {
        tab.SESSION: session.ref, tab.EXAMINER: member.examiner, tab.ROLE: member.role.label,
        tab.DECLARED_ON: declared.signed_on if declared else None,
        tab.LINKED: "\n".join(declared.linked) if declared else None,
        tab.ABSENT: "Oui" if member.present is False else None,
        tab.PRESENT_ON: session.starts_on if member.present else None, TYPED_BY: member.designated_by,
    }  # fmt: skip


def _cells(session: ExamSession, member: JuryMember) -> Cells:
    slots = told_to_juror(session, member)
    times = [f"{slot.starts:%d/%m à %H:%M}" for slot in slots]
    return {
        REF: f"{session.ref}/{member.examiner}", tab.NAME: member.name, tab.QUALITY: member.quality,
        tab.UNTIL: member.habilitated_until,
        tab.SEATS: f"{count(len(times), 'passage')}, du {times[0]} au {times[-1]}" if times else "",
    }  # fmt: skip


def _answer(session: ExamSession, member: JuryMember) -> str:
    if member.present is False:
        return "Absent : il ne siège pas."
    missing = "" if member.declaration else " Déclaration d’absence de lien à signer. [M2I-31]"
    barred = sorted(member.forbidden)
    links = f" N’examine pas {', '.join(barred)}. [M2I-31]" if barred else ""
    return f"Désigné.{links}{missing}"


def jury_line(members: Iterable[JuryMember]) -> str:
    """« 3 membres, 67 % extérieurs ; 2 femmes, 1 homme » (O-16, REF-15)."""
    sitting = [member for member in members if member.present is not False]
    if not sitting:
        return ""
    share = round(100 * sum(member.external for member in sitting) / len(sitting))
    return french(f"{count(len(sitting), 'membre')}, {share} % extérieurs ; {balance(sitting)}")
