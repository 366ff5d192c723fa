"""`certiflow demo`: a season played as people would, from the form to every way out, on a workbook of its own."""

import shutil
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from rich.console import Console

from config.disk import disk_reason
from config.settings import ROOT, Settings, load_settings
from domain.vocabulary import Factor, Opinion
from flows.embedded import embedded, play_flow
from tasks.mail.typography import french
from tasks.office import make_home, open_office
from tasks.tabs import layout
from tasks.workbook.protocol import Changes

_MARK = "DEMONSTRATION.txt"
_STORY = ROOT / "config" / "demo" / "season.toml"


class NotADemonstration(Exception):
    """The folder holds real work: the demonstration will not touch it. French message."""


def play_demo(out: Console) -> None:
    """Start afresh, then play every day of the season.

    Raises:
        NotADemonstration: the home folder is in use and was not made by a demonstration.
    """
    settings, story = load_settings(), tomllib.loads(_STORY.read_text(encoding="utf-8"))
    _start_afresh(settings.home)
    with embedded(settings.home):
        _fill_first_tabs(settings, story)
        for day in story["days"]:
            for entry in day.get("entries", ()):
                _type(settings.workbook_path, entry, day["on"])
            completed, message = play_flow("daily", day["on"])
            out.print(
                french(f"{day['on']:%d/%m/%Y}  {message}"),
                style=None if completed else "red",
                markup=False,
                soft_wrap=True,
            )
    _say_where(settings, out)


def _start_afresh(home: Path) -> None:
    if (home / "ledger.db").exists() and not (home / _MARK).exists():
        raise NotADemonstration(
            f"Le dossier {home} contient un vrai registre : la démonstration n’y touche pas. "
            "Indiquez-lui un autre dossier par CERTIFLOW_HOME."
        )
    try:
        _clear(home)
    except OSError as error:
        raise NotADemonstration(f"Le dossier {home} ne peut pas être préparé : {disk_reason(error)}.") from None


def _clear(home: Path) -> None:
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm", "certiflow.xlsx"):
        (home / name).unlink(missing_ok=True)
    for name in ("documents", "courriels"):
        shutil.rmtree(home / name, ignore_errors=True)
    make_home(home)
    (home / _MARK).write_text("Dossier de démonstration : effacé et refait par « certiflow demo ».\n", encoding="utf-8")


def _fill_first_tabs(settings: Settings, story: Mapping[str, Any]) -> None:
    """The team, and the answers that the online form would have written."""
    changes = Changes()
    for person in story["team"]:
        changes.append(layout.TEAM, {"Nom": person["name"], "E-mail": person["email"], "Rôle": person["role"]})
    for application in story["applications"]:
        answers = {header: value for header, value in application.items() if header != "submitted"}
        changes.append(layout.APPLICATIONS, {**story["answers"], **answers, "Horodateur": application["submitted"]})
    with open_office(settings) as office:
        office.workbook.create()
        office.workbook.write(changes)


def _type(path: Path, entry: Mapping[str, Any], on: date) -> None:
    """Type in the workbook as a member of staff does: in a cell of their own, then save."""
    book = openpyxl.load_workbook(path)
    sheet = book[entry["tab"]]
    headers = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    cells = dict(entry["cells"])
    if entry["tab"] == layout.DIRECTION:
        row = sheet.max_row + 1
        cells |= {layout.DOSSIER: _dossier_of(book[layout.DOSSIERS], entry["organisme"]), layout.DECIDED_ON: on}
    else:
        row = _row_of(sheet, headers, entry["organisme"])
    if "decision" in entry:
        cells |= _commission_cells(entry["decision"], on)
    for header, value in cells.items():
        sheet.cell(row, _column(headers, header)).value = value
    book.save(path)


def _commission_cells(decision: str, on: date) -> dict[str, Any]:
    factors = {layout.opinion_of(factor): Opinion.FAVOURABLE.label for factor in Factor}
    if decision == layout.REFUSE:
        factors[layout.opinion_of(Factor.CANDIDATE_SELECTION)] = Opinion.UNFAVOURABLE.label
    return factors | {
        layout.HELD_ON: datetime(on.year, on.month, on.day), layout.DECISION: decision,
        layout.ATTENDEES: "Hélène Dubois\nClaire Martin", layout.TYPED_BY: "Claire Martin",
    }  # fmt: skip


def _column(headers: Mapping[str, int], wanted: str) -> int:
    """The column of a header; « G3 » is enough for « G3 – Adéquation des CV au référentiel »."""
    return next(column for header, column in headers.items() if header == wanted or header.startswith(f"{wanted} – "))


def _row_of(sheet: Worksheet, headers: Mapping[str, int], organisme: str) -> int:
    column = headers.get("Raison sociale") or headers["Organisme"]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == organisme)


def _dossier_of(sheet: Worksheet, organisme: str) -> str:
    headers = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    return str(sheet.cell(_row_of(sheet, headers, organisme), headers[layout.DOSSIER]).value)


def _say_where(settings: Settings, out: Console) -> None:
    out.print()
    for what, where in (
        ("Classeur", settings.workbook_path),
        ("Procès-verbaux", settings.documents_folder),
        ("E-mails (.eml)", settings.mail_folder),
    ):
        out.print(french(f"{what} : {where}"), markup=False, soft_wrap=True)
    out.print(french("Ensuite : .venv/bin/certiflow status (ou show D-2026-0001, verify, --help)"), markup=False)
