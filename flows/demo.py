"""`certiflow demo`: a season played as people would, from the form to every way out, on a workbook of its own."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from config.disk import disk_reason
from config.settings import ROOT, Settings, load_settings
from flows.demo_desk import type_day
from flows.demo_site import Site, demo_site
from flows.embedded import embedded, play_flow
from tasks.mail.typography import french
from tasks.office import Office, make_home, open_office
from tasks.tabs import layout
from tasks.workbook.protocol import Changes

_MARK = "DEMONSTRATION.txt"
FOLDER = ROOT / "config" / "demo"
#: stands in the story for the address of the site, known once it is served
_SITE = "http://site-de-demonstration"


class NotADemonstration(Exception):
    """The folder holds real work: the demonstration will not touch it. French message."""


def play_demo(out: Console) -> None:
    """Start afresh, then play every day of the season.

    Raises:
        NotADemonstration: the home folder is in use and was not made by a demonstration.
    """
    settings = load_settings()
    if settings.google_sheet:
        raise NotADemonstration(
            "Un classeur Google est réglé (CERTIFLOW_GOOGLE_SHEET), et la démonstration joue sur un classeur .xlsx. "
            "Retirez ce réglage le temps qu’elle dure."
        )
    if settings.ledger_url:
        raise NotADemonstration(
            "Un registre est réglé (CERTIFLOW_LEDGER_URL), et la démonstration écrit le sien. "
            "Retirez ce réglage le temps qu’elle dure."
        )
    start_afresh(settings.home)
    with demo_site(FOLDER / "site") as site, embedded(settings.home):
        story = story_of(site)
        with open_office(settings) as office:
            fill_first_tabs(office, story)
        for day in story["days"]:
            site.publish(day.get("publish", {}))
            type_day(settings.workbook_path, day)
            completed, message = play_flow("daily", day["on"])
            out.print(
                french(f"{day['on']:%d/%m/%Y}  {message}"),
                style=None if completed else "red",
                markup=False,
                soft_wrap=True,
            )
    _say_where(settings, out)


def start_afresh(home: Path) -> None:
    """Empty the folder of a demonstration that was already played there.

    Raises:
        NotADemonstration: it holds real work, or cannot be prepared.
    """
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
    for name in ("documents", "courriels", "releves"):
        shutil.rmtree(home / name, ignore_errors=True)
    make_home(home)
    (home / _MARK).write_text("Dossier de démonstration : effacé et refait par « certiflow demo ».\n", encoding="utf-8")


def story_of(site: Site) -> Mapping[str, Any]:
    """The season, its pages being where the site is."""
    return tomllib.loads((FOLDER / "season.toml").read_text(encoding="utf-8").replace(_SITE, site.address))


def fill_first_tabs(office: Office, story: Mapping[str, Any]) -> None:
    """The team, and the answers that the online form would have written."""
    changes = Changes()
    for person in story["team"]:
        changes.append(layout.TEAM, {"Nom": person["name"], "E-mail": person["email"], "Rôle": person["role"]})
    for application in story["applications"]:
        answers = {header: value for header, value in application.items() if header != "submitted"}
        changes.append(layout.APPLICATIONS, {**story["answers"], **answers, "Horodateur": application["submitted"]})
    office.workbook.create()
    office.workbook.write(changes)


def _say_where(settings: Settings, out: Console) -> None:
    out.print()
    for what, where in (
        ("Classeur", settings.workbook_path),
        ("Procès-verbaux", settings.documents_folder),
        ("E-mails (.eml)", settings.mail_folder),
        ("Pages relevées", settings.snapshots_folder),
    ):
        out.print(french(f"{what} : {where}"), markup=False, soft_wrap=True)
    out.print(french("Ensuite : .venv/bin/certiflow status (ou show D-2026-0001, verify, --help)"), markup=False)
