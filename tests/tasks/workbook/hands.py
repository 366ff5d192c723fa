"""Gestures that the contract tests share: fill a tab, read it back, update every row."""

from tasks.workbook import Cells, CellValue, Changes, Row
from tests.tasks.workbook.backends import Backend, Table
from tests.tasks.workbook.sample import APPLICATIONS, application

TAB = APPLICATIONS.name
SYSTEM_HEADERS = ("Réf.", "Statut", "Échéance", "Retour")
HOSTILE = (
    '=IMPORTXML("http://exemple.fr";"//a")',
    "=1+1",
    "+33 6 12 34 56 78",
    "-5",
    "@SUM(A1:A9)",
    "'=2+2",
    "{{ 7*7 }}",
    '#import "x"',
    "<script>alert(1)</script> & <b>",
    "]]></t></is><f>1</f>",
    "Zoé 👩🏽‍🏫 née Œuvrard",
    "_x000D_ et _x0041_",
    "  deux  espaces \u00a0",
    "ligne 1\nligne 2\n",
    "#REF!",
    "01000",
    "1E5",
    "VRAI",
)


def fill(backend: Backend, count: int, *, keyed: bool = True) -> None:
    """`count` applications in the tab, with or without their Réf."""
    changes = Changes()
    for index in range(count):
        key: Cells = {"Réf.": f"OF-{index:04}"} if keyed else {}
        changes.append(TAB, {**application(index), **key})
    backend.workbook.write(changes)


def rows(backend: Backend, tab: str = TAB) -> tuple[Row, ...]:
    return backend.workbook.read().tabs[tab].rows


def column(table: Table, header: str) -> list[object]:
    at = table[0].index(header)
    return [row[at] for row in table[1:]]


def typed(table: Table) -> Table:
    """What people own in the tab: every column but the system's."""
    kept = [at for at, header in enumerate(table[0]) if header not in SYSTEM_HEADERS]
    return [[row[at] for at in kept] for row in table]


def statuses(backend: Backend) -> dict[str | None, CellValue]:
    return {row.key: row.cells["Statut"] for row in rows(backend)}


def update_all(backend: Backend) -> Changes:
    """A status of its own for every row that the tab holds now."""
    changes = Changes()
    for row in rows(backend):
        changes.update(TAB, {"Statut": f"statut de {row.key}"}, key=row.key, fingerprint=row.fingerprint)
    return changes
