"""The deployments of the network: checks, cohorts, the CPF flux, retention and the weekly digest."""

from typing import Any

from prefect import Flow

from flows.digest import digest
from flows.serving import Deployment
from flows.watching import PLANNED

#: flows that need nothing but a day
NETWORK_FLOWS: tuple[Flow[..., Any], ...] = (digest,)

NETWORK_DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        digest, "synthese", "0 7 * * 1,5", "Le lundi, ses tâches à chacun ; le vendredi, le réseau à la direction.",
        tags=(PLANNED,),
    ),
)  # fmt: skip
