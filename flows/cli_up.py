"""`certiflow up`: Prefect's server and interface, with or without what runs the flows."""

from typing import Annotated

import typer

from config.settings import load_settings
from flows.console import stop
from flows.prefect_settings import PREFECT_FOLDER, use_private_prefect
from flows.stoppers import STOPPERS


def up(
    host: Annotated[str, typer.Option(help="Adresse d’écoute ; hors de cette machine, un mot de passe est exigé.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port de l’interface.")] = 4200,
    no_runner: Annotated[
        bool, typer.Option("--no-runner", help="Le serveur seul : un groupe de travail fait les traitements.")
    ] = False,
) -> None:
    """Démarre le serveur et l’interface de Prefect, avec tous les traitements planifiés."""
    settings = load_settings()
    try:
        use_private_prefect(settings.home / PREFECT_FOLDER, {})  # before anything imports prefect
        from flows.deployments import DEPLOYMENTS
        from flows.serving import up as serve

        serve(DEPLOYMENTS, settings.home / PREFECT_FOLDER, host, port, runner=not no_runner)
    except STOPPERS as error:
        stop(str(error))
