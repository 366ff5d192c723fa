"""One run: what it works with, the day it stands for, what it has read and what it has to say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from config.settings import Settings
from domain.network.indicators import NetworkFigures
from tasks.dispatch import Dispatched
from tasks.documents import Made
from tasks.feedback import Feedback
from tasks.ledger.leases import lease
from tasks.office import Office, Pull, open_office
from tasks.sweep import Swept
from tasks.workbook.protocol import WriteReport

LEASE = "run"


class Run:
    """The state of one run, handed from task to task. A plain class: Prefect looks into anything else it is given."""

    def __init__(self, office: Office, on: date) -> None:
        self.office = office
        self.on = on
        self.feedback = Feedback()
        self.pull: Pull | None = None
        self.swept: Swept | None = None
        self.dispatched: Dispatched | None = None
        self.written: WriteReport | None = None
        self.figures: NetworkFigures | None = None
        self.documents: list[Made] = []
        self.workbook_away = False
        self.warnings: list[str] = []

    @property
    def pulled(self) -> Pull:
        """What was read from the workbook; a phase that needs it runs after the reading."""
        if self.pull is None:
            raise RuntimeError("the workbook has not been read yet")
        return self.pull


@contextmanager
def open_run(settings: Settings, on: date | None, patience: float = 0) -> Iterator[Run]:
    """Open the office and hold the lease: one run at a time on one ledger, whoever started it.

    Args:
        on: the day that the run stands for; today in the office's time zone when None.
        patience: seconds to wait for the lease.

    Raises:
        the errors of `open_office`; AlreadyRunning.
    """
    with open_office(settings) as office, lease(office.ledger, LEASE, patience):
        yield Run(office, on or datetime.now(settings.zone).date())
