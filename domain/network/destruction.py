"""A lot of data whose time is over: proposed, confirmed by a person, erased, with minutes that name nobody (RGPD)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.dossier import Attendee
from domain.facts import Facts, Part
from domain.network.retention import Kept
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit

RULE = "RGPD"
DECISION, MOTIVE, CONFIRMED_BY = "Décision", "Motif", "Confirmé par"


class DestructionState(Labelled):
    PROPOSED = "PROPOSEE", "À confirmer"
    CONFIRMED = "CONFIRMEE", "Effacement décidé"
    ERASED = "EFFACEE", "Effacé"
    KEPT = "CONSERVEE", "Conservé par décision"


class DestructionEvent(Labelled):
    PROPOSED = "destruction_proposed", "Effacement proposé"
    CONFIRMED = "destruction_confirmed", "Effacement décidé"
    KEPT = "destruction_refused", "Conservation décidée"
    ERASED = "data_erased", "Données effacées"


class Volume(Part):
    """How much there is of each kind of data."""

    subjects: int = 0
    events: int = 0
    documents: int = 0
    mails: int = 0
    declarations: int = 0
    pages: int = 0


class ErasedEvents(Part):
    """A subject and the number of its last event whose content is erased: those after it are others'."""

    subject: str
    until: int


class DestructionDecision(Part):
    """Who decided, on which day; `motive` says why what is due is kept all the same."""

    decided_by: Attendee
    decided_on: date
    motive: str = ""


class Destruction(Facts):
    """One lot. It names nobody: references, kinds, dates and numbers only.

    Args:
        root: the dossier or the session that the lot is made of; empty for e-mails.
        since, due_on: start and end of the duration.
        sent_until: of e-mails, the day of the last ones.
        events, documents, pages, fluxes: what the decision covers, fixed on its day: nothing else is erased under it.
        pages: SHA-256 of pages that an audit read; one that others name too stays until the last of them is erased.
        fluxes: files of the CPF flux and of its returns, alike.
    """

    kept: Kept
    root: str = ""
    since: date
    due_on: date
    sent_until: date | None = None
    volume: Volume
    decision: DestructionDecision | None = None
    events: tuple[ErasedEvents, ...] = ()
    documents: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    fluxes: tuple[str, ...] = ()
    erased_on: date | None = None

    @property
    def natural_key(self) -> str:
        return f"{self.kept}:{self.root}"[:40]

    @property
    def name(self) -> str:
        return f"{self.kept.label} {self.root}".strip()


def _kept_for_a_reason(
    facts: Destruction, on: date, figures: Certification, before: Destruction
) -> Refusal | None:  # fmt: skip
    """To keep data after their time needs a reason that an inspector can read."""
    if facts.decision and facts.decision.motive.strip():
        return None
    return Refusal("conserver des données au-delà de leur durée demande un motif. Écrivez-le.", RULE, MOTIVE)


def _decided(facts: Destruction, on: date, figures: Certification, before: Destruction) -> Refusal | None:
    """Nothing is erased before its time, nor without somebody's decision."""
    if facts.decision is None:
        return Refusal("une personne confirme l’effacement. Indiquez qui.", RULE, CONFIRMED_BY)
    if facts.due_on > on:
        return Refusal("la durée de conservation court encore. Attendez sa fin.", RULE, DECISION)
    return None


_S, _E = DestructionState, DestructionEvent

# fmt: off
TRANSITIONS: tuple[Transition[Destruction], ...] = (
    Transition(source=None, event=_E.PROPOSED, target=_S.PROPOSED, rule=RULE),
    Transition(source=_S.PROPOSED, event=_E.CONFIRMED, target=_S.CONFIRMED, rule=RULE, guards=(_decided,)),
    Transition(source=_S.PROPOSED, event=_E.KEPT, target=_S.KEPT, rule=RULE, guards=(_decided, _kept_for_a_reason)),
    Transition(
        source=_S.CONFIRMED, event=_E.ERASED, target=_S.ERASED, rule=RULE, pv=Pv.DESTRUCTION,
        mails=(Mail.DATA_ERASED,),
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Destruction, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """No clock: a duration that is over stays over until somebody decides."""
    return None


DESTRUCTION = Process(
    kind="destruction", prefix="DEST", noun="un lot à effacer", facts=Destruction, states=DestructionState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
