"""Partners × items: what the last check of each partner said of each item of the one checklist (QUA-03)."""

from collections.abc import Iterable, Mapping

from domain.network.check import NetworkCheck
from domain.network.check_vocabulary import CheckVerdict
from domain.network.outliers import Share

Verdicts = Mapping[str, CheckVerdict]

#: an item that looks at several things is as good as the worst of them
_WORST_FIRST = (CheckVerdict.NON_CONFORMING, CheckVerdict.CONFORMING, CheckVerdict.NOT_APPLICABLE)


def matrix(checks: Iterable[NetworkCheck]) -> dict[str, Verdicts]:
    """Dossier → code of an item → verdict of the last concluded check that looked at it."""
    found: dict[str, dict[str, CheckVerdict]] = {}
    concluded = [(check.concluded_on, check.ref, check) for check in checks if check.concluded_on]
    for _, _, check in sorted(concluded, key=lambda item: item[:2]):
        found.setdefault(check.parent, {}).update(_verdicts(check))
    return dict(found)


def conforming(rows: Mapping[str, Verdicts], code: str) -> Share:
    """The partners that conform on one item, of those to whom it applies."""
    said = [verdicts[code] for verdicts in rows.values() if code in verdicts]
    applies = [verdict for verdict in said if verdict is not CheckVerdict.NOT_APPLICABLE]
    return Share(sum(verdict is CheckVerdict.CONFORMING for verdict in applies), len(applies))


def _verdicts(check: NetworkCheck) -> dict[str, CheckVerdict]:
    found: dict[str, list[CheckVerdict]] = {}
    for item in check.items:
        if item.verdict is not None:
            found.setdefault(item.code.partition(".")[0], []).append(item.verdict)
    return {code: min(verdicts, key=_WORST_FIRST.index) for code, verdicts in found.items()}
