"""Guards of a check: what is read, and when it may be concluded.

`check` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.network.check import CheckedItem, NetworkCheck
from domain.network.check_vocabulary import CheckKind, CheckVerdict
from domain.network.nonconformity_guards import LONGEST_ACTION
from domain.partnership_guards import too_long
from domain.process import Guard
from domain.refusal import Refusal

VERDICT, OBSERVATION, CORRECTION, OWNER, DUE_ON = (
    "Verdict", "Observation", "Correction demandée", "Responsable de la correction", "À corriger avant le"
)  # fmt: skip
CONCLUSION, CONCLUDED_ON, CONCLUDED_BY = "Conclusion", "Mené le", "Conclu par"


def same_items(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    """The list of a check does not change once it is open: the same for all partners (QUA-03)."""
    if [item.code for item in check.items] == [item.code for item in before.items]:
        return None
    return Refusal("la liste des points d’un contrôle ouvert ne change plus.", "QUA-03", VERDICT)


def every_item_judged(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    """Each item has its verdict: nothing of the chain is left out (QUA-08)."""
    missing = [item.code for item in check.items if item.verdict is None]
    if not missing:
        return None
    message = f"il reste à juger, dans « Points de contrôle » : {', '.join(missing)}. Donnez à chacun son verdict."
    return Refusal(message, "QUA-08", VERDICT)


def explained(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    """A verdict that nobody could follow without a word says it; a failure has its correction (QUA-09)."""
    for item in check.items:
        refusal = unexplained(item) or _uncorrected(item, check, on) or too_long(OBSERVATION, item.observation)
        if refusal is not None:
            return refusal
    return too_long(CONCLUSION, check.conclusion)


def unexplained(item: CheckedItem) -> Refusal | None:
    """An observation is due for a failure, and for any verdict that the proposal does not lead to."""
    if item.observation.strip() or item.verdict is None:
        return None
    if item.verdict is CheckVerdict.NON_CONFORMING:
        return Refusal(f"{item.code} : dites ce qui n’est pas conforme.", "QUA-09", OBSERVATION)
    if item.verdict is CheckVerdict.NOT_APPLICABLE and item.proposal is not CheckVerdict.NOT_APPLICABLE:
        return Refusal(f"{item.code} : dites pourquoi le point est sans objet.", "QUA-08", OBSERVATION)
    if item.verdict is CheckVerdict.CONFORMING and item.proposal is CheckVerdict.NON_CONFORMING:
        message = f"{item.code} : le relevé automatique dit le contraire. Dites ce qui rend le point conforme."
        return Refusal(message, "QUA-09", OBSERVATION)
    return None


def _uncorrected(item: CheckedItem, check: NetworkCheck, on: date) -> Refusal | None:
    if item.verdict is not CheckVerdict.NON_CONFORMING:
        return None
    asked = item.correction
    if asked is None or not asked.action.strip() or not asked.owner.strip():
        return Refusal(f"{item.code} : dites la correction demandée et qui en répond.", "QUA-09", CORRECTION)
    if check.concluded_on is not None and not on < asked.due_on <= on + LONGEST_ACTION:
        message = (
            f"{item.code} : la correction se fait après le contrôle, entre demain et un an, pas au "
            f"{format_date(asked.due_on)}. Corrigez la date."
        )
        return Refusal(message, "QUA-09", DUE_ON)
    return too_long(CORRECTION, asked.action)


def signed_and_dated(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    """By somebody, on a day between the opening and today (MIK-88)."""
    if check.concluded_by is None:
        return Refusal("indiquez qui a mené le contrôle.", "MIK-88", CONCLUDED_BY)
    if check.concluded_on is None or not check.opened_on <= check.concluded_on <= on:
        opened = format_date(check.opened_on)
        return Refusal(f"le contrôle se date entre son ouverture, le {opened}, et aujourd’hui.", "MIK-88", CONCLUDED_ON)
    return None


def supports_read(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    """The communication is looked at before anybody concludes of it (NET-13)."""
    if check.read_on is not None:
        return None
    message = "les supports du partenaire n’ont pas encore été relevés : ils le seront au prochain passage."
    return Refusal(message, "NET-13", CONCLUDED_BY)


def read_once(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
    return None if before.read_on is None else Refusal("les supports de ce contrôle sont déjà relevés.", "NET-13")


def of_kind(kind: CheckKind) -> Guard[NetworkCheck]:
    """The minutes are those of the kind of check."""

    def guard(check: NetworkCheck, on: date, figures: Certification, before: NetworkCheck) -> Refusal | None:
        return None if check.kind is kind else Refusal(f"ce contrôle est « {check.kind.label} ».", "O-10")

    return guard


CONCLUDING = (same_items, supports_read, signed_and_dated, every_item_judged, explained)
