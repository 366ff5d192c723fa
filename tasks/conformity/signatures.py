"""The signatures of the three agreements, from the tab « Signatures » or from a form (MIK-87, MIK-90, MIK-92)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import BaseModel
from sqlalchemy import select

from domain.agreements import AgreementKind
from domain.dossier import Dossier
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.signing import Signature
from domain.team import Team
from domain.vocabulary import Event, State
from tasks.conformity.directors import director
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Applied
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.schema import documents
from tasks.ledger.workstreams import Streams
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs import columns
from tasks.tabs import signatures as tab
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

#: dossier → the signatures that count
Signed = dict[str, tuple[Signature, ...]]


class TypedSignature(BaseModel):
    """One agreement signed by both parties, as somebody reports it."""

    ref: str
    subject: str
    kind: AgreementKind
    partner_signatory: str
    partner_signed_on: date
    certifier_signatory: str
    certifier_signed_on: date
    typed_by: str

    def is_among(self, signed: Sequence[Signature]) -> bool:
        """Whether this very signature counts already, whoever has left the team since."""
        return any(
            known.kind is self.kind
            and known.partner_signatory == self.partner_signatory
            and known.partner_signed_on == self.partner_signed_on
            and same_person(known.certifier_signatory, self.certifier_signatory)
            and known.certifier_signed_on == self.certifier_signed_on
            for known in signed
        )


def signature_command(typed: TypedSignature, signed: tuple[Signature, ...], team: Team, on: date) -> Command | Refusal:
    """The command of a reported signature; a member of direction signs for the certifier.

    Args:
        signed: the signatures of the dossier that count already.
    """
    if not typed.typed_by.strip():
        return unsigned("MIK-92")
    signatory = director(team, typed.certifier_signatory, "MIK-92", tab.CERTIFIER_SIGNATORY)
    if isinstance(signatory, Refusal):
        return signatory
    signature = Signature(
        kind=typed.kind, partner_signatory=typed.partner_signatory, partner_signed_on=typed.partner_signed_on,
        certifier_signatory=signatory.name, certifier_signed_on=typed.certifier_signed_on, recorded_by=typed.typed_by,
    )  # fmt: skip
    update = {"signatures": (*signed, signature)}
    return Command(typed.ref, typed.subject, Event.AGREEMENT_SIGNED, on, f"saisie : {typed.typed_by}", update)


def take_signatures(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Apply the rows that « Saisi par » closes; the others wait for a party to sign.

    One document after the other: the next signature is added to those that were accepted, so that a refused one holds
    back its own document only.
    """
    found = KeyedTab(pull, feedback, tab.SIGNATURES, "MIK-92")
    found.judge()
    rows = [row for row in found.all_rows if row.cells.get(columns.TYPED_BY) and (not row.key or row.key in found.rows)]
    if not rows:
        return
    with office.ledger.reading() as connection:
        signed: Signed = {view.ref: view.facts.signatures for view in read_subjects(connection, PROCESS)}
    typed = list(_typed(rows, signed, feedback))
    for kind in AgreementKind:
        _apply(office, pull, feedback, signed, [(item, row) for item, row in typed if item.kind is kind])


def _apply(
    office: Office, pull: Pull, feedback: Feedback, signed: Signed, typed: Sequence[tuple[TypedSignature, Row]]
) -> None:
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for item, row in typed:
        command = signature_command(item, signed[item.subject], pull.team, pull.on)
        if isinstance(command, Refusal):
            feedback.refuse(tab.SIGNATURES, row, command)
        else:
            commands.append(command)
            rows[command.ref] = row
    outcomes = apply_commands(office, pull.team, commands)
    signed.update((one.subject, one.command.update["signatures"]) for one in outcomes if isinstance(one, Applied))
    feedback.take(tab.SIGNATURES, outcomes, rows)


def _typed(rows: Sequence[Row], signed: Signed, feedback: Feedback) -> Iterator[tuple[TypedSignature, Row]]:
    """What the rows report that does not count yet."""
    for row in rows:
        item = _from_row(row, signed)
        if isinstance(item, Refusal):
            feedback.refuse(tab.SIGNATURES, row, item)
        elif not item.is_among(signed[item.subject]):
            yield item, row


def _from_row(row: Row, signed: Signed) -> TypedSignature | Refusal:
    dossier, _, kind = (row.key or "").rpartition("/")
    if dossier not in signed or kind not in set(AgreementKind):
        message = "cette ligne n’est pas celle d’un document à signer. Remplissez les lignes que certiflow a créées."
        return Refusal(message, "MIK-92", columns.REF)
    reading = RowReading(row)
    try:
        return TypedSignature(
            ref=f"signature:{row.key}:{row.fingerprint}", subject=dossier, kind=AgreementKind(kind),
            partner_signatory=reading.required(tab.PARTNER_SIGNATORY, cells.line),
            partner_signed_on=reading.required(tab.PARTNER_SIGNED_ON, cells.day),
            certifier_signatory=reading.required(tab.CERTIFIER_SIGNATORY, cells.line),
            certifier_signed_on=reading.required(tab.CERTIFIER_SIGNED_ON, cells.day),
            typed_by=reading.required(columns.TYPED_BY, cells.line),
        )  # fmt: skip
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-92", reading.header)


def show_signatures(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams]
) -> None:
    """Three rows for each dossier from « Prêt à signer » on."""
    found, numbers, known = KeyedTab(pull, feedback, tab.SIGNATURES, "MIK-92"), _numbers(office), []
    refused = {note.place: str(note.refusal) for note in feedback.notes if note.tab == tab.SIGNATURES}
    for ref, streams_of in streams.items():
        view = streams_of.dossier
        for kind in AgreementKind:
            key = tab.row_key(ref, kind)
            if key in found.rows or view.state is State.READY_TO_SIGN or view.facts.agreements:
                known.append(key)
                shown = _cells(view, kind, numbers.get((ref, kind.value), ""))
                found.put(changes, key, shown, refused.get(key) or _answer(view, kind))
    found.answer_others(changes, known)


def _numbers(office: Office) -> dict[tuple[str, str], str]:
    """(dossier, kind) → number of the document in the register."""
    query = (
        select(documents.c.subject, documents.c.kind, documents.c.number)
        .where(documents.c.kind.in_([kind.value for kind in AgreementKind]))
        .order_by(documents.c.seq)  # the réglementation was first delivered with the kits: the one to sign comes last
    )
    with office.ledger.reading() as connection:
        return {(row.subject, row.kind): row.number for row in connection.execute(query)}


def _cells(view: View[Dossier], kind: AgreementKind, number: str) -> Cells:
    issued = view.facts.agreements
    return {
        columns.REF: tab.row_key(view.ref, kind), columns.DOSSIER: view.ref, columns.ORGANISATION: view.facts.name,
        tab.DOCUMENT: kind.label, tab.NUMBER: number, tab.VERSION: issued.versions[kind] if issued else "",
        tab.ISSUED_ON: issued.issued_on if issued else None, columns.STATUS: _status(view, kind),
    }  # fmt: skip


def _status(view: View[Dossier], kind: AgreementKind) -> str:
    if any(signature.kind is kind for signature in view.facts.signatures):
        return tab.SIGNED
    if view.state is not State.READY_TO_SIGN:
        return tab.POINTLESS
    return tab.TO_SIGN if view.facts.agreements else tab.TO_ISSUE


def _answer(view: View[Dossier], kind: AgreementKind) -> str:
    for signature in view.facts.signatures:
        if signature.kind is kind:
            partner, certifier = signature.partner_signed_on, signature.certifier_signed_on
            return f"Signée par l’organisme le {partner:%d/%m/%Y}, par le certificateur le {certifier:%d/%m/%Y}."
    return {
        tab.TO_SIGN: "À faire signer par les deux parties, puis à reporter ici.",
        tab.TO_ISSUE: "S’établit dès que les trois textes sont complets. [LAW-02]",
        tab.POINTLESS: f"{view.state.label}.",
    }[_status(view, kind)]
