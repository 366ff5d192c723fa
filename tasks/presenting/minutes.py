"""Which function writes each document of a dossier: the data that `templates/documents/record.typ` is given."""

from collections.abc import Callable, Mapping
from functools import partial

from domain.correspondence import Paper, Pv
from domain.kits import KitKind
from tasks.presenting import (
    commission_minutes,
    conformity_minutes,
    ending_minutes,
    habilitation_minutes,
    procedure_minutes,
    scoring_minutes,
)
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data

_WRITERS: Mapping[Pv | Paper, Callable[[DossierFrame], Data]] = {
    Pv.REJECTED_ON_SCORE: scoring_minutes.rejected,
    Paper.COMMISSION_FILE: scoring_minutes.commission_file,
    Pv.COMMISSION_ACCEPTED: commission_minutes.accepted,
    Pv.COMMISSION_REFUSED: commission_minutes.refused,
    Pv.CLOSED_WITHOUT_ACTION: ending_minutes.closed,
    Pv.WITHDRAWN: ending_minutes.withdrawn,
    Pv.EXTENSION: ending_minutes.extended,
    Paper.DELIVERY_SLIP: conformity_minutes.session_slip,
    Paper.EVALUATION_KIT_SLIP: conformity_minutes.slip,
    Paper.KIT_COMMUNICATION: partial(conformity_minutes.kit, kind=KitKind.COMMUNICATION),
    Paper.KIT_PEDAGOGY: partial(conformity_minutes.kit, kind=KitKind.PEDAGOGY),
    Paper.TECHNICAL_FILE: partial(conformity_minutes.kit, kind=KitKind.TECHNICAL_FILE),
    Paper.KIT_QUALITY: partial(conformity_minutes.kit, kind=KitKind.QUALITY),
    Paper.KIT_EVALUATION: partial(conformity_minutes.kit, kind=KitKind.EVALUATION),
    Paper.AGREEMENT: conformity_minutes.convention,
    Paper.REGULATION: conformity_minutes.regulation,
    Paper.CHARTER: conformity_minutes.charter,
    Pv.HABILITATION_LOST: conformity_minutes.lost,
    Pv.HABILITATION: habilitation_minutes.habilitation,
    Pv.EXPIRED: habilitation_minutes.expired,
    Pv.RENEWAL: procedure_minutes.renewed,
    Pv.SUSPENSION: procedure_minutes.suspended,
    Pv.GRIEVANCES: procedure_minutes.grievances,
    Pv.OBSERVATIONS: procedure_minutes.observations,
    Pv.TERMINATION: procedure_minutes.terminated,
    Pv.SUSPENSION_LIFTED: procedure_minutes.lifted,
}


class Minutes(DossierFrame):
    """Writes the documents of one dossier at one moment."""

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: which document; a workstream's own are in `tasks.presenting.workstream_minutes`.
        """
        return self.frame(kind) | _WRITERS[kind](self)
