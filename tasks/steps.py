"""The steps of a run, as Prefect tasks: one task a batch, never one a dossier."""

from collections.abc import Callable, Iterable
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import Task

from domain.network.check_vocabulary import CheckKind
from domain.process import Command, Process
from domain.refusal import Refusal
from tasks.commission import take_decisions
from tasks.conformity.assurances import read_assurances
from tasks.conformity.audit import take_audit
from tasks.conformity.dossiers import take_conformity
from tasks.conformity.following import close_workstreams, follow_gates, open_workstreams
from tasks.conformity.habilitation import grant
from tasks.conformity.handing_over import hand_over
from tasks.conformity.issuing import issue_agreements
from tasks.conformity.reading import read_supports
from tasks.conformity.replacements import take_replacements
from tasks.conformity.signatures import take_signatures
from tasks.conformity.trainers import take_trainers
from tasks.direction import take_direction
from tasks.dispatch import dispatch
from tasks.document_batch import make_many
from tasks.documents import DocumentsPostponed, make_documents
from tasks.exams import phase as exams
from tasks.feedback import Note
from tasks.intake.applications import take_applications
from tasks.intake.follow_up import follow_up
from tasks.intake.team import read_people
from tasks.ledger.keeping import store_team
from tasks.ledger.queries import read_team
from tasks.mail.rerouting import detour_sentence
from tasks.network import phase as network
from tasks.network.digest import queue_digests
from tasks.network.indicators import network_figures
from tasks.network.passage_export import export_passages
from tasks.office import Pull, apply_commands
from tasks.projection import project
from tasks.retention.deciding import propose_lots, take_erasures
from tasks.retention.erasing import erase_confirmed
from tasks.retention.leftovers import set_aside
from tasks.run import Run
from tasks.scoring import take_grids
from tasks.sealing import SealUnavailable, load_sealer
from tasks.sweep import sweep
from tasks.tabs.layout import APPLICATIONS, TEAM
from tasks.workbook.protocol import TabContent, WorkbookContent, WorkbookUnavailable

Step = Callable[[Run], object]


def bare(step: Step) -> Step:
    """The function that a Prefect task wraps: what a season without Prefect plays."""
    return step.fn if isinstance(step, Task) else step


def _step(name: str) -> Callable[[Callable[[Run], None]], Task[[Run], None]]:
    return task(name=name, cache_policy=NO_CACHE, log_prints=False)


@_step("Lire le classeur")
def read_workbook(run: Run) -> None:
    """Every tab at once. A tab that cannot be read stops alone; its problem is an anomaly."""
    content = _content(run)
    for name, problem in content.problems.items() if not run.workbook_away else ():
        run.feedback.judged.add(name)
        run.feedback.notes.append(Note(name, None, Refusal(problem, "MIK-04", "Onglet")))
    if content.tabs[TEAM].problem is None:
        people = read_people(content.tabs[TEAM], run.feedback)
        store_team(run.office.ledger, people)
    else:
        with run.office.ledger.reading() as connection:
            people = read_team(connection)
    run.pull = set_aside(run.office, Pull(content, people, run.on))


def _content(run: Run) -> WorkbookContent:
    """What the workbook holds; when it is away, nothing, and the run goes on from the ledger."""
    try:
        return run.office.workbook.read()
    except WorkbookUnavailable as error:
        run.workbook_away = True
        run.warnings.append(str(error))
        tabs = run.office.workbook.layout.tabs
        return WorkbookContent({tab.name: TabContent(tab.name, problem=str(error)) for tab in tabs})


@_step("Recevoir les candidatures")
def receive_applications(run: Run) -> None:
    if run.pulled.content.tabs[APPLICATIONS].problem is None:
        take_applications(run.office, run.pulled, run.feedback)
    follow_up(run.office, run.pulled, run.feedback)


@_step("Appliquer les grilles de notation")
def score(run: Run) -> None:
    take_grids(run.office, run.pulled, run.feedback)


@_step("Prendre les décisions de la commission")
def take_commission(run: Run) -> None:
    take_decisions(run.office, run.pulled, run.feedback)


@_step("Prendre les décisions de la direction")
def take_direction_decisions(run: Run) -> None:
    take_direction(run.office, run.pulled, run.feedback)


@_step("Suivre la mise en conformité")
def follow_conformity(run: Run) -> None:
    take_conformity(run.office, run.pulled, run.feedback)


@_step("Prendre les évaluations de formateurs")
def evaluate_trainers(run: Run) -> None:
    take_trainers(run.office, run.pulled, run.feedback)
    take_replacements(run.office, run.pulled, run.feedback)


@_step("Relever et contrôler la communication")
def audit_communication(run: Run) -> None:
    read_supports(run.office, run.pulled, run.feedback)
    take_audit(run.office, run.pulled, run.feedback)


@_step("Établir et enregistrer les signatures")
def sign(run: Run) -> None:
    office, pull, feedback = run.office, run.pulled, run.feedback
    follow_gates(office, pull, feedback)
    issue_agreements(office, pull, feedback)
    take_signatures(office, pull, feedback)
    grant(office, pull, feedback, *read_assurances(office, pull, feedback))


@_step("Organiser les sessions d’examen")
def organise_sessions(run: Run) -> None:
    _take(run, exams.ORGANISING)


@_step("Tenir les sessions et délibérer")
def judge_sessions(run: Run) -> None:
    _take(run, exams.JUDGING)


@_step("Traiter les fraudes")
def treat_frauds(run: Run) -> None:
    _take(run, exams.FRAUDS)


@_step("Traiter les recours")
def treat_appeals(run: Run) -> None:
    _take(run, exams.APPEALS)


@_step("Contrôler le réseau")
def check_network(run: Run) -> None:
    _take(run, network.CHECKING)


@_step("Mener les contrôles mensuels et les revues annuelles")
def check_months_and_years(run: Run) -> None:
    _take(run, network.checking(CheckKind.MONTHLY, CheckKind.ANNUAL))


@_step("Mener les audits semestriels")
def check_semesters(run: Run) -> None:
    _take(run, network.checking(CheckKind.SEMESTER))


@_step("Traiter les dysfonctionnements, les procédures et les questions")
def treat_cases(run: Run) -> None:
    _take(run, network.CASES)


@_step("Suivre les redevances et les enregistrements")
def follow_registration(run: Run) -> None:
    _take(run, (*network.DUES, *network.REGISTRATION))


@_step("Suivre les cohortes")
def survey_cohorts(run: Run) -> None:
    _take(run, network.SURVEYING)


@_step("Préparer l’accrochage")
def prepare_passages(run: Run) -> None:
    _take(run, network.PASSAGES)


@_step("Exporter vers le système d’information du CPF")
def export(run: Run) -> None:
    run.warnings += export_passages(run.office, run.pulled, run.feedback)


@_step("Proposer ce dont la durée de conservation est passée")
def propose_erasures(run: Run) -> None:
    propose_lots(run.office, run.pulled, run.feedback)


@_step("Effacer ce qui a été confirmé")
def erase(run: Run) -> None:
    take_erasures(run.office, run.pulled, run.feedback)
    erase_confirmed(run.office, run.pulled, run.feedback)
    run.pull = set_aside(run.office, run.pulled)


def _take(run: Run, takes: Iterable[exams.Take]) -> None:
    for take in takes:
        take(run.office, run.pulled, run.feedback)


@_step("Tirer les conséquences pour chaque dossier")
def settle(run: Run) -> None:
    """After any phase: workstreams open, trainers get their documents, gates are looked at, an end closes the rest."""
    _take(run, (open_workstreams, hand_over, follow_gates, close_workstreams))


@_step("Tirer les conséquences pour les examens et le réseau")
def follow(run: Run) -> None:
    """After any phase, from the ledger alone: it heals after a run that was cut."""
    _take(run, (*exams.FOLLOWING, *network.FOLLOWING))


FORM = "Formulaire"


@task(name="Appliquer la décision saisie", cache_policy=NO_CACHE, log_prints=False)
def submit(run: Run, found: Command | Refusal, process: Process[Any]) -> None:
    """Apply a decision that was filled in a form to a subject of `process`, or note why it cannot be."""
    if isinstance(found, Refusal):
        run.feedback.refuse(FORM, None, found)
    else:
        run.feedback.take(FORM, apply_commands(run.office, run.pulled.team, [found], process), {})


@_step("Balayer les échéances")
def sweep_deadlines(run: Run) -> None:
    received = not run.workbook_away and run.pulled.content.tabs[APPLICATIONS].problem is None
    run.swept = sweep(run.office, run.on, run.feedback, may_lapse=received)
    if run.swept.postponed:
        run.warnings.append(
            f"{run.swept.postponed} délai(s) échu(s) en attente : l’onglet « {APPLICATIONS} » n’a pas pu être lu, "
            "et une pièce a pu y arriver."
        )


@_step("Mesurer le réseau")
def measure_network(run: Run) -> None:
    run.figures = network_figures(run.office, run.on)


@_step("Préparer les synthèses")
def write_digests(run: Run) -> None:
    queue_digests(run.office, run.pulled, run.figures or network_figures(run.office, run.on))


@_step("Établir les documents")
def write_documents(run: Run) -> None:
    settings, refused = run.office.settings, list[str]()
    try:
        sealer = load_sealer(settings)
        run.documents += make_many(run.office.ledger, settings)
        run.documents += make_documents(run.office.ledger, settings.documents_folder, settings.zone, refused, sealer)
    except DocumentsPostponed as error:
        run.warnings.append(str(error))
    except SealUnavailable as error:
        run.warnings.append(f"{error} D’ici là, les documents et les e-mails qui les portent attendent.")
    run.warnings.extend(f"le document {number} n’a pas pu être composé ; prévenez la technique" for number in refused)


@_step("Envoyer les e-mails")
def send_mails(run: Run) -> None:
    run.dispatched = dispatch(run.office)
    if run.dispatched.stopped:
        run.warnings.append(run.dispatched.stopped)
    if run.dispatched.badge:
        run.warnings.append(f"{run.dispatched.badge} D’ici là, les e-mails qui portent un certificat attendent.")
    reroute_to = run.office.settings.mail_reroute_to
    if reroute_to and run.dispatched.sent:
        run.warnings.append(detour_sentence(reroute_to))


@_step("Mettre à jour le classeur")
def write_workbook(run: Run) -> None:
    if run.workbook_away:
        return
    run.written = project(run.office, run.pulled, run.feedback)
    if run.written.postponed:
        run.warnings.append(run.written.postponed)
    lost = len(run.written.unplaced)
    if lost:
        run.warnings.append(f"{lost} ligne(s) du classeur ont bougé pendant le passage : reprises au suivant.")


def phase(*middle: Step) -> tuple[Step, ...]:
    """A whole phase: one reading of the workbook, its own steps, documents, e-mails, one writing."""
    return (read_workbook, *middle, settle, follow, write_documents, send_mails, write_workbook)
