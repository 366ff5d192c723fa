"""What is known of one passage: a holder whose certification is told to the CPF information system (NET-21, LAW-10).

The NIR is not here: it is encrypted in a table of its own, and no fact, journal line or report holds it.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.exams.award import Holder
from domain.exams.person import Birth
from domain.exams.vocabulary import Route
from domain.facts import Facts, Part
from domain.figures import Figures
from domain.network.passage_vocabulary import AccessMode, Initiative, Profile


class Depositor(StrEnum):
    """`natureDeposant`."""

    CERTIFIER = "CERTIFICATEUR"
    TRUSTED_THIRD_PARTY = "TIERS_CONFIANCE"


class Contract(Figures):
    """The certifier at the Caisse des dépôts: `[cpf]` of organisation.toml.

    Args:
        client_id: « 12ABC345 », of the issuer and of the certifier.
        contract_id: « MCFCER000123 ».
    """

    client_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{8}$")]
    contract_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,20}$")]
    profile: Profile = Profile.V112
    depositor: Depositor = Depositor.CERTIFIER


class Sent(Part):
    """One export. A file is made again from it, to the letter, when a run was cut before writing it.

    Args:
        flux: idFlux, which is the name of the file too.
        stamp: horodatage, with its offset.
    """

    flux: str
    stamp: datetime
    contract: Contract
    deposited_on: date | None = None


class Reply(Part):
    """What the return says of one export.

    Args:
        message: word for word but for a NIR; empty when accepted without one.
        code: of the message in cpf.toml; « inconnu » when it is not there.
        source: name under which the return is kept.
    """

    flux: str
    treatment: str
    on: date
    accepted: bool
    message: str = ""
    code: str = ""
    source: str = ""


class Supplement(Part):
    """What staff add to what the registration knows, and what they correct after a rejection.

    Args:
        insee_code: of the place of birth, five signs: a commune, or a country (99…).
        country_code: three signs.
        training_file: number of the CPF dossier, another way to identify the holder.
        birth_name, first_names, birth: as the holder corrected them; `proof` says from what.
    """

    insee_code: str = ""
    country_code: str = ""
    training_file: str = ""
    access: AccessMode | None = None
    initiative: Initiative | None = None
    birth_name: str = ""
    first_names: str = ""
    birth: tuple[int, int | None, int | None] | None = None
    proof: str = ""

    @property
    def corrects_identity(self) -> bool:
        return bool(self.birth_name or self.first_names or self.birth)


class Correction(Part):
    """A correction of an accepted passage: asked by the Caisse des dépôts, or owed to a withdrawal (M2I-48)."""

    asked_on: date
    is_withdrawal: bool = False
    done_on: date | None = None


class Passage(Facts):
    """One passage; `parent` is the session, and its reference is the idTechnique of the flux.

    Args:
        exams: first and last day of the session.
        registered_on: dateInscription.
        nir_on, nir_purged_on: the days that a NIR was received, then erased; never the number.
    """

    certificate: str
    candidacy: str
    holder: Holder
    email: str
    route: Route
    registered_on: date
    exams: tuple[date, date]
    delivered_on: date
    valid_until: date | None = None
    supplement: Supplement = Supplement()
    sent: tuple[Sent, ...] = ()
    replies: tuple[Reply, ...] = Field(())
    matched_on: date | None = None
    nir_on: date | None = None
    nir_purged_on: date | None = None
    correction: Correction | None = None

    @property
    def natural_key(self) -> str:
        return self.certificate

    @property
    def name(self) -> str:
        return self.holder.name

    @property
    def flux(self) -> str:
        """The last file that it left in; empty before."""
        return self.sent[-1].flux if self.sent else ""

    @property
    def reply(self) -> Reply | None:
        """The last one."""
        return self.replies[-1] if self.replies else None

    @property
    def has_nir(self) -> bool:
        """Whether a NIR is kept for it today."""
        return self.nir_on is not None and self.nir_purged_on is None

    @property
    def access(self) -> AccessMode | None:
        """What staff typed, else what the route says beyond doubt: a training may be initial or continuing (M2I-25)."""
        return self.supplement.access or {Route.VAE: AccessMode.VAE, Route.EXPERIENCE: AccessMode.FREE}.get(self.route)

    @property
    def birth(self) -> Birth:
        """As corrected."""
        typed = self.supplement.birth
        if typed is None:
            return self.holder.birth
        year, month, day = typed
        return self.holder.birth.model_copy(update={"year": year, "month": month, "day": day})
