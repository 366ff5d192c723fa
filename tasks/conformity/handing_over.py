"""The kit pédagogique and the dossier technique, to each trainer who is to be evaluated (MIK-48, MIK-50, MIK-71).

Each trainer's own delivery, once the information session was held; a trainer whose e-mail is not known yet waits.
"""

from domain.kits import KitKind
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.trainer import TRAINER, Trainer, TrainerEvent, TrainerState
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.workstreams import SHOWN
from tasks.office import Office, Pull, apply_commands
from tasks.presenting.kits import deliveries
from tasks.tabs.conformity import CONFORMITY

_BY = "suivi de la mise en conformité"
_OPEN = tuple(state for state in TrainerState if TRAINER.find(state, TrainerEvent.DOCUMENTS_DELIVERED))


def hand_over(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Deliver both documents, once, to whoever still lacks them: it heals after a run that was cut."""
    commands = [_delivery(office, view, pull) for view in _waiting(office)]
    feedback.take(CONFORMITY, apply_commands(office, pull.team, commands, TRAINER), {})


def _waiting(office: Office) -> list[View[Trainer]]:
    """The trainers to evaluate who have an address and no documents, and whose OF had its information session."""
    with office.ledger.reading() as connection:
        trainers = [
            view
            for view in read_subjects(connection, TRAINER, _OPEN)
            if view.facts.email and not view.facts.delivered and view.facts.certification in office.config.kits
        ]
        if not trainers:
            return []
        dossiers = read_subjects(connection, PARTNERSHIP, SHOWN)
        informed = {view.ref for view in dossiers if view.facts.attendance is not None}
    return [view for view in trainers if view.facts.parent in informed]


def _delivery(office: Office, view: View[Trainer], pull: Pull) -> Command:
    kits = office.config.kits[view.facts.certification]
    handed = (kits.of(KitKind.PEDAGOGY), kits.of(KitKind.TECHNICAL_FILE))
    update = {"delivered": deliveries(handed, (), view.facts.trainer, pull.on)}
    ref = f"trainer-documents:{view.ref}"
    return Command(ref, view.ref, TrainerEvent.DOCUMENTS_DELIVERED, pull.on, _BY, update)
