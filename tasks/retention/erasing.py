"""Erases what somebody confirmed. First the ledger, in one transaction; then files; then it is said to be done.

Cut anywhere, the next run goes on: what is confirmed and not said to be erased is erased again, which changes nothing
of what already was. The journal stays whole: it holds the hash of what is gone, and the decision that covers it.
"""

import json
import secrets
import shutil
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, or_, select, update

from domain.exams.certificate import Certificate
from domain.network.destruction import DESTRUCTION, Destruction, DestructionEvent, DestructionState
from domain.network.retention import remainder
from domain.process import Command
from domain.processes import BY_KIND
from tasks.feedback import Feedback
from tasks.ledger.leases import renew
from tasks.ledger.nirs import erase_nirs
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.schema import anomalies, deadlines, documents, journal, outbox, payloads, subjects, submissions
from tasks.network.flux_files import archived
from tasks.network.passage_returns import kept_returns
from tasks.office import Office, Pull, apply_commands
from tasks.retention.content import DESTROYED, ERASED, FLUXES, PAGES, unnamed
from tasks.tabs import retention as tab
from tasks.web.snapshots import snapshot_path

GONE = "Effacé"
_HEAD = 16_384  # bytes: the headers of an e-mail of ours, Message-ID among them


def erase_confirmed(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every lot whose erasure was decided."""
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, DESTRUCTION, {DestructionState.CONFIRMED}))
    for view in views:
        with office.ledger.writing() as connection:
            renew(connection)
            _erase_rows(connection, view.facts, pull.on)
        _erase_files(office, view.facts)
    if views:
        office.ledger.compact()
    for view in views:
        _say(office, view, pull, feedback)


def _erase_rows(connection: Connection, facts: Destruction, on: date) -> None:
    refs = [item.subject for item in facts.events]
    words = _names(connection, refs)
    for item in facts.events:
        covered = select(journal.c.seq).where(journal.c.subject == item.subject, journal.c.seq <= item.until)
        connection.execute(delete(payloads).where(payloads.c.seq.in_(covered)))
    _erase_subjects(connection, facts, refs, on)
    connection.execute(update(submissions).where(submissions.c.subject.in_(refs)).values(declared=""))
    connection.execute(
        update(outbox).where(outbox.c.id.in_([row["id"] for row in _mails(connection, facts)])).values(
            recipient="", subject=GONE, text="", html="", calendar="", error="", attachments="[]", pictures="[]",
            status=ERASED
        )
    )  # fmt: skip
    connection.execute(
        update(documents)
        .where(documents.c.number.in_(facts.documents), documents.c.status != DESTROYED)
        .values(data="{}", status="destroying")
    )
    erase_nirs(connection, refs)
    connection.execute(
        update(deadlines)
        .where(deadlines.c.subject.in_(refs), deadlines.c.closed_on.is_(None))
        .values(closed_on=on, closed_by=DestructionEvent.ERASED.value)
    )
    _erase_anomalies(connection, refs, words)


def _names(connection: Connection, refs: Collection[str]) -> set[str]:
    """What the anomalies of these subjects may quote: their names, the references of their rows."""
    names = connection.scalars(select(subjects.c.name).where(subjects.c.ref.in_(refs)))
    rows = connection.scalars(select(submissions.c.row_ref).where(submissions.c.subject.in_(refs)))
    return {word for word in (*names, *rows) if word and word != GONE}


def _erase_subjects(connection: Connection, facts: Destruction, refs: Collection[str], on: date) -> None:
    """With a new salt nothing can be guessed from the old digests; one that later events need stays."""
    told = select(journal.c.subject).join(payloads, payloads.c.seq == journal.c.seq)
    speaking = set(connection.scalars(told.where(journal.c.subject.in_(refs))))
    for row in connection.execute(select(subjects).where(subjects.c.ref.in_(refs))).mappings():
        if row["name"] == GONE:
            continue
        left = remainder(BY_KIND[row["kind"]].facts.model_validate_json(row["facts"]), facts.kept)
        bare = {"ref": row["ref"], "certification": row["certification"]}
        change: dict[str, object] = {
            "owner": "", "facts": left.model_dump_json() if left else json.dumps(bare),
            "name": left.name if left else GONE, "natural_key": left.natural_key if left else "",
        }  # fmt: skip
        if not isinstance(left, Certificate):  # the register of holders stays in sight
            change["erased_on"] = row["erased_on"] or on
        if row["ref"] not in speaking:
            change["salt"] = secrets.token_bytes(32)
        connection.execute(update(subjects).where(subjects.c.ref == row["ref"]).values(change))


def _mails(connection: Connection, facts: Destruction) -> list[RowMapping]:
    """Those that the decision covers, erased ones included: their files may still be there."""
    covered: ColumnElement[bool] = outbox.c.subject_ref.in_([item.subject for item in facts.events])
    if facts.sent_until:
        old = (outbox.c.on_date <= facts.sent_until) & outbox.c.status.in_(["sent", "failed", "unknown", ERASED])
        covered = or_(covered, old)
    columns = select(outbox.c.id, outbox.c.message_id, outbox.c.on_date).where(covered)
    return list(connection.execute(columns).mappings())


def _erase_anomalies(connection: Connection, refs: Collection[str], words: Collection[str]) -> None:
    known = connection.execute(select(anomalies.c.id, anomalies.c.row, anomalies.c.message)).all()
    quoted = [
        row.id for row in known
        if any(ref in row.row for ref in refs) or any(word in row.row or word in row.message for word in words)
    ]  # fmt: skip
    connection.execute(delete(anomalies).where(anomalies.c.id.in_(quoted)))


def _erase_files(office: Office, facts: Destruction) -> None:
    """Documents, pages, files of the CPF flux, e-mails on disk; one that is gone already is no fault.

    A page or a flux that another lot shares goes with the last one: both may be erased by the same run.
    """
    settings = office.settings
    with office.ledger.reading() as connection:
        mine = documents.c.number.in_(facts.documents) & documents.c.path.is_not(None)
        paths = list(connection.scalars(select(documents.c.path).where(mine)))
        mails = _mails(connection, facts)
        pages, fluxes = unnamed(connection, facts.pages, PAGES), unnamed(connection, facts.fluxes, FLUXES)
    for path in paths:
        (settings.documents_folder / path).unlink(missing_ok=True)
    for sha256 in pages:
        snapshot_path(settings.snapshots_folder, sha256).unlink(missing_ok=True)
    for flux in fluxes:
        _erase_flux(office, flux)
    for item in facts.events:
        shutil.rmtree(settings.cpf_folder / "preuves" / item.subject, ignore_errors=True)
    by_day: dict[date, set[bytes]] = {}
    for row in mails:
        by_day.setdefault(row["on_date"], set()).add(row["message_id"].encode())
    for day, messages in by_day.items():
        _erase_mails(settings.mail_folder / day.isoformat(), messages)


def _erase_flux(office: Office, flux: str) -> None:
    """Its file, and its returns: they quote holders."""
    folder = office.settings.cpf_folder
    for place in (folder, archived(folder)):
        (place / f"{flux}.xml").unlink(missing_ok=True)
    for path in kept_returns(office).glob(f"retour_{flux}_*.xml"):
        path.unlink(missing_ok=True)


def _erase_mails(folder: Path, messages: Iterable[bytes]) -> None:
    """The files of those messages: whoever they were rerouted to, their Message-ID is theirs."""
    for path in sorted(folder.glob("*.eml")):
        with path.open("rb") as file:
            head = file.read(_HEAD).partition(b"\r\n\r\n")[0]
        if any(message in head for message in messages):
            path.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _say(office: Office, view: View[Destruction], pull: Pull, feedback: Feedback) -> None:
    """The register of documents, then the event with its minutes."""
    gone = documents.c.number.in_(view.facts.documents) & (documents.c.status == "destroying")
    with office.ledger.writing() as connection:
        connection.execute(
            update(documents).where(gone).values(status=DESTROYED, path=None, destroyed_on=pull.on)
        )  # fmt: skip
    command = Command(
        f"erased:{view.ref}", view.ref, DestructionEvent.ERASED, pull.on, "certiflow", {"erased_on": pull.on}
    )
    feedback.take(tab.RETENTION, apply_commands(office, pull.team, [command], DESTRUCTION), {})
