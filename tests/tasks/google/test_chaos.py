"""Faults and staff at random, over and over: nothing lost, nothing on a wrong row, nothing twice."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tasks.google.journal import Journal
from tasks.workbook import Changes, Row, Workbook, WorkbookUnavailable
from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.hands import HOSTILE, TAB, rows
from tests.tasks.workbook.sample import LAYOUT, application

KINDS = ("429", "500", "503", "html502", "drop", "401")
FAMILIES = ("spreadsheets.get", "values.batchGet", "values.batchUpdate", "spreadsheets.batchUpdate", "*")
NAME, SIRET, OPINION = "Raison sociale", "SIRET", "Avis de l’équipe"


@dataclass
class Staff:
    """People at work, and all that they typed: SIRET → (name, opinion)."""

    google: GoogleBackend
    dice: random.Random
    typed: dict[str, tuple[object, object]]
    deleted: set[str] = field(default_factory=set)
    arrived: int = 0

    def act(self) -> None:
        self.dice.choice((self.sort, self.insert, self.delete, self.judge, self.lose_key))()

    def places(self) -> dict[str, int]:
        """SIRET → row number, as they are now."""
        table = self.google.table(TAB)
        at = table[0].index(SIRET)
        return {str(row[at]): number for number, row in enumerate(table[1:], 2) if row[at]}

    def sort(self) -> None:
        self.google.book.sort(TAB, self.dice.choice((NAME, SIRET, "Statut")), descending=self.dice.random() < 0.5)

    def insert(self) -> None:
        self.arrived += 1
        siret = f"{90000000000000 + self.arrived}"
        name = f"{self.dice.choice(HOSTILE)} {self.arrived}"
        place = self.dice.randint(2, len(self.google.table(TAB)) + 1)
        self.google.book.insert_row(TAB, place, [None, None, name, siret])
        self.typed[siret] = (name, None)

    def delete(self) -> None:
        siret = self.dice.choice(sorted(self.typed))
        place = self.places().get(siret)
        if place and len(self.typed) > 3:
            self.google.book.delete_row(TAB, place)
            self.typed.pop(siret)
            self.deleted.add(siret)

    def judge(self) -> None:
        siret = self.dice.choice(sorted(self.typed))
        place = self.places().get(siret)
        if place:
            opinion = f"avis {self.dice.random()}"
            self.google.book.type(TAB, f"M{place}", opinion)
            self.typed[siret] = (self.typed[siret][0], opinion)

    def lose_key(self) -> None:
        siret = self.dice.choice(sorted(self.typed))
        place = self.places().get(siret)
        if place and not siret.startswith("8"):
            self.google.book.type(TAB, f"B{place}", None)


def receive(google: GoogleBackend, count: int, *, keyed: bool) -> None:
    """Applications in the tab, with or without their key."""
    changes = Changes()
    for index in range(count):
        answers = application(index)
        changes.append(TAB, {**answers, **({"Réf.": f"K-{answers[SIRET]}"} if keyed else {})})
    google.workbook.write(changes)


def wanted(read: tuple[Row, ...], added: list[int]) -> Changes:
    """What the ledger says of every row that it knows, and rows to add."""
    changes = Changes()
    for row in read:
        siret = str(row.cells[SIRET])
        if not siret.startswith("9"):  # the ledger has not received those that have just arrived
            key = row.key or f"K-{siret}"
            changes.update(TAB, {"Statut": f"de {siret}"}, key=key, fingerprint=row.fingerprint)
    for index in added:
        siret = f"{80000000000000 + index}"
        cells = {**application(index), SIRET: siret, "Réf.": f"K-{siret}", "Statut": f"de {siret}"}
        changes.append(TAB, cells)
    return changes


def check(staff: Staff, read: tuple[Row, ...]) -> None:
    """Every row is its own: its key, its status, and all that people typed, once."""
    for row in read:
        siret = row.cells[SIRET]
        assert row.key in (None, f"K-{siret}")
        assert row.cells["Statut"] in (None, f"de {siret}")
    found = {str(row.cells[SIRET]): (row.cells[NAME], row.cells[OPINION]) for row in read}
    assert {siret: found.get(siret) for siret in staff.typed} == staff.typed
    assert max(Counter(str(row.cells[SIRET]) for row in read).values()) == 1
    assert set(found) - set(staff.typed) <= {f"{80000000000000 + index}" for index in range(3)}


def season(google: GoogleBackend, seed: int) -> None:
    dice = random.Random(seed)
    google.server.faults.clear()
    receive(google, dice.randint(3, 9), keyed=dice.random() < 0.5)
    staff = Staff(google, dice, {str(row.cells[SIRET]): (row.cells[NAME], None) for row in rows(google)})
    added = list(range(dice.randint(0, 3)))
    for _ in range(dice.randint(1, 3)):  # runs in trouble, each another process
        for _ in range(dice.randint(0, 3)):  # most of all just before our cells arrive
            family = dice.choice((*FAMILIES, *["values.batchUpdate"] * 5))
            google.server.between(staff.act, family, dice.randint(1, 3), dice.randint(0, 1))
        for _ in range(dice.randint(0, 3)):
            times = dice.choice((1, 1, 2, 3, 300))
            google.server.faults.add(
                dice.choice(KINDS), dice.choice(FAMILIES), after_work=dice.random() < 0.5, times=times
            )
        in_trouble(google.another(), staff, added)
        google.server.faults.clear()
    google.server._interludes._waiting.clear()
    quiet = google.another()
    check(staff, quiet.read().tabs[TAB].rows)  # on paper already
    report = quiet.write(wanted(quiet.read().tabs[TAB].rows, added))
    assert report.unplaced == ()
    assert report.postponed is None
    after = rows(google)
    check(staff, after)
    assert all(row.key and row.cells["Statut"] for row in after if not str(row.cells[SIRET]).startswith("9"))
    assert {str(row.cells[SIRET]) for row in after} >= {f"{80000000000000 + index}" for index in added}


def in_trouble(workbook: Workbook, staff: Staff, added: list[int]) -> None:
    try:
        read = workbook.read().tabs[TAB].rows
    except WorkbookUnavailable:
        return
    report = workbook.write(wanted(read, added))
    assert report.postponed is None or report.postponed.endswith(".")
    for lost in report.unplaced:
        assert "nouvel essai au prochain passage" in lost.reason


def play(folder: Path, seeds: range) -> None:
    for seed in seeds:
        place = folder / str(seed)
        place.mkdir()
        google = GoogleBackend(place, LAYOUT)
        google.workbook.create()
        try:
            season(google, seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        finally:
            google.server.faults.clear()
            google.server._interludes._waiting.clear()


def test_three_seasons_in_trouble(tmp_path: Path) -> None:
    play(tmp_path, range(3))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_seasons_in_trouble(tmp_path: Path) -> None:
    play(tmp_path, range(3, 112))


def test_the_check_would_see_what_healing_prevents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with a journal that forgets, the same seasons end with keys or statuses on wrong rows."""
    monkeypatch.setattr(Journal, "sound", lambda self, tab, now: now)
    with pytest.raises(AssertionError, match="seed"):
        play(tmp_path, range(12))
