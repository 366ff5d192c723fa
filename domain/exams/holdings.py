"""The blocs that a person holds of one certification, those of a withdrawn attestation aside (M2I-05, M2I-48)."""

from collections.abc import Collection, Iterable

from domain.exams.candidacy import Candidacy
from domain.exams.certificate import Certificate

#: (candidacy that obtained it, bloc) of each attestation that was withdrawn
Void = Collection[tuple[str, str]]


def void_blocs(withdrawn: Iterable[Certificate]) -> frozenset[tuple[str, str]]:
    """What certificates that were withdrawn make void: a parchemin ends its candidacies, an attestation one bloc."""
    return frozenset((item.candidacy, item.bloc.code) for item in withdrawn if item.bloc)


def blocs_held(candidacies: Iterable[Candidacy], void: Void) -> frozenset[str]:
    """What these candidacies of one person to one certification add up to; a void bloc may be obtained again."""
    listed = list(candidacies)
    lost = {bloc for one in listed for ref, bloc in void if ref == one.ref}
    obtained = {code for one in listed for code in one.obtained if (one.ref, code) not in void}
    return frozenset(obtained | {code for one in listed for code in one.carried if code not in lost})
