"""The files of the flux on disk: made from the ledger until a return answers them, then archived without their NIR.

A file is written once and is never changed: what was deposited is what it holds.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from config.disk import disk_reason
from domain.network.passage import Passage
from domain.network.passage_identity import RULE
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageState
from domain.refusal import Refusal
from tasks.cpf.flux import NAMESPACE, Flux, flux_xml
from tasks.cpf.keys import NirKeyUnavailable
from tasks.cpf.xml import XmlRefused, local, parsed
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.network.clear_nirs import read_clear
from tasks.office import Office, Pull
from tasks.tabs.passages import PASSAGES
from tasks.whole_file import write_whole

_WAITING = (PassageState.EXPORTED, PassageState.EXPORTED_AGAIN)
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ERASED = "effacé"
#: in a file that is no XML any more, whatever surrounds it
_NIR = re.compile(rb"[12378]\d{4}(?:\d\d|2[AB])\d{6}")


def archived(folder: Path) -> Path:
    """Where the files go once a return has answered them."""
    return folder / "archives"


def write_fluxes(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every file that waits for its return is there; the others are archived, those answered in part included."""
    folder = office.settings.cpf_folder
    with office.ledger.reading() as connection:
        waiting = [view.facts for view in read_subjects(connection, PASSAGE, _WAITING)]
    if not waiting and not folder.exists():
        return
    fluxes: dict[str, list[Passage]] = defaultdict(list)
    for facts in waiting:
        fluxes[facts.flux].append(facts)
    try:
        for place in (folder, archived(folder), folder / "retours" / "traites"):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, passages in fluxes.items():
            _write(office, folder / f"{name}.xml", passages)
        for path in folder.glob("*.xml"):
            if _OURS.fullmatch(path.stem) and not _waits(path, fluxes.get(path.stem, ())):
                _archive(path, archived(folder))
    except (OSError, NirKeyUnavailable) as error:
        said = str(error).rstrip(".") if isinstance(error, NirKeyUnavailable) else disk_reason(error)
        refusal = Refusal(f"les fichiers du flux ne peuvent pas être écrits : {said}.", RULE, "Fichier")
        feedback.refuse(PASSAGES, None, refusal)


def _write(office: Office, path: Path, passages: list[Passage]) -> None:
    if path.exists() or (archived(path.parent) / path.name).exists():
        return
    sent = passages[0].sent[-1]
    nirs = read_clear(office, sent.contract, [facts.ref for facts in passages])
    write_whole(path, flux_xml(Flux(sent, passages), nirs), mode=0o600)


def _waits(path: Path, waiting: Sequence[Passage]) -> bool:
    """Whether nobody in the file was answered: it was deposited otherwise, and its NIR have served.

    Nor has a NIR of theirs been erased since the deposit, for want of an answer.
    """
    if not waiting or any(_forgotten(facts) for facts in waiting):
        return False
    try:
        root = parsed(path.read_bytes())
    except XmlRefused:
        return True
    return sum(1 for _ in root.iter(f"{{{NAMESPACE}}}idTechnique")) <= len(waiting)


def _forgotten(facts: Passage) -> bool:
    deposited, purged = facts.sent[-1].deposited_on, facts.nir_purged_on
    return deposited is not None and purged is not None and purged > deposited


def _archive(path: Path, folder: Path) -> None:
    """The NIR was in clear for the deposit alone: the copy that stays has none."""
    write_whole(folder / path.name, _without_nirs(path.read_bytes()), mode=0o600)
    path.unlink()


def _without_nirs(content: bytes) -> bytes:
    try:
        root = parsed(content)
    except XmlRefused:  # somebody changed it: kept as it is, in one byte a sign
        return _NIR.sub(_ERASED.encode(), content.replace(b"\0", b""))
    for item in root.iter():
        if local(item) == "nir":
            item.text = _ERASED
    kept: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return kept
