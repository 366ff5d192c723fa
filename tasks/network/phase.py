"""The life of the network in one run, in order: what people typed, what follows by itself, what the workbook shows."""

from collections.abc import Callable

from tasks.feedback import Feedback
from tasks.network.dashboard import show_dashboard
from tasks.office import Office, Pull
from tasks.workbook.protocol import Changes

Take = Callable[[Office, Pull, Feedback], None]
Show = Callable[[Changes, Office, Pull, Feedback], None]

#: checks of partners: monthly, semester, annual
CHECKING: tuple[Take, ...] = ()

#: dysfunctions and their treatment, then the contradictory procedures
CASES: tuple[Take, ...] = ()

#: what partners owe
DUES: tuple[Take, ...] = ()

#: the registration of each certification: watch, council, renewal
REGISTRATION: tuple[Take, ...] = ()

#: cohorts: surveys of holders and their answers
SURVEYING: tuple[Take, ...] = ()

#: the CPF flux: identities, exports, returns
PASSAGES: tuple[Take, ...] = ()

#: from the ledger alone, after any phase: it heals after a run that was cut
FOLLOWING: tuple[Take, ...] = ()

SHOWING: tuple[Show, ...] = (show_dashboard,)


def show_network(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every row of the tabs of the network."""
    for show in SHOWING:
        show(changes, office, pull, feedback)
