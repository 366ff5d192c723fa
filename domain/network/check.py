"""One check of one partner: what is looked at, what is proposed, what a person says of it (MIK-58, MIK-88)."""

from datetime import date

from domain.audit import Support
from domain.communication import ReadSupport
from domain.conformity import WorkstreamFacts
from domain.dossier import Attendee
from domain.facts import Part
from domain.network.check_vocabulary import CheckKind, CheckSection, CheckVerdict
from domain.network.nonconformity_vocabulary import Gravity


class Correction(Part):
    """What the partner has to put right, by whom and by when (QUA-09)."""

    action: str
    owner: str
    due_on: date


class CheckedItem(Part):
    """One line of the check.

    Args:
        code: of the checklist; « E8.2 » for the second of several things that one item looks at.
        proposal: what the ledger or the page says; None when it is left to the person.
        evidence: why, in French.
        support: number of the support that it speaks of; 0 for none.
        verdict, observation, correction: what the person said; a correction for each failure.
    """

    code: str
    section: CheckSection
    label: str
    rule: str
    indicator: str = ""
    gravity: Gravity
    action: str
    proposal: CheckVerdict | None = None
    evidence: str = ""
    support: int = 0
    verdict: CheckVerdict | None = None
    observation: str = ""
    correction: Correction | None = None


class Sample(Part):
    """What is looked at in detail, reproducible: `seed` is the reference of the command that opened the check.

    Args:
        risks: why this partner's sample is larger, in French (REF-23).
        population: how many sessions it was drawn from.
    """

    seed: str
    sessions: tuple[str, ...] = ()
    candidacies: tuple[str, ...] = ()
    population: int = 0
    risks: tuple[str, ...] = ()


class PastCheck(Part):
    """A check of before, as the history of a partner keeps it (MIK-89)."""

    ref: str
    kind: CheckKind
    concluded_on: date
    conforming: int
    failed: tuple[str, ...]


class NetworkCheck(WorkstreamFacts):
    """One check; `parent` is the dossier.

    Args:
        due_on: last day; counted from `counted_from`, the signature, then the last check of that kind (MIK-88).
        since: the activity that it looks at begins there: the day that the one before was opened.
        checklist: version of the coded list (QUA-01).
        regulation: version of the réglementation that the partner signed, with its fingerprint (MIK-88).
        learners: references of the candidacies of the partner's own learners in the period (LAW-04).
        supports: where it communicates. readings: as they were read; `read_on` is None until they were (NET-13).
        history: the checks of before, for the annual review (MIK-89).
        declared: the learners that the partner says it trained, by name; `not_enrolled`: those without a registration.
        conclusion: in the words of who concludes.
    """

    kind: CheckKind
    counted_from: date
    due_on: date
    since: date
    checklist: str
    regulation: tuple[str, str] = ("", "")
    sample: Sample
    items: tuple[CheckedItem, ...]
    learners: tuple[str, ...] = ()
    supports: tuple[Support, ...] = ()
    readings: tuple[ReadSupport, ...] = ()
    read_on: date | None = None
    history: tuple[PastCheck, ...] = ()
    declared: tuple[str, ...] = ()
    not_enrolled: tuple[str, ...] = ()
    conclusion: str = ""
    concluded_by: Attendee | None = None
    concluded_on: date | None = None

    @property
    def natural_key(self) -> str:
        """A partner has checks of three kinds: with the SIRET alone none would be told from another."""
        return f"{self.kind.value}:{self.partner.siret}"

    @property
    def failed(self) -> tuple[CheckedItem, ...]:
        return tuple(item for item in self.items if item.verdict is CheckVerdict.NON_CONFORMING)

    @property
    def past(self) -> PastCheck | None:
        """What the history of the partner keeps of it once it is concluded (MIK-89)."""
        if self.concluded_on is None:
            return None
        conforming = sum(1 for item in self.items if item.verdict is CheckVerdict.CONFORMING)
        failed = tuple(f"{item.code} – {item.label}" for item in self.failed)
        return PastCheck(ref=self.ref, kind=self.kind, concluded_on=self.concluded_on, conforming=conforming,
                         failed=failed)  # fmt: skip
