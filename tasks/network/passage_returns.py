"""The returns dropped in « cpf/retours »: what was accepted, what was not and why (LAW-10)."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.cpf import UNKNOWN
from config.disk import disk_reason
from domain.network.passage import Passage, Reply
from domain.network.passage_identity import RULE
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Command
from domain.refusal import Refusal
from tasks.cpf.blanking import blanked, blanked_return
from tasks.cpf.returns import Return, ReturnUnreadable, read_return
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_some
from tasks.mail.text import one_line
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.passages import PASSAGES
from tasks.whole_file import write_whole

_BY = "retour de la Caisse des dépôts"
_E = PassageEvent


def returns_folder(office: Office) -> Path:
    return office.settings.cpf_folder / "retours"


def kept_returns(office: Office) -> Path:
    """Where a return goes once everything in it was taken."""
    return returns_folder(office) / "traites"


def take_returns(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every return of the folder. One that is not understood in whole stays there, and « Anomalies » says why."""
    for path in sorted(returns_folder(office).glob("*.[xX][mM][lL]")):
        try:
            if path.stat().st_size > office.config.cpf.max_return_bytes:
                raise ReturnUnreadable("le fichier est trop gros")
            content = path.read_bytes()
            found = read_return(content)
        except (OSError, ReturnUnreadable) as error:
            said = str(error) if isinstance(error, ReturnUnreadable) else disk_reason(error)
            _refuse(feedback, path, f"{said}. Reprenez-le sur le portail, ou retirez-le")
            continue
        source = f"retour_{found.flux}_{hashlib.sha256(content).hexdigest()[:12]}.xml"
        if _take(office, pull, feedback, path, found, source):
            _keep(path, content, kept_returns(office) / source)


def _keep(path: Path, content: bytes, kept: Path) -> None:
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(kept, blanked_return(content), mode=0o600)
    path.unlink()


def _refuse(feedback: Feedback, path: Path, said: str) -> None:
    message = blanked(f"retour « {one_line(path.name)[:80]} » : {said}.")
    feedback.refuse(PASSAGES, None, Refusal(message, RULE, "Retours"))


def _take(office: Office, pull: Pull, feedback: Feedback, path: Path, found: Return, source: str) -> bool:
    """Whether all that it says was taken, now or before."""
    said = {**dict.fromkeys(found.accepted, ""), **found.rejected}
    with office.ledger.reading() as connection:
        views = read_some(connection, PASSAGE, list(said))
    strange = list(_strange(found, said, views))
    for sentence in strange:
        _refuse(feedback, path, f"{sentence}. Étudiez-le, puis rangez le fichier dans « traites »")
    commands = [
        _command(office, view, found, said[ref], ref in found.rejected, source, pull)
        for ref, view in views.items()
        if view.facts.flux == found.flux and not _replied(view.facts, found.flux)
    ]
    feedback.take(PASSAGES, apply_commands(office, pull.team, commands, PASSAGE), {})
    return not strange


def _strange(found: Return, said: Mapping[str, str], views: Mapping[str, View[Passage]]) -> Iterator[str]:
    if not said:
        yield "il ne parle d’aucun passage"
    for ref in said:
        view = views.get(ref)
        if view is None:
            yield f"il parle d’un passage inconnu, « {one_line(ref)[:40]} »"
        elif all(sent.flux != found.flux for sent in view.facts.sent):
            yield f"{ref} n’est pas parti dans ce fichier"


def _replied(facts: Passage, flux: str) -> bool:
    return any(reply.flux == flux for reply in facts.replies)


def _command(
    office: Office, view: View[Passage], found: Return, message: str, is_rejected: bool, source: str, pull: Pull
) -> Command:
    known = office.config.cpf.meaning(message) if is_rejected else None
    accepted = not is_rejected or bool(known and known.is_success)
    reply = Reply(
        flux=found.flux, treatment=found.treatment, on=pull.on, accepted=accepted, message=message,
        code=(known.code if known else UNKNOWN) if is_rejected else "", source=source,
    )  # fmt: skip
    update = {"replies": (*view.facts.replies, reply)} | ({"matched_on": pull.on} if accepted else {})
    if accepted:
        event = _E.MATCHED
    else:
        is_first = view.state is PassageState.EXPORTED
        event = _E.REJECTED_UNKNOWN if known is None and is_first else _E.REJECTED
    return Command(f"cpf-return:{found.flux}:{view.ref}", view.ref, event, pull.on, _BY, update)
