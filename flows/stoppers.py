"""What may stop a run or a command: each has a French message, reason and cure, for its reader."""

from config.loader import ConfigError
from flows.prefect_settings import PrefectUnavailable
from tasks.ledger.database import LedgerUnavailable
from tasks.ledger.keeping import GridChanged
from tasks.workbook.protocol import WorkbookUnavailable

STOPPERS = (ConfigError, LedgerUnavailable, GridChanged, WorkbookUnavailable, PrefectUnavailable)
