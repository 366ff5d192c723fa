"""The command line. French for its users; exit codes: 0 done, 1 something to look at, 2 bad usage, 3 cannot work."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from config.settings import load_settings
from domain.vocabulary import State, TimeLimit
from flows.cli_audit import audit
from flows.cli_benchmark import write_table
from flows.cli_doctor import doctor, mail_test
from flows.cli_move import move_ledger
from flows.cli_nir import nir
from flows.cli_proof import proof, verify_proof
from flows.cli_reconcile import print_reconciliation, reconciliation_json
from flows.cli_register import register, verify_badge
from flows.cli_simulate import simulate
from flows.cli_statistics import statistics
from flows.cli_up import up
from flows.console import BAD_USAGE, CANNOT_WORK, TO_SEE, err, out, stop, the_office
from flows.french import FrenchCommand, FrenchGroup
from flows.stoppers import STOPPERS
from tasks.france_competences import ExportUnreadable
from tasks.france_competences.register import reconcile_export
from tasks.inspection import MAIL_STATES, status_of, timeline_of
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.integrity import defects_of
from tasks.mail.rerouting import detour_sentence
from tasks.mail.typography import count, french
from tasks.sweep import Swept, look

app = typer.Typer(
    cls=FrenchGroup,
    help="certiflow : les processus d’un organisme certificateur.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
PHASES = (
    "intake", "scoring", "commission", "withdrawal", "conformity", "trainer_evaluation", "compliance_audit", "signing",
    "deadline_sweep", "dispatch", "purge", "daily",
)  # fmt: skip

AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DATE", help="Jour que le passage représente : AAAA-MM-JJ ou JJ/MM/AAAA."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON stable, pour un programme.")]


def as_day(typed: str) -> date | None:
    """The day typed after --as-of; None when nothing was. A bad one ends the command with code 2."""
    try:
        return cells.day(typed or None)
    except BadCell as error:
        stop(f"--as-of : {error.reason} ; indiquez AAAA-MM-JJ ou JJ/MM/AAAA.", BAD_USAGE)


@app.command(cls=FrenchCommand)
def init(
    google: Annotated[str, typer.Option(metavar="ADRESSE", help="Un classeur Google Sheets, au lieu du .xlsx.")] = "",
) -> None:
    """Crée le classeur, ou le complète : onglets, en-têtes, listes déroulantes, « Lisez-moi »."""
    with the_office(**({"google_sheet": google} if google else {})) as office:
        done = office.workbook.create()
        for sentence in (*done.added, *done.problems):
            out.print(french(sentence), markup=False)
        if done.postponed:
            stop(done.postponed)
        if google and not load_settings().google_sheet:
            out.print(french(f"Pour que les passages l’utilisent : CERTIFLOW_GOOGLE_SHEET={google} dans « .env »."))


@app.command(cls=FrenchCommand)
def run(
    phases: Annotated[list[str] | None, typer.Argument(metavar="[PHASE]…", help=", ".join(PHASES))] = None,
    as_of: AsOf = "",
) -> None:
    """Lit le classeur, applique la réglementation, envoie, met à jour. Sans PHASE : la journée complète."""
    wanted = phases or ["daily"]
    unknown = [phase for phase in wanted if phase not in PHASES]
    if unknown:
        stop(f"Phase inconnue : {', '.join(unknown)}. Choisissez parmi : {', '.join(PHASES)}.", BAD_USAGE)
    play_flows(wanted, as_day(as_of))


@app.command(cls=FrenchCommand)
def sweep(
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dit ce qui serait fait, sans rien changer.")] = False,
) -> None:
    """Balaie les échéances : rappels, alertes, délais échus."""
    if not dry_run:
        play_flows(["deadline_sweep"], as_day(as_of))
        return
    with the_office() as office:
        on = as_day(as_of) or datetime.now(office.settings.zone).date()
        print_forecast(look(office, on), on)


def play_flows(names: list[str], on: date | None) -> None:
    """Run flows on Prefect's embedded mode, one after the other."""
    from flows.embedded import play_embedded

    try:
        with out.status(french("Passage en cours…")):
            reports = play_embedded(names, on)
    except STOPPERS as error:
        stop(str(error))
    failed = False
    for title, completed, message in reports:
        style = None if completed else "red"
        out.print(french(f"{title} : {message}"), style=style, markup=False, soft_wrap=True)
        failed = failed or not completed
    if failed:
        raise typer.Exit(CANNOT_WORK)


def print_forecast(swept: Swept, on: date) -> None:
    table = Table("Dossier", "Échéance", "Au plus tard le", "Ce qui serait fait", title=f"Balayage du {on:%d/%m/%Y}")
    for item in swept.due:
        todo = [f"{notice.code} : {notice.mail.label}" for notice in item.today.send]
        if item.today.lapse is not None:
            todo.append(item.today.lapse.label)
        if todo:
            due_on = f"{item.deadline.dates.due_on:%d/%m/%Y}"
            table.add_row(item.deadline.subject, item.deadline.limit.label, due_on, "\n".join(todo))
    out.print(table if table.row_count else french("Rien à faire à cette date."))


@app.command(cls=FrenchCommand)
def status(as_json: AsJson = False) -> None:
    """Où en sont les dossiers, les échéances, les e-mails et les anomalies."""
    with the_office() as office:
        found = status_of(office)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        print_status(found)


def print_status(found: dict[str, Any]) -> None:
    table = Table("Dossier", "Organisme", "État", "Note", "Responsable", "Depuis le")
    for item in found["dossiers"]:
        score = "" if item["score"] is None else f"{item['score']:g}".replace(".", ",")
        day = date.fromisoformat(item["since"])
        cells_of_row = (item["ref"], item["name"], State(item["state"]).label, score, item["owner"], f"{day:%d/%m/%Y}")
        table.add_row(*(escape(text) for text in cells_of_row))
    out.print(table)
    for item in found["deadlines"]:
        out.print(french(f"{item['subject']} – {TimeLimit(item['code']).label} : {item['sentence']}"), markup=False)
    for item in found["anomalies"]:
        out.print(french(f"{item['tab']}, {item['row']} – {item['field']} : {item['message']}"), markup=False)
    if found["mail_reroute_to"]:
        out.print(french(detour_sentence(found["mail_reroute_to"])), style="red", markup=False, soft_wrap=True)
    mails = ", ".join(_mails(state, number) for state, number in sorted(found["mails"].items())) or "aucun"
    out.print(french(f"E-mails : {mails}. Journal : {count(found['journal']['events'], 'événement')}."))


def _mails(state: str, number: int) -> str:
    """« 91 partis », « 2 en attente »."""
    said = MAIL_STATES[state]
    return f"{number} {said}{'s' if number > 1 and not said.startswith('en ') else ''}"


@app.command(cls=FrenchCommand)
def show(dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Par exemple D-2026-0001.")]) -> None:
    """L’histoire d’un dossier : événements, procès-verbaux, e-mails, échéances."""
    with the_office() as office:
        timeline = timeline_of(office, dossier.strip().upper())
    if timeline is None:
        stop(f"Aucun dossier ne porte le numéro « {dossier} ». La commande « certiflow status » les liste.", TO_SEE)
    for day, kind, sentence in timeline:
        out.print(french(f"{day:%d/%m/%Y}  {kind:<10} {sentence}"), markup=False, soft_wrap=True)


@app.command(cls=FrenchCommand)
def verify() -> None:
    """Contrôle l’intégrité : journal, déclarations, documents, fins de dossier sans procès-verbal."""
    with the_office() as office:
        found = defects_of(office)
        events = status_of(office)["journal"]["events"]
    for sentence in found:
        err.print(french(sentence), style="red", markup=False)
    if found:
        raise typer.Exit(TO_SEE)
    out.print(
        french(f"Tout concorde : {count(events, 'événement')}, déclarations, pages relevées et documents inchangés.")
    )


@app.command(cls=FrenchCommand)
def reconcile(
    export: Annotated[Path, typer.Argument(metavar="FICHIER", help="Export XML, zip, ou dossier des CSV.")],
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Compare le registre et l’export de France compétences : absents, périmètres, retraits, délais."""
    on = as_day(as_of)
    with the_office() as office:
        try:
            found = reconcile_export(office, export, on or datetime.now(office.settings.zone).date())
        except ExportUnreadable as error:
            stop(str(error), BAD_USAGE)
    if as_json:
        typer.echo(reconciliation_json(found))
    else:
        print_reconciliation(out, found)
    if found.discrepancies:
        raise typer.Exit(TO_SEE)


@app.command(cls=FrenchCommand)
def benchmark(
    export: Annotated[Path, typer.Argument(metavar="FICHIER", help="Export XML, zip, ou dossier des CSV.")],
    words: Annotated[
        str, typer.Option("--words", metavar="MOTS", help="Mots de l’intitulé ; une virgule vaut « ou ».")
    ],
    target: Annotated[Path, typer.Option("--out", metavar="CSV", help="Tableau à écrire.")] = Path("benchmark.csv"),
    as_of: AsOf = "",
) -> None:
    """Liste les certifications dont l’intitulé contient ces mots, pour l’état des lieux d’un projet."""
    on = as_day(as_of) or datetime.now(load_settings().zone).date()
    if not write_table(export, words.split(","), target, on):
        raise typer.Exit(TO_SEE)


@app.command(cls=FrenchCommand)
def demo() -> None:
    """Joue une saison d’exemple : candidatures, notation, commission, échéances, issues."""
    from flows.demo import NotADemonstration, play_demo

    try:
        play_demo(out)
    except (NotADemonstration, *STOPPERS) as error:
        stop(str(error))


for command in (
    up, audit, doctor, mail_test, move_ledger, nir, proof, register, simulate, statistics, verify_badge, verify_proof,
):  # fmt: skip
    app.command(cls=FrenchCommand)(command)

if __name__ == "__main__":
    app()
