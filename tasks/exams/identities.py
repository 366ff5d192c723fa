"""Who the candidates are, beyond one registration: their other sessions, what they acquired, the bans that run."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import Connection

from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud_process import FRAUD
from domain.exams.holdings import Void, void_blocs
from domain.exams.person import Person, is_same
from domain.exams.registration_conflicts import ACTIVE, HOLDING, SAT, Ban, carried_blocs, is_resit
from domain.exams.vocabulary import CertificateState, FraudState
from domain.vocabulary import Labelled
from tasks.ledger.queries import View, read_some, read_subjects


class People:
    """The candidacies of a run by identity; those that it accepts are added, so that the next row sees them.

    Args:
        void: the blocs of withdrawn attestations (M2I-48).
    """

    def __init__(self, views: Iterable[View[Candidacy]], void: Void = ()) -> None:
        self.void = void
        self._known: dict[str, tuple[Labelled, Candidacy]] = {}
        self._by_key: dict[str, set[str]] = {}
        self._seats: dict[str, set[str]] = {}
        for view in views:
            self.put(view.ref, view.state, view.facts)

    def put(self, ref: str, state: Labelled, facts: Candidacy) -> None:
        """Add a candidacy, or what has become of it; `ref` is any that is its own while it has no number."""
        self._forget(ref)
        self._known[ref] = state, facts
        self._by_key.setdefault(facts.person.key, set()).add(ref)
        if state in ACTIVE:
            self._seats.setdefault(facts.session.ref, set()).add(ref)

    def number(self, ref: str, number: str) -> None:
        """The registration put as `ref` has received its number; without one it was not made after all."""
        state, facts = self._known[ref]
        self._forget(ref)
        if number:
            self.put(number, state, facts.with_update({"ref": number}))

    def others(self, person: Person, states: Collection[Labelled], but: str = "") -> list[Candidacy]:
        """The candidacies of this very person in `states`, without the one that `but` names."""
        return [facts for ref, facts in self._of(person) if ref != but and self._known[ref][0] in states]

    def seated(self, session: str, but: str = "") -> int:
        """How many are expected at a session, without the one that `but` names."""
        seats = self._seats.get(session, set())
        return len(seats) - (but in seats)

    def _forget(self, ref: str) -> None:
        known = self._known.pop(ref, None)
        if known is not None:
            self._by_key[known[1].person.key].discard(ref)
            self._seats.get(known[1].session.ref, set()).discard(ref)

    def _of(self, person: Person) -> Iterator[tuple[str, Candidacy]]:
        for ref in sorted(self._by_key.get(person.key, set())):
            facts = self._known[ref][1]
            if is_same(facts.person, person):
                yield ref, facts


def past_of(
    people: People, person: Person, figures: Certification, known: Callable[[str], Certification], but: str = ""
) -> tuple[tuple[str, ...], Callable[[Iterable[str]], bool]]:
    """What the person brings to this certification, and whether some blocs would be a second sitting.

    Args:
        known: the figures of a certification, by its code.
    """
    held = [facts for facts in people.others(person, HOLDING, but) if facts.notified_on]
    codes = {facts.certification: known(facts.certification) for facts in held}
    carried = carried_blocs(held, figures, codes, people.void)
    sat = people.others(person, SAT, but)
    return carried, lambda blocs: is_resit(blocs, sat, figures.code)


def read_void(connection: Connection) -> frozenset[tuple[str, str]]:
    """The blocs whose attestation was withdrawn (M2I-48)."""
    return void_blocs(view.facts for view in read_subjects(connection, CERTIFICATE, (CertificateState.WITHDRAWN,)))


def read_bans(connection: Connection, on: date) -> list[Ban]:
    """The bans that run on that day, one for each person that a case names (M2I-46)."""
    cases = [view.facts for view in read_subjects(connection, FRAUD, (FraudState.SANCTIONED,))]
    running = [
        (case, case.decision.ban_until, case.decision.decided_by)
        for case in cases
        if case.decision and case.decision.ban_until and case.decision.ban_until >= on
    ]
    refs = {ref for case, _, _ in running for ref in case.candidates}
    people = read_some(connection, CANDIDACY, refs) if refs else {}
    return [
        Ban(people[ref].facts.person, until, case.ref, decided_by)
        for case, until, decided_by in running
        for ref in case.candidates
        if ref in people
    ]
