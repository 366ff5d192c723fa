"""What every flow has in common: open a run, play its steps, leave a report that a person can read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from prefect import runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from config.loader import ConfigError
from config.settings import Settings
from flows.report import RunReport, report_of
from tasks.ledger.database import LedgerUnavailable
from tasks.ledger.keeping import GridChanged
from tasks.ledger.leases import AlreadyRunning
from tasks.run import Run, open_run
from tasks.workbook.protocol import WorkbookUnavailable

#: what may stop a run, each with a French message for its reader
STOPPERS = (ConfigError, LedgerUnavailable, GridChanged, AlreadyRunning, WorkbookUnavailable)

Step = Callable[[Run], object]


def play(title: str, as_of: date | None, steps: Iterable[Step]) -> State[RunReport]:
    """Play `steps` in order on one run.

    Args:
        title: French name of what is played, the head of the report.
        as_of: the day that the run stands for; today when None.

    Returns:
        Completed with the report, or Failed with the French reason when nothing could be done.
    """
    try:
        with open_run(Settings(), as_of) as run:
            for step in steps:
                step(run)
            report = report_of(title, run)
    except STOPPERS as error:
        return Failed(message=str(error))
    create_markdown_artifact(report.markdown, key="compte-rendu", description=title)
    if report.scorers:
        create_table_artifact(
            list(report.scorers), key="equite-de-notation", description="Notes par évaluateur (MIK-19)"
        )
    return Completed(message=report.headline, data=report)


def run_name() -> str:
    """« intake du 02/11/2026 »: what the run did and for which day."""
    day = runtime.flow_run.parameters.get("as_of") or datetime.now(Settings().zone).date()
    return f"{runtime.flow_run.flow_name} du {day:%d/%m/%Y}"
