"""The tab « Réponses aux enquêtes » → answers and oppositions; the last answer counts (NET-18, NET-19, NET-28)."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.network.survey import Survey
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyEvent
from domain.process import Command
from domain.refusal import Refusal
from tasks.feedback import Feedback
from tasks.intake.cells import BadCell
from tasks.ledger.queries import View, read_by_key, read_some, subjects_made
from tasks.network.survey_rows import TypedAnswer, answered_on, read_answer
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import surveys as tab
from tasks.tabs.columns import TYPED_BY
from tasks.workbook.protocol import Row

Surveys = Mapping[str, View[Survey]]


def take_answers(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Rows that are new, in the order of the tab; those taken before are only told so."""
    content = pull.content.tabs[tab.ANSWERS]
    if content.problem is not None:
        return
    feedback.judged.add(tab.ANSWERS)
    rows = [row for row in content.rows if _is_meant(row)]
    with office.ledger.reading() as connection:
        made = subjects_made(connection, [_ref(row) for row in rows])
    for row in rows:
        if _ref(row) in made:
            feedback.answers[tab.ANSWERS, row.number] = f"Prise en compte : {made[_ref(row)]}."
        elif _is_early(row, pull.on):
            feedback.answers[tab.ANSWERS, row.number] = tab.EARLY
    _take_new(office, pull, feedback, [row for row in rows if (tab.ANSWERS, row.number) not in feedback.answers])


def _is_meant(row: Row) -> bool:
    """A row that staff are still filling is left alone until they sign it."""
    return bool(row.cells.get(tab.CODE) or row.cells.get(TYPED_BY))


def _is_early(row: Row, on: date) -> bool:
    try:
        return answered_on(row, on) > on
    except BadCell:
        return False


def _ref(row: Row) -> str:
    """Of the command that takes this row: the same words twice are one."""
    return f"{tab.ANSWERS}:{row.fingerprint}"


def _take_new(office: Office, pull: Pull, feedback: Feedback, rows: Iterable[Row]) -> None:
    read = [(row, read_answer(row, pull.on)) for row in rows]
    typed = [found for _, found in read if isinstance(found, TypedAnswer)]
    if not read:
        return
    with office.ledger.reading() as connection:
        by_code = {view.facts.token: view for view in read_by_key(connection, SURVEY, {one.code for one in typed})}
        by_ref = read_some(connection, SURVEY, {one.survey for one in typed})
    commands: dict[str, Command] = {}
    by_command: dict[str, Row] = {}
    for row, found in read:
        command = _command(row, found, by_code, by_ref, pull.on) if isinstance(found, TypedAnswer) else found
        if isinstance(command, Refusal):
            feedback.refuse(tab.ANSWERS, row, command)
        else:
            commands.setdefault(command.ref, command)
            by_command[command.ref] = row
    feedback.take(tab.ANSWERS, apply_commands(office, pull.team, commands.values(), SURVEY), by_command)


def _command(row: Row, typed: TypedAnswer, by_code: Surveys, by_ref: Surveys, on: date) -> Command | Refusal:
    view = by_code.get(typed.code) if typed.code else by_ref.get(typed.survey)
    if view is None:
        message = (
            "ce code ne désigne aucune enquête : le lien a été mal recopié. Supprimez la ligne."
            if typed.code
            else f"« {typed.survey[:40]} » ne désigne aucune enquête. Reprenez le numéro de l’onglet « Enquêtes »."
        )
        return Refusal(message, "NET-18", tab.CODE if typed.code else tab.SURVEY_REF)
    update = {"answer": typed.answer} if typed.answer else {}
    declined = {"declined_on": typed.answered_on} if typed.declines else {}
    if not update and not declined:
        return Refusal("la ligne ne dit rien. Indiquez la réponse, ou supprimez la ligne.", view.facts.rule)
    by = f"onglet {tab.ANSWERS} : {typed.typed_by or 'le titulaire'}"
    event = SurveyEvent.ANSWERED if update else SurveyEvent.DECLINED
    return Command(_ref(row), view.ref, event, on, by, {**update, **declined})
