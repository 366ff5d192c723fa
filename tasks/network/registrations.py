"""The file of each certification, from the configuration and the ledger: opened, followed, ended (REF-31, NET-17)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.certification import Certification
from domain.lifecycle import LifecycleState
from domain.network.council import COUNCIL, Council
from domain.network.registration import RegistrationFile
from domain.network.registration_process import REGISTRATION_FILE
from domain.network.registration_vocabulary import CouncilState, RegistrationEvent, RegistrationState
from domain.process import Command
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.registration_files import FILES

_BY = "suivi des enregistrements"
_RENEWABLE = (LifecycleState.ACTIVE, LifecycleState.EXTENDED)
Files = Sequence[View[RegistrationFile]]


def follow_registrations(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A file for each certification of the configuration, its term as the configuration gives it, its last council."""
    with office.ledger.reading() as connection:
        files = list(read_subjects(connection, REGISTRATION_FILE))
        held = read_subjects(connection, COUNCIL, set(CouncilState) - {CouncilState.MISTAKEN})
        councils = [view.facts for view in held]
    known, live = office.config.certifications, [v for v in files if v.state is not RegistrationState.ENDED]
    commands = [
        *_opened(known, files, live, pull.on),
        *_changed(known, live, pull.on),
        *_counselled(councils, live, pull.on),
    ]
    feedback.take(FILES, apply_commands(office, pull.team, commands, REGISTRATION_FILE), {})


def _opened(known: Mapping[str, Certification], files: Files, live: Files, on: date) -> Iterator[Command]:
    before, running = Counter(view.facts.certification for view in files), {view.facts.certification for view in live}
    for code, figures in known.items():
        if code not in running:
            update = _facts(figures) | {"certification": code, "grid_version": figures.grid.version, "opened_on": on}
            yield Command(f"registration:{code}:{before[code] + 1}", "", RegistrationEvent.OPENED, on, _BY, update)


def _changed(known: Mapping[str, Certification], live: Files, on: date) -> Iterator[Command]:
    for view in live:
        figures = known.get(view.facts.certification)
        ref = f"{view.ref}:{view.version}"
        if figures is None:
            yield Command(f"registration-ended:{ref}", view.ref, RegistrationEvent.ENDED, on, _BY)
            continue
        facts = _facts(figures)
        if (facts["term"], facts["renewable"]) != (view.facts.term, view.facts.renewable):
            fresh = {} if facts["term"] == view.facts.term else {"pieces": (), "deposit": None}
            event = RegistrationEvent.TERM_CHANGED
            yield Command(f"registration-term:{ref}", view.ref, event, on, _BY, facts | fresh)


def _counselled(councils: Sequence[Council], live: Files, on: date) -> Iterator[Command]:
    """The last council of each file: an older one, or none, once the last was taken back."""
    for view in live:
        held = max((one.held_on for one in councils if view.facts.certification in one.concerned), default=None)
        if held != view.facts.council_on:
            ref, event = f"council:{view.ref}:{view.version}", RegistrationEvent.COUNCIL_NOTED
            yield Command(ref, view.ref, event, on, _BY, {"council_on": held})


def _facts(figures: Certification) -> dict[str, object]:
    return {
        "title": figures.title, "registered_on": figures.registration_start, "term": figures.registration_end,
        "renewable": figures.lifecycle.state in _RENEWABLE,
    }  # fmt: skip
