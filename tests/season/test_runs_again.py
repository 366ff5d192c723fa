"""A run again, a phase alone, a stale save, a form refused: nothing is said twice and nothing is wiped."""

from datetime import date

import pytest

from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from domain.trainer import TrainerEvent
from domain.vocabulary import Event
from tasks import steps
from tasks.commission import TypedDecision, commission_command
from tasks.run import Run
from tasks.tabs import columns, layout
from tests.season.answers import PROGRAMMES, SIRET, STAFF
from tests.season.desk import MANAGER, Desk, Step, commission_cells, play, scoring_cells
from tests.season.reading import plain, traces
from tests.season.roads import (
    ALL_POINTS,
    ATELIER,
    COMMISSION_DAY,
    SCORING_DAY,
    SEVEN_AUTO,
    in_commission,
    received,
)

SECOND, THIRD, FIFTH, SIXTH = (f"Atelier n° {rank}" for rank in (2, 3, 5, 6))


def busy_season(desk: Desk) -> None:
    """Everything that a run may do, waiting for a run on COMMISSION_DAY."""
    received(desk, {1: {}, 2: SEVEN_AUTO, 3: {PROGRAMMES: None, STAFF: -2, columns.OWNER: MANAGER}, 4: {SIRET: "123"},
                    5: {}, 6: {}})  # fmt: skip
    desk.type_all(layout.SCORING, dict.fromkeys((ATELIER, FIFTH), scoring_cells(ALL_POINTS)))
    desk.day(SCORING_DAY)
    desk.type_all(layout.SCORING, {SECOND: scoring_cells((0, 0, 0, 0)), SIXTH: scoring_cells((9, 0, 0, 0))})
    accepted, without_motive = (commission_cells(word, COMMISSION_DAY) for word in ("Accepter", "Refuser"))
    desk.type_all(layout.COMMISSION, {ATELIER: accepted, FIFTH: without_motive})
    desk.add_row(layout.DIRECTION, {columns.DOSSIER: "D-2026-0009", layout.DECISION: layout.WITHDRAW,
                                    layout.DECIDED_BY: MANAGER, columns.TYPED_BY: MANAGER})  # fmt: skip


@pytest.mark.rule("MIK-32", "O-20")
def test_the_same_day_twice_changes_nothing_and_sends_nothing(desk: Desk) -> None:
    busy_season(desk)
    first = desk.day(COMMISSION_DAY)
    before, shown = traces(desk), {name: desk.rows(name) for name in (layout.APPLICATIONS, layout.ANOMALIES)}
    second = desk.day(COMMISSION_DAY)
    assert desk.states() == {
        ATELIER: "Pré-habilité", SECOND: "Rejetée sur note", THIRD: "Reçue, à compléter", FIFTH: "En commission",
        SIXTH: "Complète, à noter",
    }  # fmt: skip
    assert [outcome.command.event for outcome in first.feedback.applied] == [
        Event.GRID_VALIDATED, Event.SCORE_BELOW, Event.COMMISSION_ACCEPTED, *[TrainerEvent.PROPOSED] * 2
    ]  # fmt: skip
    assert second.feedback.applied == []
    assert traces(desk) == before
    assert {name: desk.rows(name) for name in shown} == shown
    third = desk.day(COMMISSION_DAY)
    assert third.written is not None
    assert third.written.changed_cells == 0


def test_a_workbook_made_anew_shows_the_ledger_and_sends_nothing(desk: Desk) -> None:
    busy_season(desk)
    desk.day(COMMISSION_DAY)
    before, states = traces(desk), desk.states()
    desk.path.unlink()
    gone = desk.day(COMMISSION_DAY)
    assert len(gone.warnings) == 1
    desk.set_up()
    desk.day(COMMISSION_DAY)
    assert (traces(desk), desk.states()) == (before, states)
    assert [plain(row["Champ"]) for row in desk.rows(layout.ANOMALIES)] == ["Réf."] * 4 + [STAFF]
    assert desk.row(layout.COMMISSION, ATELIER)[columns.STATUS] == "Pré-habilité"


def test_a_stale_save_heals_at_the_next_run(desk: Desk) -> None:
    in_commission(desk)
    stale = desk.path.read_bytes()
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    before = traces(desk)
    desk.path.write_bytes(stale)
    desk.day(COMMISSION_DAY)
    assert (desk.states(), traces(desk)) == ({ATELIER: "Pré-habilité"}, before)
    assert desk.row(layout.APPLICATIONS, ATELIER)[columns.STATUS] == "Pré-habilité"


def test_a_phase_alone_leaves_the_answers_of_the_other_tabs(desk: Desk) -> None:
    busy_season(desk)
    desk.day(COMMISSION_DAY)
    tabs = (layout.APPLICATIONS, layout.SCORING, layout.COMMISSION, layout.DIRECTION, layout.ANOMALIES)
    before = {tab: desk.rows(tab) for tab in tabs}
    assert [row["Onglet"] for row in before[layout.ANOMALIES]] == [
        "Candidatures", "Candidatures", "Commission", "Décisions", "Notation"
    ]  # fmt: skip
    phases: tuple[Step, ...] = (
        steps.score, steps.take_commission, steps.take_direction_decisions, steps.sweep_deadlines
    )  # fmt: skip
    for middle in phases:
        desk.day(COMMISSION_DAY, steps=steps.phase(middle))
        assert {tab: desk.rows(tab) for tab in tabs} == before


def submission(found: Command | Refusal) -> Step:
    def submit(run: Run) -> None:
        steps.submit.fn(run, found, PARTNERSHIP)

    return submit


@pytest.mark.rule("MIK-24")
def test_a_refused_form_is_answered_to_its_author_and_is_no_anomaly(desk: Desk) -> None:
    in_commission(desk)
    refusal = Refusal("la commission réunit…", "MIK-24", "Participants")
    for _ in range(2):
        run = desk.day(COMMISSION_DAY, steps=steps.phase(submission(refusal)))
        assert [note.refusal for note in run.feedback.notes] == [refusal]
    desk.day(COMMISSION_DAY)
    assert (desk.rows(layout.ANOMALIES), desk.states()) == ([], {ATELIER: "En commission"})


@pytest.mark.rule("MIK-24", "MIK-28")
def test_the_form_and_the_row_give_the_same_outcome(desk: Desk) -> None:
    in_commission(desk)
    typed_row = desk.day(date(2026, 11, 9)).pulled
    opinions = {"factor": "", "opinion": "FAVORABLE"}
    factors = [{**opinions, "factor": factor} for factor in ("handicap", "pertinence", "qualite_percue",
                                                             "selection_candidats", "e_reputation")]  # fmt: skip
    typed = TypedDecision.model_validate({
        "ref": "form:1", "subject": "D-2026-0001", "accept": True, "held_on": COMMISSION_DAY, "factors": factors,
        "attendees": [("Hélène Dubois", ""), (MANAGER, "")], "typed_by": MANAGER,
    })  # fmt: skip
    command = commission_command(typed, typed_row.team, COMMISSION_DAY)
    run = desk.day(COMMISSION_DAY, steps=steps.phase(submission(command)))
    assert [applied.state.value for applied in run.feedback.applied] == ["PRE_HABILITE", "A_EVALUER", "A_EVALUER"]
    again = desk.day(COMMISSION_DAY, steps=steps.phase(submission(command)))
    assert (again.feedback.applied, again.feedback.notes) == ([], [])


def test_a_run_cut_after_its_decisions_is_finished_by_the_next(desk: Desk) -> None:
    received(desk, {1: SEVEN_AUTO})
    desk.score(ATELIER, (0, 0, 0, 0))
    desk.day(SCORING_DAY, steps=(steps.read_workbook, steps.receive_applications, steps.score))
    cut = traces(desk)
    assert (len(cut["register"]), {status for _, status, _ in cut["outbox"]}) == (1, {"sent", "queued"})
    run = desk.day(SCORING_DAY)
    assert (run.feedback.applied, [made.number for made in run.documents]) == ([], ["PV-2026-0001"])
    assert run.dispatched is not None
    assert run.dispatched.sent == 1
    assert desk.row(layout.APPLICATIONS, ATELIER)[columns.STATUS] == "Rejetée sur note"


def test_every_step_of_a_day_can_be_played_twice_in_the_same_run(desk: Desk) -> None:
    busy_season(desk)

    def twice(run: Run) -> None:
        for step in (steps.receive_applications, steps.score, steps.take_commission, steps.take_direction_decisions,
                     steps.sweep_deadlines, steps.write_documents, steps.send_mails) * 2:  # fmt: skip
            play(step, run)

    run = desk.day(COMMISSION_DAY, steps=(steps.read_workbook, twice, steps.write_workbook))
    assert len(run.feedback.applied) == 3
    assert [row["Numéro"] for row in desk.rows(layout.MINUTES)] == [
        "DC-2026-0001", "DC-2026-0002", "PV-2026-0001", "PV-2026-0002"
    ]  # fmt: skip
