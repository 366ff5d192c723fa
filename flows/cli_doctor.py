"""`certiflow doctor`: is everything in place, and what to do. `certiflow mail-test`: does mail leave."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from config.loader import load_config
from config.settings import SettingsError, load_settings
from flows.console import BAD_USAGE, TO_SEE, err, out, stop
from flows.prefect_reach import check_prefect
from flows.prefect_settings import PREFECT_FOLDER
from flows.stoppers import STOPPERS
from tasks.doctor.checkup import examine
from tasks.doctor.finding import Finding
from tasks.doctor.last_sweep import check_last_sweep
from tasks.doctor.trial import send_trial
from tasks.ledger.database import LedgerUnavailable
from tasks.mail.address import parse_address
from tasks.mail.text import one_line
from tasks.mail.transports import DeliveryError
from tasks.mail.typography import count, french

SCHEMA = 1  # of the JSON below

LastSweep = Annotated[
    bool, typer.Option("--last-sweep", help="Dit seulement si le balayage de la nuit a abouti (pour une surveillance).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON stable, pour un programme.")]
Recipient = Annotated[str, typer.Argument(metavar="ADRESSE", help="À qui écrire, par exemple vous-même.")]


def doctor(last_sweep: LastSweep = False, as_json: AsJson = False) -> None:
    """Vérifie que tout est en place, et dit quoi faire sinon. Ne change rien, n’envoie rien."""
    moment = datetime.now(UTC)
    findings = [_night(moment)] if last_sweep else list(_everything(moment))
    if as_json:
        typer.echo(_as_json(findings))
    elif last_sweep:
        # a failure alone is on stderr: cron writes of nothing else when stdout is thrown away
        (out if findings[0].ok else err).print(french(findings[0].sentence), markup=False, soft_wrap=True)
    else:
        _print(findings)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(TO_SEE)


def _night(moment: datetime) -> Finding:
    try:
        return check_last_sweep(load_settings(), moment)
    except (LedgerUnavailable, SettingsError) as error:
        return Finding("last_sweep", "Balayage de la nuit", False, str(error))


def _everything(moment: datetime) -> Iterable[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding("settings", "Réglages", False, f"{error} Le reste sera vu ensuite.")
        return
    yield from examine(settings, moment)
    yield check_prefect(settings.home / PREFECT_FOLDER)


def _as_json(findings: Sequence[Finding]) -> str:
    said = {
        "schema": SCHEMA,
        "ok": all(finding.ok for finding in findings),
        "checks": [vars(finding) | {"sentence": french(finding.sentence)} for finding in findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)


def _print(findings: Sequence[Finding]) -> None:
    width = max(len(finding.label) for finding in findings)
    for finding in findings:
        mark = "ok     " if finding.ok else "à faire"
        # servers and files wrote some of the words: neither markup nor an escape sequence of the terminal
        line = f"{mark}  {finding.label:<{width}}  {one_line(french(finding.sentence))}"
        out.print(line, style=None if finding.ok else "red", markup=False, soft_wrap=True)
    todo = sum(not finding.ok for finding in findings)
    out.print(french(f"À faire : {count(todo, 'point')}." if todo else "Tout est en place."), markup=False)


def mail_test(address: Recipient) -> None:
    """Envoie un vrai message d’essai à ADRESSE, et dit ce qu’il en est advenu."""
    try:
        recipient = parse_address(address)
    except ValueError as error:
        stop(str(error), BAD_USAGE)
    try:
        settings = load_settings()
        organisation = load_config(settings.config_folder).organisation
        trial = send_trial(settings, organisation, recipient, datetime.now(settings.zone))
    except STOPPERS as error:
        stop(str(error))
    except DeliveryError as error:
        stop(one_line(str(error)), TO_SEE)
    if trial.to != recipient:
        _say(f"Mode d’essai : le message part à {trial.to}, non à {recipient}.")
    if settings.mail_transport == "eml":
        _say(f"Aucun serveur n’est réglé : le message est un fichier .eml dans {settings.mail_folder}.")
        return
    _say(f"{settings.smtp_host} a pris en charge le message pour {trial.to}, sous l’identifiant {trial.message_id}.")
    _say("S’il n’arrive pas, regardez les indésirables, puis le journal de ce serveur.")


def _say(text: str) -> None:
    out.print(french(text), markup=False, soft_wrap=True)
