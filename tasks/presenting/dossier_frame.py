"""What every document of a dossier has: its frame, and the day that the application was received."""

from config.loader import Config
from domain.calendar import format_date
from domain.dossier import Dossier
from tasks.ledger.drafts import Moment
from tasks.presenting.frame import PartnerFrame


class DossierFrame(PartnerFrame[Dossier]):
    """One dossier at one moment, for the functions that write its documents."""

    def __init__(self, moment: Moment[Dossier], config: Config) -> None:
        super().__init__(moment, config)
        self.dossier = self.facts

    def card(self) -> list[list[str]]:
        received = ["Reçu le", format_date(self.dossier.received_on)]
        return [*super().card()[:3], received, *super().card()[3:]]
