"""Reads checks.toml, the coded checklist of the network (QUA-01); one that would leave a link out is refused."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from config.files import ConfigError, read_toml, validated
from config.rules import load_rules
from domain.network.check_vocabulary import CheckKind, CheckSection
from domain.network.checklist import ControlChecklist
from domain.network.nonconformity_vocabulary import Gravity
from domain.network.proposals import AUTOMATIC, EXPANDED

FILE = "checks.toml"
#: QUA-08: the whole chain; NET-13: what is published of it
CHAIN = (CheckSection.TRAINING, CheckSection.ASSESSMENT, CheckSection.AWARD, CheckSection.COMMUNICATION)


def load_control_checklist(folder: Path) -> ControlChecklist:
    """The checklist of `folder`/checks.toml.

    Raises:
        ConfigError: absent, unreadable, a code twice, a rule or an automatic proposal that does not exist, a gravity
            without its days, a semester audit without a section of QUA-08, or a cadence without any item.
    """
    path = folder / FILE
    checklist = validated(ControlChecklist, read_toml(path), path)
    for reason in _faults(checklist):
        raise ConfigError(f"{FILE}, {reason}.")
    return checklist


def _faults(checklist: ControlChecklist) -> Iterator[str]:
    twice = [code for code, times in Counter(item.code for item in checklist.items).items() if times > 1]
    if twice:
        yield f"clé « items.code » : « {twice[0]} » y figure plusieurs fois. Donnez un code à chaque point"
    yield from _unknown(checklist)
    for gravity in Gravity:
        if gravity not in checklist.correction_days:
            yield f"clé « correction_days » : ajoutez {gravity.value}, en jours"
    yield from _left_out(checklist)


def _unknown(checklist: ControlChecklist) -> Iterator[str]:
    """Names that stand for nothing."""
    rules, known = load_rules(), (*AUTOMATIC, *EXPANDED)
    for item in checklist.items:
        if item.rule not in rules:
            yield f"point {item.code}, clé « rule » : « {item.rule} » n’est pas une règle connue. Corrigez-la"
        if item.auto and item.auto not in known:
            yield (
                f"point {item.code}, clé « auto » : « {item.auto} » n’est pas un relevé connu. Choisissez parmi : "
                f"{', '.join(known)}"
            )


def _left_out(checklist: ControlChecklist) -> Iterator[str]:
    for section in CHAIN:
        if section not in {item.section for item in checklist.of(CheckKind.SEMESTER)}:
            yield (
                f"clé « items.section » : l’audit semestriel n’a aucun point « {section.value} ». Ajoutez-en un : il "
                "porte sur toute la chaîne (QUA-08)"
            )
    for kind in CheckKind:
        if not checklist.of(kind):
            yield f"clé « items.kinds » : aucun point pour « {kind.value} ». Ajoutez-en un"
