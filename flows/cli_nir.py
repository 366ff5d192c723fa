"""`certiflow nir` keeps the NIR of holders, encrypted: it shows none, and neither does any report."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from config.disk import disk_reason
from domain.team import Team
from flows.console import BAD_USAGE, TO_SEE, err, out, stop, the_office
from flows.stoppers import STOPPERS
from tasks.cpf.keys import NirKeyUnavailable
from tasks.ledger.leases import lease
from tasks.mail.typography import french
from tasks.network.passage_nirs import LONGEST_FILE, NirFileUnreadable, store_nirs
from tasks.office import Pull
from tasks.run import LEASE
from tasks.workbook.protocol import WorkbookContent

_File = Annotated[
    Path, typer.Argument(metavar="FICHIER.csv", help="Deux colonnes : « passage » (ou « certificat ») et « nir ».")
]
_PATIENCE = 60


def nir(file: _File) -> None:
    """Reçoit les NIR des titulaires, les contrôle et les chiffre ; supprimez ensuite le fichier."""
    with the_office() as office:
        pull = Pull(WorkbookContent({}), Team(()), datetime.now(office.settings.zone).date())
        try:
            with file.open("rb") as opened:
                content = opened.read(LONGEST_FILE + 1)
            if len(content) > LONGEST_FILE:
                stop("Le fichier est trop gros : partagez-le.", BAD_USAGE)
            with lease(office.ledger, LEASE, _PATIENCE):
                stored = store_nirs(office, pull, content)
        except OSError as error:
            stop(f"{file} ne peut pas être lu : {disk_reason(error)}.", BAD_USAGE)
        except NirFileUnreadable as error:
            stop(str(error), BAD_USAGE)
        except (NirKeyUnavailable, *STOPPERS) as error:
            stop(str(error))
    kept = "NIR chiffré" if stored.kept < 2 else "NIR chiffrés"
    out.print(french(f"{stored.kept} {kept}. Supprimez {file} maintenant, et videz la corbeille."), markup=False)
    for sentence in stored.refused:
        err.print(french(sentence), style="red", markup=False, soft_wrap=True)
    if stored.refused:
        raise typer.Exit(TO_SEE)
