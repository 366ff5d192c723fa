"""NIR: checked, encrypted, sent by the profile that takes them, erased; never in a fact or a report (LAW-10)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from domain.team import Team
from flows.cli import app
from tasks.ledger.schema import nirs, payloads, subjects
from tasks.network.flux_files import archived
from tasks.network.passage_nirs import NirFileUnreadable, Stored, store_nirs
from tasks.office import Pull
from tasks.tabs import passages as tab
from tasks.workbook.protocol import WorkbookContent
from tests.homes import copy_home
from tests.season import reading
from tests.season.desk import Desk
from tests.season.passages import (
    FIRST,
    RETURN,
    RETURNED_ON,
    SECOND,
    answered,
    contracted,
    export,
    files,
    said,
    signed,
    states,
    views,
)

#: of an invented woman and an invented man born in March 1991
NIR, HIS = "2910367462001", "1910367462001"


@pytest.fixture
def ready(certified_home: Path, tmp_path: Path) -> Desk:
    """Maëlys and Luc are certified; the contract is of the profile that sends NIR."""
    return Desk.at(copy_home(certified_home, tmp_path / "home"), config=contracted(tmp_path, "1.1.5"))


def stored(desk: Desk, csv: str, on: date = date(2027, 1, 26)) -> Stored:
    with desk.office() as office:
        return store_nirs(office, Pull(WorkbookContent({}), Team(()), on), csv.encode())


def kept(desk: Desk) -> dict[str, bytes]:
    with desk.ledger() as connection:
        return {row.passage: row.ciphertext for row in connection.execute(select(nirs))}


def written_anywhere(desk: Desk, number: str) -> list[str]:
    """Where the digits are: tables of the ledger, files of the home."""
    with desk.ledger() as connection:
        columns = (subjects.c.facts, payloads.c.content)
        tables = [column.table.name for column in columns
                  if connection.scalar(select(func.count()).where(column.contains(number)))]  # fmt: skip
    home = desk.settings.home
    return tables + [path.name for path in home.rglob("*") if path.is_file() and number.encode() in path.read_bytes()]


@pytest.mark.rule("LAW-10")
def test_a_nir_is_encrypted_sent_by_the_file_alone_and_erased_thirty_days_after(ready: Desk) -> None:
    assert stored(ready, f"passage;nir\n{FIRST};2 91 03 67 462 001\n") == Stored(kept=1)
    assert list(kept(ready)) == [FIRST]
    assert written_anywhere(ready, NIR) == []
    assert reading.events(ready, FIRST)[-1] == ("2027-01-26", "passage_nir_stored", "A_EXPORTER")
    export(ready)
    (flux,) = files(ready)
    assert written_anywhere(ready, NIR) == [f"{flux}.xml"]
    answered(ready, [FIRST, SECOND], {})
    ready.day(RETURNED_ON, steps=RETURN)
    assert written_anywhere(ready, NIR) == []  # the archive has none
    ready.day(RETURNED_ON + timedelta(days=29), steps=RETURN)
    assert list(kept(ready)) == [FIRST]
    ready.day(RETURNED_ON + timedelta(days=30), steps=RETURN)
    assert kept(ready) == {}
    facts = views(ready)[FIRST].facts
    assert (facts.nir_on, facts.nir_purged_on, facts.has_nir) == (date(2027, 1, 26), date(2027, 3, 6), False)
    assert reading.events(ready, FIRST)[-1] == ("2027-03-06", "passage_nir_purged", "ACCROCHE_OK")
    before = reading.traces(ready)
    ready.day(RETURNED_ON + timedelta(days=31), steps=RETURN)
    assert reading.traces(ready) == before


@pytest.mark.rule("LAW-10", "RGPD")
def test_a_nir_that_nothing_accepts_is_erased_180_days_after_the_last_news(ready: Desk) -> None:
    received = date(2027, 1, 26)
    assert stored(ready, f"passage;nir\n{FIRST};{NIR}\n", received) == Stored(kept=1)
    ready.day(received + timedelta(days=179), steps=RETURN)
    assert list(kept(ready)) == [FIRST]
    ready.day(received + timedelta(days=180), steps=RETURN)
    assert (kept(ready), states(ready)[FIRST]) == ({}, "A_EXPORTER")
    assert reading.events(ready, FIRST)[-1] == ("2027-07-25", "passage_nir_purged", "A_EXPORTER")
    assert stored(ready, f"passage;nir\n{FIRST};{NIR}\n", date(2027, 7, 26)) == Stored(kept=1)  # it may come again
    ready.day(date(2027, 7, 27), steps=RETURN)
    assert list(kept(ready)) == [FIRST]


@pytest.mark.rule("LAW-10", "RGPD")
def test_a_file_without_an_answer_keeps_its_nir_for_its_deposit_and_180_days(ready: Desk) -> None:
    assert stored(ready, f"passage;nir\n{FIRST};{NIR}\n").kept == 1
    export(ready)
    (flux,) = files(ready)
    ready.day(date(2027, 12, 1), steps=RETURN)
    assert (list(kept(ready)), written_anywhere(ready, NIR)) == ([FIRST], [f"{flux}.xml"])
    deposited = date(2027, 12, 2)
    ready.type_rows(tab.PASSAGES, {FIRST: signed(**{"Déposé le": deposited})})
    ready.day(deposited, steps=RETURN)
    ready.day(deposited + timedelta(days=179), steps=RETURN)
    assert (list(kept(ready)), list(files(ready))) == ([FIRST], [flux])
    ready.day(deposited + timedelta(days=180), steps=RETURN)
    assert (kept(ready), files(ready), written_anywhere(ready, NIR)) == ({}, {}, [])
    answered(ready, [FIRST, SECOND], {}, flux=flux)  # late, and taken all the same
    ready.day(deposited + timedelta(days=181), steps=RETURN)
    assert states(ready) == {FIRST: "ACCROCHE_OK", SECOND: "ACCROCHE_OK"}


@pytest.mark.rule("LAW-10")
def test_no_nir_stays_in_a_file_that_was_answered_in_part(ready: Desk) -> None:
    assert stored(ready, f"passage;nir\n{FIRST};{NIR}\n{SECOND};{HIS}\n") == Stored(kept=2)
    export(ready)
    (flux,) = files(ready)
    answered(ready, [FIRST], {})
    ready.day(RETURNED_ON, steps=RETURN)
    ready.day(RETURNED_ON + timedelta(days=1), steps=RETURN)  # the file is not made again
    assert (written_anywhere(ready, NIR), written_anywhere(ready, HIS)) == ([], [])
    assert states(ready) == {FIRST: "ACCROCHE_OK", SECOND: "EXPORTE"}
    answered(ready, [SECOND], {}, flux=flux)
    ready.day(RETURNED_ON + timedelta(days=2), steps=RETURN)
    assert states(ready) == {FIRST: "ACCROCHE_OK", SECOND: "ACCROCHE_OK"}


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_no_nir_stays_in_a_file_that_somebody_spoilt(ready: Desk, coding: str) -> None:
    assert stored(ready, f"passage;nir\n{FIRST};{NIR}\n").kept == 1
    export(ready)
    (flux,) = files(ready)
    path = ready.settings.cpf_folder / f"{flux}.xml"
    answered(ready, [FIRST, SECOND], {})
    path.write_bytes(path.read_text(encoding="utf-8").replace("</cpf:flux>", "").encode(coding))
    ready.day(RETURNED_ON, steps=RETURN)
    (kept_there,) = archived(ready.settings.cpf_folder).iterdir()
    content = kept_there.read_bytes()
    assert (NIR.encode() in content, NIR.encode("utf-16-le") in content, b"effac" in content) == (False, False, True)


@pytest.mark.rule("LAW-10")
def test_lines_that_are_not_taken_say_why_without_the_number(ready: Desk) -> None:
    lines = {
        FIRST: "2910367462002x", "ACC-2027-0999": NIR, SECOND: "1850367462001", "CERT-2027-0002": HIS,
        "=1+1": "291036746200100",
    }  # fmt: skip
    found = stored(ready, "Certificat,NIR\n" + "".join(f"{about},{number}\n" for about, number in lines.items()))
    assert found == Stored(1, [
        f"ligne 2, {FIRST} : le NIR n’a pas 13 signes, ou 15 avec une clé juste.",
        "ligne 3, ACC-2027-0999 : aucun accrochage ni certificat ne porte ce numéro.",
        f"ligne 4, {SECOND} : le NIR n’est pas de l’année de naissance du titulaire : une ligne est sans doute "
        "décalée.",
        "ligne 6, =1+1 : aucun accrochage ni certificat ne porte ce numéro.",
    ])  # fmt: skip
    assert list(kept(ready)) == [SECOND]
    with pytest.raises(NirFileUnreadable, match="doit avoir les colonnes"):
        stored(ready, "a;b\n1;2\n")
    with pytest.raises(NirFileUnreadable, match="pas un CSV lisible"):
        stored(ready, f'passage;nir\n{FIRST};"{"1" * 200_000}\n')


@pytest.mark.rule("LAW-10")
def test_a_nir_in_the_wrong_column_is_not_shown_either(ready: Desk) -> None:
    found = stored(ready, f"passage;nir\n2 91 03 67 462 001 84;{FIRST}\n291032A004001;{FIRST}\n")
    assert found.refused == [
        f"ligne {line}, – : aucun accrochage ni certificat ne porte ce numéro." for line in (2, 3)
    ]  # fmt: skip


@pytest.mark.rule("LAW-10")
def test_both_parts_of_corsica_have_nir_too(ready: Desk) -> None:
    assert stored(ready, f"passage;nir\n{FIRST};291032A004001\n{SECOND};1 91 03 2B 004 001\n") == Stored(2)
    export(ready)
    ((_, root),) = files(ready).items()
    assert [found.text for found in root.iterfind(".//{*}nir")] == ["291032A004001", "191032B004001"]


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("column", "word"),
    [("Justificatif", f"carte Vitale {NIR}"), ("Justificatif", "291032A004001"), ("Dossier CPF", NIR),
     ("Nom corrigé", "2 91 03 67 462 001")],
)  # fmt: skip
def test_a_nir_typed_in_the_workbook_is_refused_and_kept_nowhere(ready: Desk, column: str, word: str) -> None:
    typed: dict[str, Any] = signed(**{"Nom corrigé": "Œuvrard", "Justificatif": "passeport", column: word})
    ready.type_rows(tab.PASSAGES, {FIRST: typed})
    ready.day(date(2027, 1, 26), steps=RETURN)
    assert said(ready) == (
        f"{column} : cette cellule semble contenir un numéro de Sécurité sociale ; effacez-le : il se confie à "
        "« certiflow nir ». [LAW-10]"
    )
    assert states(ready)[FIRST] == "A_EXPORTER"
    assert word not in views(ready)[FIRST].facts.model_dump_json()


@pytest.mark.rule("LAW-10")
def test_the_command_says_how_many_and_asks_to_delete_the_file(
    ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nir.csv"
    path.write_text(f"certificat;nir\nCERT-2027-0001;{NIR}\n{SECOND};12\n", encoding="cp1252")
    monkeypatch.setenv("CERTIFLOW_HOME", str(ready.settings.home))
    monkeypatch.setenv("CERTIFLOW_CONFIG_FOLDER", str(ready.settings.config_folder))
    done = CliRunner().invoke(app, ["nir", str(path)])
    assert done.exit_code == 1
    assert "1 NIR chiffré. Supprimez" in reading.plain(done.output)
    assert f"ligne 3, {SECOND} : le NIR n’a pas 13 signes" in reading.plain(done.output)
    assert NIR not in done.output
    assert CliRunner().invoke(app, ["nir", str(tmp_path / "absent.csv")]).exit_code == 2
