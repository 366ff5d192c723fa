"""The habilitation, once the three agreements are signed and direction has answered (MIK-92, LAW-01)."""

from collections.abc import Mapping
from datetime import date

from domain.agreements import AgreementKind
from domain.process import Command
from domain.refusal import Refusal
from domain.signing import Assurances
from domain.team import Team
from domain.vocabulary import Event, State
from tasks.conformity.directors import director
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs.conformity import CONFORMITY, GRANTED_BY
from tasks.workbook.protocol import Row


def grant(
    office: Office, pull: Pull, feedback: Feedback, assurances: Mapping[str, Assurances], rows: Mapping[str, Row]
) -> None:
    """Grant every habilitation for which nothing is missing; the others wait, without a word.

    Args:
        assurances: dossier → the two answers of direction, complete, as typed in « Conformité ».
        rows: dossier → its row in « Conformité », which a refusal is written on (an answer that is « Non », answers
            given by somebody else than direction).
    """
    with office.ledger.reading() as connection:
        ready = [
            view.ref
            for view in read_subjects(connection, PROCESS, {State.READY_TO_SIGN})
            if {signature.kind for signature in view.facts.signatures} == set(AgreementKind)
        ]
    commands = []
    for ref in ready:
        if ref not in assurances:
            continue
        command = habilitation_command(ref, assurances[ref], pull.team, pull.on)
        if isinstance(command, Refusal):
            feedback.refuse(CONFORMITY, rows.get(ref), command)
        else:
            commands.append(command)
    by_ref = {command.ref: rows[command.subject] for command in commands if command.subject in rows}
    feedback.take(CONFORMITY, apply_commands(office, pull.team, commands), by_ref)


def habilitation_command(dossier: str, given: Assurances, team: Team, on: date) -> Command | Refusal:
    """The habilitation that the two answers of direction ask for; nobody else answers for the certifier (LAW-01)."""
    person = director(team, given.decided_by, "LAW-01", GRANTED_BY)
    if isinstance(person, Refusal):
        return person
    update = {"assurances": given.model_copy(update={"decided_by": person.name}), "habilitated_on": on}
    by = f"décision : {person.name}"
    return Command(f"habilitation:{dossier}", dossier, Event.HABILITATION_GRANTED, on, by, update)
