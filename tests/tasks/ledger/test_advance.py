"""The one door: what a command writes, all at once, and what it leaves alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from domain.dossier import Dossier
from domain.vocabulary import Event, State
from tasks.ledger.advance import CHUNK, Already, Applied, Refused
from tasks.ledger.database import Ledger
from tasks.ledger.drafts import MailDraft, Moment, Registered
from tasks.ledger.queries import read_deadlines
from tasks.ledger.schema import documents, journal, payloads, subjects, submissions
from tasks.presenting.partnership import PartnershipPresenter
from tests.builders import OWNER, RECEIVED_ON, SCORED_ON, TODAY, scoresheet, shipped_config
from tests.tasks.ledger.acting import MISSING, TEAM, act, done, journey, picture, received, ref_of, siret_of, summary

JOURNEY = ["RECUE"] * 4 + ["COMPLETE", "NOTEE", "EN_COMMISSION", "PRE_HABILITE", "PRE_HABILITE", "RETIREE"]


class Stops(PartnershipPresenter):
    """Letters that break on one event."""

    def __init__(self, event: Event) -> None:
        super().__init__(shipped_config(), TEAM)
        self.event = event

    def mails(self, moment: Moment[Dossier], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        if moment.command.event is self.event:
            raise ZeroDivisionError
        return super().mails(moment, documents)


def numbers(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return list(connection.scalars(select(documents.c.number).order_by(documents.c.seq)))


@pytest.mark.rule("MIK-02", "MIK-03")
def test_a_dossier_goes_from_its_application_to_its_way_out(ledger: Ledger) -> None:
    assert summary(act(ledger, *journey())) == JOURNEY
    with ledger.reading() as connection:
        events = connection.execute(select(journal).order_by(journal.c.seq)).mappings().all()
    assert [(row["seq"], row["event"], row["source"], row["target"], row["rule"]) for row in events[-4:]] == [
        (7, "score_reached", "NOTEE", "EN_COMMISSION", "MIK-21"),
        (8, "commission_accepted", "EN_COMMISSION", "PRE_HABILITE", "MIK-28"),
        (9, "extension_granted", "PRE_HABILITE", "PRE_HABILITE", "O-05"),
        (10, "pre_habilitation_withdrawn", "PRE_HABILITE", "RETIREE", "MIK-34"),
    ]


def test_one_command_or_all_at_once_write_the_same(fresh: Callable[[], Ledger]) -> None:
    together, apart = fresh(), fresh()
    act(together, *journey())
    for command in journey():
        act(apart, command)
    left, right = picture(together), picture(apart)
    assert [row.pop("version") for row in left["subjects"] + right["subjects"]] == [1, len(JOURNEY)]
    assert left == right


def test_the_same_command_again_changes_nothing(ledger: Ledger) -> None:
    act(ledger, *journey())
    before = picture(ledger)
    assert summary(act(ledger, *journey())) == ["already"] * len(JOURNEY)
    assert picture(ledger) == before


def test_the_same_command_twice_in_one_batch_is_one_event(ledger: Ledger) -> None:
    command = received()
    assert act(ledger, command, command) == [Applied(command, ref_of(1), State.RECEIVED), Already(command)]
    assert [row["ref"] for row in picture(ledger)["journal"]] == [command.ref]


def test_a_refusal_stops_nobody(ledger: Ledger) -> None:
    early = done(Event.COMMISSION_ACCEPTED, 1)
    outcomes = act(ledger, received(1), early, received(2))
    assert summary(outcomes) == ["RECUE", "MIK-02", "RECUE"]
    assert isinstance(outcomes[1], Refused)
    assert str(outcomes[1].refusal.message) == (
        "« Acceptation en commission » est impossible pour un dossier à l’état « Reçue, à compléter » : "
        "le processus ne saute aucune étape. Vérifiez le numéro et l’état du dossier."
    )
    assert [row["ref"] for row in picture(ledger)["journal"]] == ["declaration::1", "declaration::2"]


def test_a_refused_command_may_come_back_when_it_is_possible(ledger: Ledger) -> None:
    complete = done(Event.PIECES_COMPLETE)
    assert summary(act(ledger, received(1, missing=(MISSING,)), complete)) == ["RECUE", "MIK-13"]
    assert summary(act(ledger, done(Event.DECLARATION_COMPLETED, missing=()), complete)) == ["RECUE", "COMPLETE"]


def test_an_unknown_dossier_is_refused_with_its_number_cut_to_what_a_cell_shows(ledger: Ledger) -> None:
    [known, unknown] = act(ledger, received(), replace(done(Event.PIECES_COMPLETE), subject="D-" + "9" * 500))
    assert isinstance(known, Applied)
    assert isinstance(unknown, Refused)
    assert unknown.refusal.rule == "MIK-02"
    assert unknown.refusal.message == (
        f"aucun dossier ne porte le numéro « D-{'9' * 38} ». Vérifiez-le dans l’onglet « Candidatures »."
    )


def test_letters_that_break_leave_nothing_of_their_batch(ledger: Ledger) -> None:
    act(ledger, received(1))
    before = picture(ledger)
    with pytest.raises(ZeroDivisionError):
        act(ledger, received(2), done(Event.PIECES_COMPLETE, 1), presenter=Stops(Event.PIECES_COMPLETE))
    assert picture(ledger) == before


@pytest.mark.slow
def test_a_batch_that_breaks_keeps_the_batches_before_it(ledger: Ledger) -> None:
    many = [received(number) for number in range(1, CHUNK + 2)]
    with pytest.raises(ZeroDivisionError):
        act(ledger, *many, done(Event.PIECES_COMPLETE, 1), presenter=Stops(Event.PIECES_COMPLETE))
    assert len(picture(ledger)["subjects"]) == CHUNK


def test_facts_version_and_searched_columns_follow_each_batch(ledger: Ledger) -> None:
    act(ledger, received(7))
    act(ledger, done(Event.OWNER_ASSIGNED, on=SCORED_ON, owner=OWNER))
    with ledger.reading() as connection:
        row = connection.execute(select(subjects)).mappings().one()
    facts = Dossier.model_validate_json(row["facts"])
    expected = {
        "ref": ref_of(1), "kind": "partnership", "certification": "RS9001", "natural_key": siret_of(7),
        "name": "Atelier des Lumières", "owner": OWNER, "state": "RECUE", "version": 2, "opened_on": RECEIVED_ON,
        "changed_on": RECEIVED_ON,  # the state did not change
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected
    assert (facts.ref, facts.owner, facts.received_on) == (ref_of(1), OWNER, RECEIVED_ON)
    assert len(row["salt"]) == 32


def test_who_acted_and_what_was_typed_are_kept_beside_the_event(ledger: Ledger) -> None:
    act(ledger, received(), done(Event.OWNER_ASSIGNED, owner=OWNER))
    with ledger.reading() as connection:
        [_, owner] = connection.scalars(select(payloads.c.content).order_by(payloads.c.seq))
    assert owner == '{"by":"essai","update":{"owner":"Inès Moreau"}}'


@pytest.mark.rule("MIK-16")
def test_the_declaration_is_kept_word_for_word_with_its_fingerprint(ledger: Ledger) -> None:
    act(ledger, received(3))
    with ledger.reading() as connection:
        row = connection.execute(select(submissions)).mappings().one()
    assert dict(row) == {
        "id": 1, "row_ref": "C-2026-0001", "subject": ref_of(1), "declared": '{"number": 3}', "accepted": True,
        "sha256": "339e14c131e503ba931d9d24febebbe7a18d5539691e44bc6f5c8884d3a964ab", "received_on": RECEIVED_ON,
    }  # fmt: skip


@pytest.mark.rule("MIK-13", "MIK-17", "O-05")
def test_deadlines_open_close_and_open_again_with_the_decisions(ledger: Ledger) -> None:
    def running() -> list[tuple[str, date]]:
        with ledger.reading() as connection:
            return [(item.limit.value, item.dates.due_on) for item in read_deadlines(connection)]

    steps, seen = journey(), []
    for command in steps:
        act(ledger, command)
        seen.append(running())
    owner, pieces = ("D-AFFECTATION", date(2026, 11, 4)), ("D-COMPLETUDE", date(2026, 12, 1))
    info, qualiopi = ("D-INFO", date(2026, 11, 19)), ("D-QUALIOPI", date(2028, 5, 31))
    assert seen == [
        [owner],
        [],
        [pieces],
        [pieces],
        [],
        [],
        [],
        [info, ("D-CONFORMITE", date(2026, 12, 24)), qualiopi],
        [info, ("D-CONFORMITE", date(2027, 1, 11)), qualiopi],
        [],
    ]


def test_a_clock_that_runs_is_not_started_again(ledger: Ledger) -> None:
    act(ledger, received(missing=(MISSING,)), done(Event.PIECES_MISSING))
    again = replace(done(Event.PIECES_MISSING, on=SCORED_ON), ref="pieces:2")
    act(ledger, again)
    rows = [row for row in picture(ledger)["deadlines"] if row["time_limit"] == "D-COMPLETUDE"]
    assert [(row["start"], row["due_on"], row["closed_on"]) for row in rows] == [(RECEIVED_ON, date(2026, 12, 1), None)]


@pytest.mark.rule("MIK-31", "MIK-32")
def test_documents_and_mails_are_written_with_the_decision_that_asks_for_them(ledger: Ledger) -> None:
    act(ledger, *journey()[:-2])
    kept = picture(ledger)
    assert [(row["number"], row["kind"], row["seq"], row["status"]) for row in kept["documents"]] == [
        ("DC-2026-0001", "dossier_commission", 7, "requested"),
        ("PV-2026-0001", "commission_acceptation", 8, "requested"),
    ]
    assert [(row["template"], row["recipient"], row["attachments"], row["status"]) for row in kept["outbox"]] == [
        ("acknowledgement", "contact@organisme-1.example", "[]", "queued"),
        ("missing_pieces", "contact@organisme-1.example", "[]", "queued"),
        ("application_complete", "contact@organisme-1.example", "[]", "queued"),
        ("commission_invitation", "paul.lefevre@certificateur.example", '["DC-2026-0001"]', "queued"),
        ("commission_invitation", "ines.moreau@certificateur.example", '["DC-2026-0001"]', "queued"),
        ("pre_habilitated", "contact@organisme-1.example", '["PV-2026-0001"]', "queued"),
    ]


@pytest.mark.rule("MIK-32")
def test_numbers_have_no_gap_and_start_again_each_year(ledger: Ledger) -> None:
    for number, year in ((1, 2026), (2, 2027), (3, 2026), (4, 2027)):
        on = date(year, 1, 5)
        act(ledger, received(number, on=on))
    refs = [row["ref"] for row in picture(ledger)["subjects"]]
    assert refs == ["D-2026-0001", "D-2026-0002", "D-2027-0001", "D-2027-0002"]


@pytest.mark.rule("MIK-32")
def test_minutes_are_numbered_in_the_order_of_their_events(ledger: Ledger) -> None:
    act(ledger, *(received(number) for number in (1, 2, 3)))
    for number in (3, 1, 2):
        rejected = scoresheet(10.5)
        act(ledger, done(Event.OWNER_ASSIGNED, number, owner=OWNER), done(Event.PIECES_COMPLETE, number),
            done(Event.GRID_VALIDATED, number, SCORED_ON, scoresheet=rejected),
            done(Event.SCORE_BELOW, number, TODAY))  # fmt: skip
    with ledger.reading() as connection:
        found = connection.execute(select(documents.c.number, documents.c.subject).order_by(documents.c.number)).all()
    assert [tuple(row) for row in found] == [
        ("PV-2026-0001", ref_of(3)), ("PV-2026-0002", ref_of(1)), ("PV-2026-0003", ref_of(2)),
    ]  # fmt: skip


@pytest.mark.rule("MIK-32")
def test_a_batch_that_broke_leaves_no_hole_in_the_numbers(ledger: Ledger) -> None:
    act(ledger, *journey()[:-3])
    with pytest.raises(ZeroDivisionError):
        act(ledger, journey()[-3], presenter=Stops(Event.COMMISSION_ACCEPTED))
    act(ledger, journey()[-3])
    assert numbers(ledger) == ["DC-2026-0001", "PV-2026-0001"]


def test_a_refused_beginning_takes_no_number(ledger: Ledger) -> None:
    impossible = replace(received(1), event=Event.PIECES_COMPLETE)
    assert summary(act(ledger, impossible, received(2))) == ["MIK-02", "RECUE"]
    assert [row["ref"] for row in picture(ledger)["subjects"]] == [ref_of(1)]
