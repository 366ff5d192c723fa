"""The chain: what somebody changes behind the journal's back is seen, what the law wants erased is not missed."""

from datetime import date

import pytest
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.exc import DBAPIError

from domain.network.destruction import DESTRUCTION, DestructionEvent, ErasedEvents
from domain.process import Command
from domain.vocabulary import Event
from tasks.documents import make_documents
from tasks.integrity import defects_of
from tasks.ledger.advance import Applied, advance
from tasks.ledger.database import Ledger
from tasks.ledger.journal import GENESIS, Head, read_head, verify
from tasks.ledger.schema import journal, payloads, subjects
from tasks.office import Office
from tasks.presenting.network.destruction import DestructionPresenter
from tests.builders import OWNER, SCORED_ON, TODAY, scoresheet, shipped_config
from tests.domain.retention_rows import a_lot, decision
from tests.tasks.ledger.acting import TEAM, act, done, journey, received, ref_of

CHANGED = "Journal : l’événement 2 a été modifié."
WITHOUT_MINUTES = "Le dossier D-2026-0001 est « Pré-habilitation retirée » sans procès-verbal (MIK-31)."
FOLLOWS = "Journal : l’événement 3 ne suit pas l’événement 2."


#: what takes triggers and foreign keys away; those of SQLite are off unless asked for
_UNGUARDED = {
    "sqlite": ("DROP TRIGGER IF EXISTS journal_no_update", "DROP TRIGGER IF EXISTS journal_no_delete"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}


def tamper(ledger: Ledger, *statements: str) -> None:
    """As somebody with the file and a SQLite shell would, or an administrator of PostgreSQL."""
    with create_engine(ledger.engine.url).begin() as connection:
        for off in _UNGUARDED[ledger.engine.dialect.name]:
            connection.exec_driver_sql(off)
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0


def breaks(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return verify(connection)


@pytest.fixture
def lived(office: Office) -> Office:
    """Two dossiers, the first with its whole life."""
    act(office.ledger, received(1), received(2), done(Event.OWNER_ASSIGNED, 1, owner=OWNER),
        done(Event.PIECES_COMPLETE, 1))  # fmt: skip
    return office


def test_an_untouched_chain_holds_and_its_head_counts_it(lived: Office) -> None:
    assert defects_of(lived) == []
    with lived.ledger.reading() as connection:
        head = read_head(connection)
        rows = connection.execute(select(journal.c.previous, journal.c.hash).order_by(journal.c.seq)).all()
    assert head == Head(4, rows[-1].hash)
    assert [row.previous for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]


def test_an_empty_journal_holds(ledger: Ledger) -> None:
    assert breaks(ledger) == []


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("ref = 'declaration::9'", [CHANGED]),
        (f"subject = '{ref_of(1)}'", [CHANGED, "Journal : le contenu de l’événement 2 a été modifié."]),
        ("event = 'owner_assigned'", [CHANGED]),
        ("source = 'RECUE'", [CHANGED]),
        ("target = 'PRE_HABILITE'", [CHANGED]),
        ("rule = 'MIK-99'", [CHANGED]),
        ("on_date = '2026-11-03'", [CHANGED]),
        ("recorded_at = '2026-11-02T08:00:00+00:00'", [CHANGED]),
        ("digest = hash", [CHANGED, "Journal : le contenu de l’événement 2 a été modifié."]),
        ("previous = hash", ["Journal : l’événement 2 ne suit pas l’événement 1.", CHANGED]),
        ("hash = previous", [CHANGED, FOLLOWS]),
    ],
)
def test_an_edited_column_is_found(lived: Office, assignment: str, expected: list[str]) -> None:
    tamper(lived.ledger, f"UPDATE journal SET {assignment} WHERE seq = 2")  # noqa: S608 — the cases above
    assert breaks(lived.ledger) == expected
    assert defects_of(lived)[: len(expected)] == expected


def test_every_column_of_the_journal_has_its_tampering() -> None:
    tried = {case.partition(" ")[0] for case, _ in test_an_edited_column_is_found.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert set(journal.c.keys()) - tried == {"seq"}


def test_a_renumbered_event_is_found(lived: Office) -> None:
    tamper(lived.ledger, "UPDATE journal SET seq = 9 WHERE seq = 2")
    assert breaks(lived.ledger) == [
        "Journal : l’événement 3 ne suit pas l’événement 1.",
        "Journal : l’événement 9 ne suit pas l’événement 4.",
        "Journal : l’événement 9 a été modifié.",
        "Journal : le contenu de l’événement 9 a disparu.",
    ]


def test_a_rewritten_text_is_found(lived: Office) -> None:
    tamper(lived.ledger, "UPDATE payloads SET content = replace(content, 'essai', 'Paul') WHERE seq = 3")
    assert defects_of(lived) == ["Journal : le contenu de l’événement 3 a été modifié."]


def test_a_removed_event_is_found(lived: Office) -> None:
    tamper(lived.ledger, "DELETE FROM payloads WHERE seq = 2", "DELETE FROM journal WHERE seq = 2")
    assert breaks(lived.ledger) == ["Journal : l’événement 3 ne suit pas l’événement 1."]


def test_a_removed_beginning_is_found(lived: Office) -> None:
    tamper(lived.ledger, "DELETE FROM payloads WHERE seq = 1", "DELETE FROM journal WHERE seq = 1")
    assert defects_of(lived) == ["Journal : l’événement 2 ne suit pas l’événement 0."]


def test_a_cut_tail_is_found(lived: Office) -> None:
    tamper(lived.ledger, "DELETE FROM payloads WHERE seq = 4", "DELETE FROM journal WHERE seq = 4")
    assert breaks(lived.ledger) == []
    assert defects_of(lived) == ["L’état du dossier D-2026-0001 n’est pas celui de son dernier événement."]


def test_a_removed_dossier_is_found_wherever_its_events_are(lived: Office) -> None:
    act(lived.ledger, received(3))
    tamper(lived.ledger, "DELETE FROM subjects WHERE ref = 'D-2026-0003'")
    assert defects_of(lived) == ["Le dossier D-2026-0003 figure au journal mais plus au registre."]


def test_a_text_removed_alone_is_no_erasure(lived: Office) -> None:
    tamper(lived.ledger, "DELETE FROM payloads WHERE seq = 3")
    assert defects_of(lived) == ["Journal : le contenu de l’événement 3 a disparu."]


def test_a_state_changed_outside_the_one_door_is_found(lived: Office) -> None:
    tamper(lived.ledger, "UPDATE subjects SET state = 'PRE_HABILITE' WHERE ref = 'D-2026-0002'")
    assert defects_of(lived) == ["L’état du dossier D-2026-0002 n’est pas celui de son dernier événement."]


def test_a_text_rewritten_under_an_erased_salt_is_found(lived: Office) -> None:
    tamper(lived.ledger, "UPDATE payloads SET content = '{}' WHERE seq = 3",
           "UPDATE subjects SET salt = substr(salt, 1, 0) WHERE ref = 'D-2026-0001'")  # fmt: skip
    assert "Journal : le contenu de l’événement 3 a été modifié." in defects_of(lived)


def test_the_database_itself_refuses_to_change_or_remove_an_event(lived: Office) -> None:
    for statement in (update(journal).values(rule="MIK-99"), delete(journal)):
        with pytest.raises(DBAPIError, match="the journal is append-only"), lived.ledger.writing() as connection:
            connection.execute(statement)
    assert breaks(lived.ledger) == []


def erase(lived: Office) -> None:
    """What the law wants gone of the first dossier, and nothing else."""
    with lived.ledger.writing() as connection:
        seqs = connection.scalars(select(journal.c.seq).where(journal.c.subject == ref_of(1))).all()
        connection.execute(delete(payloads).where(payloads.c.seq.in_(seqs)))
        connection.execute(update(subjects).where(subjects.c.ref == ref_of(1)).values(salt=b"", erased_on=TODAY))


def propose(lived: Office, *then: Command) -> None:
    lot = a_lot(due_on=TODAY)
    facts = {name: getattr(lot, name) for name in type(lot).model_fields if name not in ("ref", "events", "documents")}
    proposed = Command("proposed", "", DestructionEvent.PROPOSED, TODAY, "essai", facts)
    config = shipped_config()
    outcomes = advance(lived.ledger, DESTRUCTION, [proposed, *then], config, DestructionPresenter(config, TEAM))
    assert all(isinstance(outcome, Applied) for outcome in outcomes), outcomes


def test_an_erasure_that_nobody_decided_is_a_loss(lived: Office) -> None:
    propose(lived)
    erase(lived)
    assert defects_of(lived) == [
        "Journal : le contenu de l’événement 1 a disparu.",
        "Journal : le contenu de l’événement 3 a disparu.",
        "Journal : le contenu de l’événement 4 a disparu.",
        "D-2026-0001 est dit effacé sans procès-verbal de destruction (RGPD).",
    ]


@pytest.mark.rule("RGPD")
def test_a_decided_erasure_leaves_the_chain_whole_up_to_what_it_covers(lived: Office) -> None:
    covered = {"decision": decision(), "events": (ErasedEvents(subject=ref_of(1), until=3),)}
    year = TODAY.year
    propose(lived, Command("decided", f"DEST-{year}-0001", DestructionEvent.CONFIRMED, TODAY, "essai", covered))
    assert defects_of(lived) == []
    erase(lived)
    assert defects_of(lived) == ["Journal : le contenu de l’événement 4 a disparu."]


@pytest.mark.rule("MIK-16")
def test_a_changed_declaration_is_found(lived: Office) -> None:
    tamper(lived.ledger, "UPDATE submissions SET declared = 'autre' WHERE row_ref = 'C-2026-0002'")
    assert defects_of(lived) == ["La déclaration C-2026-0002 a été modifiée depuis son dépôt (MIK-16)."]


@pytest.mark.rule("MIK-32")
def test_minutes_changed_or_lost_on_disk_are_found(office: Office) -> None:
    act(office.ledger, *journey()[:-3])
    rejected = [received(2), done(Event.OWNER_ASSIGNED, 2, owner=OWNER), done(Event.PIECES_COMPLETE, 2),
                done(Event.GRID_VALIDATED, 2, SCORED_ON, scoresheet=scoresheet(3)),
                done(Event.SCORE_BELOW, 2, date(2026, 11, 10))]  # fmt: skip
    act(office.ledger, *rejected)
    [paper, minutes] = make_documents(office.ledger, office.settings.documents_folder, office.settings.zone, [])
    assert defects_of(office) == []
    with minutes.path.open("ab") as file:
        file.write(b" ")
    paper.path.unlink()
    assert defects_of(office) == [
        "Le document DC-2026-0001 (2026/DC-2026-0001.pdf) ne peut pas être lu : "
        "le fichier est absent ; remettez-le en place (MIK-32).",
        "Le document PV-2026-0001 a été modifié depuis son enregistrement (MIK-32).",
    ]


@pytest.mark.rule("MIK-31")
def test_a_way_out_without_minutes_is_found(office: Office) -> None:
    act(office.ledger, *journey())
    tamper(office.ledger, "DELETE FROM documents")
    assert defects_of(office) == [WITHOUT_MINUTES]


@pytest.mark.rule("MIK-31")
def test_a_way_out_without_its_own_minutes_is_found(office: Office) -> None:
    act(office.ledger, *journey())
    tamper(office.ledger, "DELETE FROM documents WHERE kind = 'retrait'")
    assert defects_of(office) == [WITHOUT_MINUTES]
