"""The deployments of the network: checks, cohorts, the CPF flux, retention and the weekly digest."""

from typing import Any

from prefect import Flow

from flows.serving import Deployment

#: flows that need nothing but a day
NETWORK_FLOWS: tuple[Flow[..., Any], ...] = ()

NETWORK_DEPLOYMENTS: tuple[Deployment, ...] = ()
