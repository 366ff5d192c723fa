"""The tab « Remplacements » → a new trainer instead of one that was set aside, once (MIK-81, O-09)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dossier import Dossier
from domain.partnership import UNDER_THE_CLOCK
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.trainer import TRAINER, Trainer, TrainerEvent, TrainerState
from tasks.conformity.trainers import trainer_facts
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.workstreams import Streams
from tasks.mail.typography import french
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs import replacements as tab
from tasks.tabs.columns import ANSWER, DOSSIER, STATUS, TYPED_BY
from tasks.workbook.protocol import Changes, Row

_DONE = f"{TrainerEvent.PROPOSED.label}."


@dataclass(frozen=True)
class Proposal:
    """One row as typed."""

    dossier: str
    replaced: str
    name: str
    years: float
    cv_url: str
    email: str
    typed_by: str

    def is_recorded(self, trainer: Trainer) -> bool:
        """Whether `trainer` is what this row made; the e-mail may have changed since, in « Formateurs »."""
        return (
            (self.dossier, self.years, self.cv_url) == (trainer.parent, trainer.years, trainer.cv_url)
            and same_person(self.name, trainer.trainer)
            and same_person(self.replaced, trainer.replaces)
        )


def take_replacements(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Apply the rows that « Saisi par » closes, one after the other: the second of two proposals sees the first."""
    content = pull.content.tabs[tab.REPLACEMENTS]
    if content.problem is None:
        feedback.judged.add(tab.REPLACEMENTS)
    signed = [row for row in content.rows if row.cells.get(TYPED_BY)]
    trainers = _trainers(office) if signed else []
    for row in signed:
        found = _from_row(row, office, pull, trainers)
        if isinstance(found, Refusal):
            feedback.refuse(tab.REPLACEMENTS, row, found)
        elif found is None:
            feedback.answers[tab.REPLACEMENTS, row.number] = _DONE
        else:
            feedback.take(tab.REPLACEMENTS, apply_commands(office, pull.team, [found], TRAINER), {found.ref: row})
            trainers = _trainers(office)


def _trainers(office: Office) -> list[View[Trainer]]:
    with office.ledger.reading() as connection:
        return list(read_subjects(connection, TRAINER))


def _from_row(row: Row, office: Office, pull: Pull, trainers: list[View[Trainer]]) -> Command | Refusal | None:
    """None when the row was recorded already, whatever its dossier has become since."""
    reading = RowReading(row)
    try:
        typed = _proposal(reading)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-81", reading.header)
    if any(typed.is_recorded(view.facts) for view in trainers):
        return None
    dossier = _dossier(office, typed.dossier)
    if isinstance(dossier, Refusal):
        return dossier
    refusal = _not_replaceable(typed, [view for view in trainers if view.facts.parent == dossier.ref])
    if refusal is not None:
        return refusal
    update = trainer_facts(
        dossier, typed.name, typed.years, typed.cv_url, pull.on, email=typed.email, replaces=typed.replaced
    )
    by = f"onglet {tab.REPLACEMENTS} : {typed.typed_by}"
    return Command(f"replacement:{row.fingerprint}", "", TrainerEvent.PROPOSED, pull.on, by, update)


def _proposal(reading: RowReading) -> Proposal:
    return Proposal(
        dossier=reading.required(DOSSIER, cells.line), replaced=reading.required(tab.REPLACED, cells.line),
        name=reading.required(tab.NAME, cells.line), years=reading.required(tab.YEARS, cells.decimal),
        cv_url=reading.required(tab.CV, cells.url), email=reading.read(tab.EMAIL, cells.email) or "",
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def _dossier(office: Office, ref: str) -> Dossier | Refusal:
    """The dossier, while its 30 working days run: the replacement does not stop them (O-09)."""
    with office.ledger.reading() as connection:
        view = next((view for view in read_subjects(connection, PROCESS) if view.ref == ref), None)
    if view is None:
        return unknown_subject(ref)
    if view.state in UNDER_THE_CLOCK:
        return view.facts
    message = f"le dossier est « {view.state.label} » : un remplaçant se propose de la pré-habilitation à la signature."
    return Refusal(message, "O-09", DOSSIER)


def _not_replaceable(typed: Proposal, trainers: list[View[Trainer]]) -> Refusal | None:
    """Why this trainer is not replaced by that one."""
    of_name = [view for view in trainers if same_person(view.facts.trainer, typed.replaced)]
    replaced = next((view for view in of_name if view.state is TrainerState.SET_ASIDE), None)
    if replaced is None:
        return Refusal(_why_not_set_aside(typed.replaced, of_name), "MIK-81", tab.REPLACED)
    if replaced.facts.replaces:
        message = (
            f"{replaced.facts.trainer} remplaçait déjà {replaced.facts.replaces} : un formateur écarté est remplacé "
        )
        return Refusal(f"{message}une seule fois.", "O-09", tab.REPLACED)
    taken = next((view for view in trainers if same_person(view.facts.replaces, typed.replaced)), None)
    if taken is not None:
        message = f"{replaced.facts.trainer} a déjà un remplaçant, {taken.facts.trainer} ; il n’y en a qu’un."
        return Refusal(message, "O-09", tab.REPLACED)
    if any(same_person(view.facts.trainer, typed.name) for view in trainers):
        message = f"{typed.name} figure déjà parmi les formateurs de l’organisme. Proposez une autre personne."
        return Refusal(message, "MIK-81", tab.NAME)
    return None


def _why_not_set_aside(name: str, of_name: list[View[Trainer]]) -> str:
    if not of_name:
        return f"« {name[:60]} » n’est pas un formateur de ce dossier. Écrivez son nom comme dans « Formateurs »."
    return f"{of_name[0].facts.trainer} est « {of_name[0].state.label} » : seul un formateur écarté est remplacé."


def show_replacements(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams]
) -> None:
    """The answer to each row, like every tab of the phase; « Formateurs » tells what becomes of the new trainer."""
    if tab.REPLACEMENTS not in feedback.judged:
        return
    refused = feedback.of(tab.REPLACEMENTS)
    for row in pull.content.tabs[tab.REPLACEMENTS].rows:
        said = "\n".join(str(refusal) for refusal in refused.get(row.number, []))
        done = feedback.answers.get((tab.REPLACEMENTS, row.number), "")
        status = tab.REFUSED if said else tab.APPLIED if done else ""
        changes.update(
            tab.REPLACEMENTS, {STATUS: french(status), ANSWER: french(said or done)}, fingerprint=row.fingerprint
        )
