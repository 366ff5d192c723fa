"""Every way that Google or the network fails: a retry that succeeds, or a French sentence with its cure."""

import pytest

from tasks.workbook import Changes, WorkbookUnavailable, WriteReport
from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.hands import TAB, fill, rows, statuses, update_all
from tests.tasks.workbook.sample import application

TRANSIENT = ["429", "500", "503", "html502", "drop"]
#: 500 and 502 take the road of 503: the default suite leaves them out where each case costs half a second
FAILURES = [pytest.param(kind, marks=pytest.mark.slow if kind in ("500", "html502") else ()) for kind in TRANSIENT]
READS = ["spreadsheets.get", "values.batchGet"]
WRITES = ["values.batchUpdate", "spreadsheets.batchUpdate"]
LATER = "nouvel essai au prochain passage."
DOWN = f"Google Sheets est momentanément en panne (réponse {{}}) : rien à faire, {LATER}"
LASTING = {
    "429": f"Google a compté trop d’appels dans la minute (quota) : rien à faire, {LATER}",
    "500": DOWN.format(500),
    "503": DOWN.format(503),
    "html502": DOWN.format(502),
    "drop": f"La connexion à Google a été coupée ou refusée : vérifiez le réseau ; {LATER}",
}


def account(google: GoogleBackend) -> str:
    return str(google.server.account["client_email"])


@pytest.mark.parametrize("family", READS)
@pytest.mark.parametrize("kind", TRANSIENT)
def test_a_read_is_tried_again(google: GoogleBackend, kind: str, family: str) -> None:
    fill(google, 3)
    google.server.faults.add(kind, on=family, times=2)
    assert len(rows(google)) == 3
    assert google.server.faults.pending == 0
    assert google.clock.waits[-2:] == [1, 2]


@pytest.mark.parametrize("family", READS)
@pytest.mark.parametrize("kind", TRANSIENT)
def test_a_read_that_never_succeeds_says_why(google: GoogleBackend, kind: str, family: str) -> None:
    google.server.faults.add(kind, on=family, times=100)
    began = google.clock.now()
    with pytest.raises(WorkbookUnavailable) as told:
        google.workbook.read()
    assert str(told.value) == LASTING[kind]
    assert google.clock.now() - began == 63  # longer than a quota's minute


@pytest.mark.parametrize("after_work", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("family", [*READS, *WRITES])
@pytest.mark.parametrize("kind", FAILURES)
def test_a_write_is_looked_at_and_repeated(google: GoogleBackend, kind: str, family: str, after_work: bool) -> None:
    """Whether the lost call had been carried out or not: nothing twice, nothing missing."""
    fill(google, 4)
    changes = update_all(google)
    changes.append(TAB, {**application(8), "Réf.": "OF-0008", "Statut": "Complète"})
    changes.append(TAB, application(9))  # without a key: nothing else finds it again
    times = 1 if after_work and family in WRITES else 2  # the second look finds the work done
    google.server.faults.add(kind, on=family, after_work=after_work, times=times)
    report = google.workbook.write(changes)
    assert (report.placed, report.unplaced, report.postponed) == (6, (), None)
    assert google.server.faults.pending == 0
    assert statuses(google) == {f"OF-{i:04}": f"statut de OF-{i:04}" for i in range(4)} | {
        "OF-0008": "Complète",
        None: None,
    }
    assert [row.cells["SIRET"] for row in rows(google)] == [application(i)["SIRET"] for i in (0, 1, 2, 3, 8, 9)]


@pytest.mark.parametrize("family", [*READS, *WRITES])
@pytest.mark.parametrize("kind", FAILURES)
def test_a_write_that_never_succeeds_is_postponed(google: GoogleBackend, kind: str, family: str) -> None:
    fill(google, 2)
    changes = update_all(google)
    changes.append(TAB, {**application(8), "Réf.": "OF-0008"})
    google.server.faults.add(kind, on=family, times=500)
    began = google.clock.now()
    assert google.workbook.write(changes) == WriteReport(postponed=LASTING[kind])
    assert google.clock.now() - began <= 180
    google.server.faults.clear()
    assert google.another().write(changes).unplaced == ()
    assert len(rows(google)) == 3


def test_silence_ends_with_the_deadline(google: GoogleBackend) -> None:
    google.workbook._api._patience = 0.3  # type: ignore[attr-defined]
    google.server.faults.add("timeout", times=5)
    with pytest.raises(WorkbookUnavailable) as told:
        google.workbook.read()
    assert (
        str(told.value)
        == "Google n’a pas répondu dans le temps prévu : vérifiez la connexion ; nouvel essai au prochain passage."
    )


def test_a_sheet_that_is_not_shared_names_the_address(google: GoogleBackend) -> None:
    google.server.unshare(google.id)
    cure = (
        f"Le compte {account(google)} n’a pas accès au classeur Google : ouvrez-le, « Partager », "
        "et ajoutez cette adresse comme éditeur."
    )
    with pytest.raises(WorkbookUnavailable) as told:
        google.workbook.read()
    assert str(told.value) == cure
    assert google.workbook.write(Changes()).postponed == cure
    with pytest.raises(WorkbookUnavailable, match="ajoutez cette adresse comme éditeur"):
        google.workbook.create()
    assert google.clock.waits == []


def test_a_sheet_shared_for_reading_only_is_told_at_the_write(google: GoogleBackend) -> None:
    fill(google, 1)
    google.server.share(google.id, role="reader")
    assert len(rows(google)) == 1
    assert "ajoutez cette adresse comme éditeur" in str(google.workbook.write(update_all(google)).postponed)


def test_a_wrong_identifier_is_told(google: GoogleBackend) -> None:
    google.id = "1" + "x" * 43
    with pytest.raises(WorkbookUnavailable) as told:
        google.another().read()
    assert str(told.value) == (
        f"Google ne trouve pas le classeur « {google.id} » : vérifiez son identifiant (dans son adresse, entre "
        f"/d/ et /edit), et qu’il est partagé avec {account(google)}."
    )


def test_an_api_that_is_off_is_told(google: GoogleBackend) -> None:
    google.server.faults.add("disabled")
    with pytest.raises(WorkbookUnavailable, match="activez « Google Sheets API »"):
        google.workbook.read()


def test_a_bearer_that_expired_is_renewed(google: GoogleBackend) -> None:
    fill(google, 2)
    google.server.faults.add("401", times=1)
    assert len(rows(google)) == 2


def test_a_token_endpoint_that_stumbles_is_tried_again(google: GoogleBackend) -> None:
    google.server.faults.add("503", on="token", times=1)
    assert google.another().read().problems == {}
