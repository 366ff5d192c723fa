"""What every flow has in common: open a run, play its steps, leave a report that a person can read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any

from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from config.settings import load_settings
from flows.alerts import UNFORESEEN, keep_traceback, tell_staff
from flows.report import RunReport, report_of
from flows.stoppers import STOPPERS
from tasks.ledger.leases import AlreadyRunning
from tasks.run import Run, open_run

Step = Callable[[Run], object]


def titled(title: str, description: str = "") -> Any:
    """French words over a parameter of a flow: Prefect heads it with its Python name, which this alone replaces."""
    return Field(json_schema_extra={"title": title, "description": description} if description else {"title": title})


def headed(form: type[BaseModel]) -> Any:
    """The title of the form's model over the form."""
    return titled(str(form.model_config["title"]))


AsOf = Annotated[date | None, titled("Jour du passage", "Le jour que le passage représente ; vide : aujourd’hui")]


def certiflow_flow(name: str, run_name: Callable[[], str]) -> Callable[[Callable[..., Any]], Any]:
    """A flow of ours: its run says what it did, prints nothing, and staff hear of it when it fails."""
    return flow(name=name, flow_run_name=run_name, log_prints=False, on_failure=[tell_staff], on_crashed=[tell_staff])


def play(title: str, as_of: date | None, steps: Iterable[Step], patience: float = 0) -> State[RunReport]:
    """Play `steps` in order on one run.

    Args:
        title: French name of what is played, the head of the report.
        as_of: the day that the run stands for; today when None.
        patience: seconds to wait for a run in progress to end; a person who filled a form is not sent away.

    Returns:
        Completed with the report; « Reportée » when another run is at work, which is no failure; or Failed with the
        French reason when nothing could be done.
    """
    try:
        settings = load_settings()
    except STOPPERS as error:
        return Failed(message=str(error))
    try:
        with open_run(settings, as_of, patience) as run:
            for step in steps:
                step(run)
            report = report_of(title, run)
    except AlreadyRunning as error:
        return Completed(name="Reportée", message=str(error))
    except STOPPERS as error:
        return Failed(message=str(error))
    except Exception:  # noqa: BLE001 — the boundary: nobody is shown a traceback, and Prefect must not store one
        keep_traceback(settings)
        return Failed(message=UNFORESEEN)
    _leave(title, report)
    return Completed(message=report.headline, data=report)


def _leave(title: str, report: RunReport) -> None:
    """The artifacts that the pages of Prefect show."""
    create_markdown_artifact(report.markdown, key="compte-rendu", description=title)
    if report.scorers:
        scores = list(report.scorers)
        create_table_artifact(scores, key="equite-de-notation", description="Notes par évaluateur (MIK-19)")
    if report.dashboard:
        create_markdown_artifact(report.dashboard, key="tableau-de-bord", description="Le réseau (NET-05)")
    if report.comparison:
        partners = list(report.comparison)
        create_table_artifact(partners, key="comparaison-du-reseau", description="Partenaires comparés (NET-07)")


def run_name() -> str:
    """« intake du 02/11/2026 »: what the run did and for which day."""
    day = runtime.flow_run.parameters.get("as_of") or datetime.now(load_settings().zone).date()
    return f"{runtime.flow_run.flow_name} du {day:%d/%m/%Y}"
