"""LAW-05, MIK-86: our register against the export of France compétences that somebody has downloaded."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from prefect import get_run_logger
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, ConfigDict, Field

from config.settings import load_settings
from flows.alerts import UNFORESEEN, keep_traceback
from flows.running import certiflow_flow, headed, run_name
from flows.stoppers import STOPPERS
from tasks.france_competences import ExportUnreadable, as_table
from tasks.france_competences.register import Reconciliation, reconcile_export
from tasks.mail.text import Line
from tasks.mail.typography import french
from tasks.office import open_office


class ReconciliationForm(BaseModel):
    """Comparaison du registre avec l’export public de France compétences"""

    model_config = ConfigDict(title="Rapprochement avec France compétences")

    path: Line = Field(
        title="Fichier de l’export",
        description="Chemin, sur la machine de certiflow, du fichier XML, du zip ou du dossier de fichiers CSV "
        "téléchargé sur data.gouv.fr",
    )


@certiflow_flow("reconciliation", run_name)
def reconciliation(export: Annotated[ReconciliationForm, headed(ReconciliationForm)]) -> State[None]:
    """France compétences : qui manque, qui est en trop, quel périmètre diffère, et avant quand le déclarer."""
    try:
        settings = load_settings()
    except STOPPERS as error:
        return Failed(message=str(error))
    try:
        with open_office(settings) as office:
            found = reconcile_export(office, Path(export.path), datetime.now(settings.zone).date())
    except ExportUnreadable as error:  # an answer to who gave the file, not a failure that staff are told of
        get_run_logger().warning(str(error))
        return Completed(name="Export illisible", message=str(error))
    except STOPPERS as error:
        return Failed(message=str(error))
    except Exception:  # noqa: BLE001 — the boundary: nobody is shown a traceback, and Prefect must not store one
        keep_traceback(settings)
        return Failed(message=UNFORESEEN)
    return _report(found)


def _report(found: Reconciliation) -> State[None]:
    sentence = french(found.sentence)
    rows = as_table(found.discrepancies) or [{"Résultat": sentence}]
    create_table_artifact(rows, key="france-competences", description=sentence)
    return Completed(message=sentence)
