"""`certiflow move-ledger`: from the file of a laptop to a server."""

from typing import Annotated

import typer

from flows.console import out, stop, the_office
from flows.stoppers import STOPPERS
from tasks.ledger.database import open_ledger
from tasks.ledger.leases import AlreadyRunning
from tasks.ledger.moving import copy_ledger
from tasks.mail.typography import count, french

Address = Annotated[str, typer.Argument(metavar="ADRESSE", help="postgresql://… d’une base vide.")]


def move_ledger(address: Address) -> None:
    """Copie le registre dans une autre base, la vérifie. Le registre de départ reste tel quel."""
    try:
        with the_office() as office:
            target = open_ledger(address)
            try:
                head = copy_ledger(office.ledger, target)
            finally:
                target.close()
    except (AlreadyRunning, *STOPPERS) as error:
        stop(str(error))
    out.print(
        french(
            f"Registre copié et vérifié : {count(head.count, 'événement')}. Indiquez cette adresse dans "
            "CERTIFLOW_LEDGER_URL avant le prochain passage."
        )
    )
