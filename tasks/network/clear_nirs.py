"""NIR in clear, in memory, for the files of the profile that sends them (LAW-10)."""

from collections.abc import Iterable

from domain.network.passage import Contract
from domain.network.passage_vocabulary import Profile
from tasks.cpf.keys import load_nir_key
from tasks.ledger.nirs import read_nirs
from tasks.office import Office


def read_clear(office: Office, contract: Contract, refs: Iterable[str]) -> dict[str, str]:
    """Passage → NIR, where the profile sends it.

    Raises:
        NirKeyUnavailable: one is kept, and the key does not read it.
    """
    if contract.profile is not Profile.V115:
        return {}
    with office.ledger.reading() as connection:
        kept = read_nirs(connection, list(refs))
    if not kept:
        return {}
    key = load_nir_key(office.settings.nir_key_path)
    return {ref: key.read(content) for ref, content in kept.items()}
