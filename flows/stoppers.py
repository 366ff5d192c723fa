"""What may stop a run or a command: each has a French message, reason and cure, for its reader."""

from config.files import ConfigError
from config.settings import SettingsError
from domain.calendar import OutsideCalendar
from flows.prefect_settings import PrefectUnavailable
from tasks.ledger.database import LedgerUnavailable
from tasks.ledger.keeping import GridChanged
from tasks.workbook.protocol import WorkbookUnavailable

STOPPERS = (
    ConfigError,
    GridChanged,
    LedgerUnavailable,
    OutsideCalendar,
    PrefectUnavailable,
    SettingsError,
    WorkbookUnavailable,
)
