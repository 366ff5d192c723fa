"""What is filled in a form of the exams → the command that the workbook's row would give."""

from domain.exams.results_guards import VALIDATED_BY
from domain.exams.vocabulary import SessionEvent
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.incidents import TypedIncident, incident_command
from tasks.exams.reading import read_exams
from tasks.exams.results import TypedValidation, validation_of
from tasks.feedback import unsigned
from tasks.office import Office, Pull


def submitted_incident(office: Office, pull: Pull, typed: TypedIncident) -> Command | Refusal:
    """The incident on its session (M2I-40)."""
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        view = exams.sessions.get(typed.session)
        return incident_command(typed, view.facts if view else None, set(exams.candidacies), pull, "formulaire")


def submitted_validation(pull: Pull, typed: TypedValidation) -> Command | Refusal:
    """The validation by the certifier's representative (M2I-37); the process refuses anybody else (NET-02)."""
    if not typed.typed_by.strip():
        return unsigned("M2I-37")
    if not typed.validated_by.strip():
        return Refusal("indiquez qui valide la session.", "M2I-37", VALIDATED_BY)
    update = validation_of(typed.validated_by, typed.validated_on, pull.team)
    return Command(typed.ref, typed.session, SessionEvent.VALIDATED, pull.on, f"formulaire : {typed.typed_by}", update)
