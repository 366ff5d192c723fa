"""What a check looks at the day that it opens: sample, then one line for each thing to judge (QUA-03, QUA-08)."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.audit import Support, SupportType
from domain.certification import Certification
from domain.network.check import CheckedItem, Sample
from domain.network.check_vocabulary import CheckKind, CheckVerdict
from domain.network.checklist import ControlChecklist, ControlItem
from domain.network.observed import Observed, risk_of_candidacy, risk_of_session, risks
from domain.network.proposals import AUTOMATIC, Look, Proposed
from domain.network.sampling import draw, spread

_TO_READ = "À relever au prochain passage."
_NO_EDOF = "Aucune offre EDOF déclarée."
_IN_EDOF = "L’offre se consulte dans EDOF, avec un compte."


def sample_of(seed: str, kind: CheckKind, observed: Observed, figures: Certification, signed_on: date) -> Sample:
    """Sessions by risk, more of them for a partner at risk; candidacies spread over them (REF-23)."""
    cadence, found = figures.checks.of(kind), list(risks(observed, figures, signed_on))
    size = cadence.sessions + sum(more for more, _ in found)
    ranked = [(risk_of_session(seen), seen.facts.ref) for seen in observed.sessions]
    sessions = draw(seed, ranked, size)
    groups = [
        [(risk_of_candidacy(seen), seen.facts.ref) for seen in observed.presented if seen.facts.parent == session]
        for session in sessions
    ] or [[(risk_of_candidacy(seen), seen.facts.ref) for seen in observed.trained]]
    return Sample(
        seed=seed, sessions=sessions, candidacies=spread(seed, groups, cadence.candidacies), population=len(ranked),
        risks=tuple(why for _, why in found),
    )  # fmt: skip


def items_of(
    checklist: ControlChecklist, kind: CheckKind, look: Look, supports: Sequence[Support]
) -> tuple[CheckedItem, ...]:
    """Every line of a check, with what the register proposes; pages are read afterwards."""
    return tuple(line for item in checklist.of(kind) for line in _lines(item, look, supports))


def _lines(item: ControlItem, look: Look, supports: Sequence[Support]) -> Iterator[CheckedItem]:
    if item.auto == "supports":
        pages = [support for support in supports if support.url or support.type is not SupportType.EDOF]
        for support in pages:
            label = f"{item.label} : {support.type.label}"
            yield _line(item, (None, _TO_READ), f"{item.code}.{support.number}", label, support.number)
    elif item.auto == "engagements":
        for number, engagement in enumerate(look.figures.engagements, start=1):
            yield _line(item, (None, ""), f"{item.code}.{number}", f"{item.label} : {engagement}")
    elif item.auto == "edof":
        has_offer = any(support.type is SupportType.EDOF for support in supports)
        yield _line(item, (None, _IN_EDOF) if has_offer else (CheckVerdict.NOT_APPLICABLE, _NO_EDOF))
    else:
        yield _line(item, AUTOMATIC[item.auto](look) if item.auto else (None, ""))


def _line(item: ControlItem, proposed: Proposed, code: str = "", label: str = "", support: int = 0) -> CheckedItem:
    return CheckedItem(
        code=code or item.code, section=item.section, label=label or item.label, rule=item.rule,
        indicator=item.indicator, gravity=item.gravity, action=item.action, proposal=proposed[0], evidence=proposed[1],
        support=support,
    )  # fmt: skip
