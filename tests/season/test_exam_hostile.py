"""Rows copied, keys erased, a session cancelled while its grids are typed: each has its answer, nothing is lost."""

from datetime import date

import pytest

from domain.exams.candidacy import BlocDecision, Candidacy, SessionCard
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.marking import JUROR, POINTS
from domain.exams.session import Validation
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionState
from domain.process import Command
from domain.team import Team
from tasks.exams.postponing import submitted_decision
from tasks.exams.session_rows import TypedDecision
from tasks.ledger.advance import Applied
from tasks.ledger.queries import View, read_some
from tasks.office import apply_commands
from tasks.run import Run
from tasks.tabs import attendance, deliberations, grids
from tasks.tabs import results as results_tab
from tasks.tabs.columns import ANSWER, REF, TYPED_BY
from tests.exams import EXAM_DAY, EXAM_OFFICE, a_candidacy, a_session, slots_of
from tests.exams_ledger import place
from tests.season import exam_day as hands
from tests.season import exam_roads, reading
from tests.season.conformity import row
from tests.season.desk import Desk, daily_steps
from tests.season.exam_roads import B1, MAELYS

OLDER = "Intitulé de 2024"
LATER = date(2027, 3, 15)
C11 = f"{MAELYS}/E1/C1.1"


def keyless(desk: Desk, tab: str) -> list[str]:
    """The answers of the rows whose reference somebody erased."""
    return [reading.plain(line.get(ANSWER, "")) for line in desk.rows(tab) if not line.get(REF)]


@pytest.mark.rule("M2I-33", "REF-14", "M2I-37", "M2I-20")
def test_a_row_whose_reference_was_erased_says_so_and_its_line_is_made_again(desk: Desk) -> None:
    exam_roads.ripe(desk)
    erased = {attendance.ATTENDANCE: f"{MAELYS}/E1", grids.GRIDS: C11, deliberations.DELIBERATIONS: f"{MAELYS}/{B1}",
              results_tab.RESULTS: hands.SESSION}  # fmt: skip
    for tab, key in erased.items():
        desk.type_rows(tab, {key: {REF: None, TYPED_BY: EXAM_OFFICE}})
    desk.day(hands.RECEIVED_ON)
    for tab, key in erased.items():
        assert [said.startswith("Réf. : ") for said in keyless(desk, tab)] == [True], tab
        assert row(desk, tab, key)[REF] == key
    assert row(desk, grids.GRIDS, C11)[POINTS] == 4


def cancel(run: Run) -> None:
    """Direction cancels the session while others type."""
    typed = TypedDecision(postpone=False, motive="Incendie.", decided_by=EXAM_OFFICE, typed_by=EXAM_OFFICE)
    found = submitted_decision(run.office, run.pulled, hands.SESSION, typed)
    assert isinstance(found, Command), found
    apply_commands(run.office, run.pulled.team, [found], EXAM_SESSION)


def candidacy(desk: Desk, ref: str) -> View[Candidacy]:
    with desk.ledger() as connection:
        return read_some(connection, CANDIDACY, [ref])[ref]


def sit_again(desk: Desk, ref: str) -> None:
    """Moved to another session, convened; it opens."""
    with desk.office() as office:
        session = a_session(starts_on=LATER, ends_on=LATER)
        number = place(office, EXAM_SESSION, session, SessionState.RUNNING, LATER)
        session = session.with_update({"ref": number})
        moved = {"session": SessionCard.of(session), "parent": number}
        convened = {"slots": slots_of(session, ref), "late_agreement": True}
        for event, update in ((CandidacyEvent.MOVED, moved), (CandidacyEvent.CONVENED, convened)):
            command = Command(f"{event}", ref, event, EXAM_DAY, "essai", update)
            (outcome,) = apply_commands(office, Team(()), [command], CANDIDACY)
            assert isinstance(outcome, Applied), outcome


@pytest.mark.rule("M2I-41", "M2I-43", "M2I-33")
def test_a_session_cancelled_while_its_grids_are_typed_leaves_nothing_to_the_next_one(desk: Desk) -> None:
    exam_roads.attended(desk)
    hands.mark(desk, {MAELYS: 4})
    key = f"{exam_roads.I_ZOE}/E1/C1.1"
    desk.type_rows(grids.GRIDS, {key: {POINTS: 3, JUROR: hands.JURY, TYPED_BY: EXAM_OFFICE}})
    desk.day(EXAM_DAY, steps=(daily_steps()[0], cancel, *daily_steps()[1:]))
    past = "La session n’a pas eu lieu à cette date : la ligne est gardée et ne compte plus."
    assert [reading.plain(row(desk, grids.GRIDS, one)[ANSWER]) for one in (key, C11)] == [past, past]
    assert candidacy(desk, MAELYS).state is CandidacyState.REGISTERED
    sit_again(desk, MAELYS)
    desk.day(LATER)
    facts = candidacy(desk, MAELYS).facts
    assert (facts.attendance, facts.marks) == ((), ())
    assert reading.plain(row(desk, attendance.ATTENDANCE, f"{MAELYS}#2/E1")[ANSWER]).startswith("À noter")
    desk.type_rows(attendance.ATTENDANCE, {f"{MAELYS}#2/E1": hands.came()})
    desk.day(LATER)
    assert (candidacy(desk, MAELYS).state, row(desk, grids.GRIDS, f"{MAELYS}#2/E1/C1.1").get(POINTS)) == (
        CandidacyState.PRESENT, None,
    )  # fmt: skip


@pytest.mark.rule("M2I-01", "REF-22")
def test_results_name_the_blocs_as_the_referentiel_of_the_session_does(desk: Desk) -> None:
    """Not as that of today, which was revised since."""
    session = a_session()
    first, *others = session.referentiel.blocs
    older = session.referentiel.model_copy(update={"blocs": (first.model_copy(update={"label": OLDER}), *others)})
    given = Validation(validated_by="Sylvie Renard", validated_on=hands.VALIDATED_ON)
    with desk.office() as office:
        session = session.with_update({"referentiel": older, "validation": given})
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, SessionState.VALIDATED)})
        decisions = [BlocDecision(bloc=B1, proposed=True, acquired=True)]
        candidacy = a_candidacy(session, blocs=(B1,), decisions=decisions, deliberated_on=EXAM_DAY)
        place(office, CANDIDACY, candidacy, CandidacyState.PARTLY)
    desk.day(hands.VALIDATED_ON)
    (mail,) = reading.mails(desk, "candidate_result")
    ((_, letter),) = reading.minutes(desk, MAELYS)
    assert [f"{B1} – {OLDER}" in text for text in (mail.text, letter)] == [True, True]
