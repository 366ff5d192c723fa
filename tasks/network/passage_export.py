"""The export of passages: recorded first, written from the ledger, so that a run cut in between sends nothing twice."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice

from domain.network.passage import Contract, Passage, Sent
from domain.network.passage_identity import RULE
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Command
from domain.refusal import Refusal
from tasks.cpf.flux import Flux, flux_id, flux_xml
from tasks.cpf.keys import NirKeyUnavailable
from tasks.cpf.schema import Schema, SchemaUnusable, load_schema
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.network.clear_nirs import read_clear
from tasks.network.flux_files import write_fluxes
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.passages import PASSAGES
from tasks.workbook.protocol import Row

_BY = "certiflow"
_NOON = time(12)
#: those that go for the first time, then those that go again, alone
_LEAVING = (PassageState.TO_EXPORT, PassageState.CORRECTED)
Views = Sequence[View[Passage]]


def export_passages(office: Office, pull: Pull, feedback: Feedback) -> list[str]:
    """Send all that is ready, and write the files. Returns what a person has to know of it, in French."""
    contract = office.config.organisation.cpf
    with office.ledger.reading() as connection:
        ready = {state: list(read_subjects(connection, PASSAGE, {state})) for state in _LEAVING}
    if not any(ready.values()):
        return []
    if contract is None:
        return [
            "aucun passage n’est exporté : ajoutez la table [cpf] à organisation.toml, avec « client_id » et "
            "« contract_id » que donne votre contrat avec la Caisse des dépôts"
        ]
    try:
        schema = load_schema(office.settings.config_folder, contract.profile)
        for views in ready.values():
            for batch in _batches(views, office.config.cpf.max_passages):
                _export(office, pull, feedback, contract, schema, batch)
    except (SchemaUnusable, NirKeyUnavailable) as error:
        return [str(error)]
    write_fluxes(office, pull, feedback)
    if schema is None:
        absent = f"aucun schéma {contract.profile.value} n’est dans « cdc »"
        return [f"{absent} : les fichiers n’ont pas été comparés au XSD officiel de la Caisse des dépôts"]
    return []


def _batches(views: Views, size: int) -> Iterator[Views]:
    remaining = iter(views)
    while batch := list(islice(remaining, size)):
        yield batch


def _export(
    office: Office, pull: Pull, feedback: Feedback, contract: Contract, schema: Schema | None, batch: Views
) -> None:
    """One file, in one transaction: a passage that the XSD does not want stays, and its row says why."""
    stamp = _stamp(office, pull.on)
    nirs = read_clear(office, contract, [view.ref for view in batch])
    kept = [view for view in batch if not _refused(pull, feedback, schema, contract, stamp, view, nirs)]
    if not kept:
        return
    sent = Sent(flux=flux_id((view.ref, view.version) for view in kept), stamp=stamp, contract=contract)
    commands = [
        Command(f"export:{sent.flux}:{view.ref}", view.ref, PassageEvent.EXPORTED, pull.on, _BY,
                {"sent": (*view.facts.sent, sent)})
        for view in kept
    ]  # fmt: skip
    feedback.take(PASSAGES, apply_commands(office, pull.team, commands, PASSAGE), {})


def _refused(
    pull: Pull, feedback: Feedback, schema: Schema | None, contract: Contract, stamp: datetime, view: View[Passage],
    nirs: dict[str, str],
) -> bool:  # fmt: skip
    """Each passage is checked in a file of its own: the fault of one never holds back another."""
    if schema is None:
        return False
    alone = Flux(Sent(flux=flux_id([(view.ref, view.version)]), stamp=stamp, contract=contract), [view.facts])
    faults = schema.faults(flux_xml(alone, nirs))
    if faults:
        message = (
            f"le schéma officiel refuse l’élément « {faults[0]} » de ce passage. Corrigez la donnée, ou vérifiez que "
            "le schéma de « cdc » est le bon."
        )
        rows = {row.key: row for row in pull.content.tabs[PASSAGES].rows}
        feedback.refuse(PASSAGES, rows.get(view.ref) or Row(0, view.ref, {}, ""), Refusal(message, RULE))
    return bool(faults)


def _stamp(office: Office, on: date) -> datetime:
    """Now, with its offset; of a run that stands for another day, noon."""
    now = datetime.now(office.settings.zone).replace(microsecond=0)
    return now if now.date() == on else datetime.combine(on, _NOON, office.settings.zone)
