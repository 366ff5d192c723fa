"""Two small flows to serve, and the program that serves them until it is stopped."""

from pathlib import Path
from typing import Annotated

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict, Field

from flows.running import headed
from flows.serving import Deployment, up


class Visit(BaseModel):
    model_config = ConfigDict(title="Compte rendu de visite")

    typed_by: str = Field(title="Saisi par")


@flow(name="visite", flow_run_name="Visite de {visit.typed_by}")
def visit_flow(visit: Annotated[Visit, headed(Visit)]) -> State[None]:
    return Completed(message=f"Visite enregistrée par {visit.typed_by}.")


@flow(name="veille")
def nightly() -> None:
    """Never run by the test: it is only planned."""


DEPLOYMENTS = (
    Deployment(visit_flow, "saisie", None, "Enregistrer une visite.", tags=("formulaire",)),
    Deployment(nightly, "nuit", "0 6 * * *", "Chaque nuit.", tags=("planifié",)),
)


def serve(folder: str) -> None:
    up(DEPLOYMENTS, Path(folder), port=0)
