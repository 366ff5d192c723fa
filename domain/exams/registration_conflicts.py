"""A registration beside what it cannot see itself: its session, the other ones of the person, bans, what he acquired.

Pure: whoever registers (a tab, a form) reads these first, then asks `conflict` before the command leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.holdings import Void, blocs_held
from domain.exams.person import Person, may_be_same
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.lifecycle import carried_over, may_register
from domain.refusal import Refusal

#: the person is expected, or may be: he cannot be elsewhere
ACTIVE = frozenset(
    {CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED, CandidacyState.CONVENED, CandidacyState.PRESENT}
)
#: a sitting was used up: the next one is charged (M2I-39, M2I-43)
SAT = frozenset(
    {
        CandidacyState.PASSED, CandidacyState.PARTLY, CandidacyState.FAILED, CandidacyState.CERTIFIED,
        CandidacyState.ABSENT, CandidacyState.IDENTITY_REFUSED, CandidacyState.EXCLUDED, CandidacyState.WITHDRAWN,
    }
)  # fmt: skip
#: blocs acquired count for the next registration
HOLDING = frozenset({CandidacyState.PASSED, CandidacyState.PARTLY, CandidacyState.CERTIFIED})
_OPEN = (SessionState.PLANNED, SessionState.CONVENED)


@dataclass(frozen=True)
class Ban:
    """A sanction that runs: whom it follows, until which day included, which case says so, decided by whom (M2I-46)."""

    person: Person
    until: date
    case: str
    decided_by: str


@dataclass(frozen=True)
class Beside:
    """What a registration is judged with.

    Args:
        seated: how many others are registered to the session.
        others: the other active candidacies of the same person.
    """

    session: ExamSession
    state: SessionState
    seated: int
    others: Sequence[Candidacy]
    bans: Sequence[Ban]
    figures: Certification
    on: date


def conflict(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """The first reason why this registration cannot be, or None."""
    looks = (_closed, _blocs, _twice, _banned, _full, _over)
    return next((refusal for look in looks if (refusal := look(candidacy, beside))), None)


def identity_conflict(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """The same for a person whose registration is decided, and whose identity alone is put right."""
    return _twice(candidacy, beside) or _banned(candidacy, beside)


def _over(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """The certification is registered on the day of the session (M2I-08 to M2I-10)."""
    return may_register(beside.figures, beside.session.ends_on, frozenset(candidacy.carried))


def _closed(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    session = beside.session
    if beside.state not in _OPEN:
        message = (
            f"la session {session.ref} est « {beside.state.label} » : inscrivez le candidat à une session à venir."
        )
        return Refusal(message, "M2I-11", "Session")
    if session.starts_on <= beside.on:
        message = (
            f"la session {session.ref} a commencé le {format_date(session.starts_on)} : inscrivez le candidat à une "
            "session à venir."
        )
        return Refusal(message, "M2I-11", "Session")
    if session.certification != candidacy.certification:
        message = f"la session {session.ref} est celle d’une autre certification, {session.certification}."
        return Refusal(message, "M2I-11", "Session")
    return None


def _blocs(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """Blocs of the session, that the person does not hold yet (M2I-05)."""
    offered = ", ".join(beside.session.blocs)
    if not candidacy.blocs:
        missing = [code for code in beside.session.blocs if code not in candidacy.carried]
        message = "le candidat a déjà acquis tous les blocs de cette session."
        if missing:
            message = f"indiquez les blocs présentés, un par ligne, parmi : {offered}."
        return Refusal(message, "M2I-05", "Blocs")
    unknown = [code for code in candidacy.blocs if code not in beside.session.blocs]
    if unknown:
        message = f"la session n’évalue pas « {unknown[0][:40]} ». Choisissez parmi : {offered}."
        return Refusal(message, "M2I-05", "Blocs")
    held = [code for code in candidacy.blocs if code in candidacy.carried]
    if held:
        return Refusal(f"le candidat a déjà acquis {', '.join(held)} : retirez-le.", "M2I-05", "Blocs")
    return None


def _twice(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """Nobody sits twice in a session, nor in two sessions at once."""
    mine = candidacy.session
    for other in beside.others:
        if other.session.ref == mine.ref:
            message = f"{other.name} est déjà inscrit à cette session, sous la référence {other.ref or 'ci-dessus'}."
            return Refusal(message, "NET-10", "Nom de naissance")
        if other.session.starts_on <= mine.ends_on and mine.starts_on <= other.session.ends_on:
            message = (
                f"{other.name} est déjà inscrit à la session {other.session.ref}, du "
                f"{format_date(other.session.starts_on)} au {format_date(other.session.ends_on)} : les dates se "
                "chevauchent. Choisissez une autre session, ou notez un désistement de la première."
            )
            return Refusal(message, "M2I-11", "Session")
    return None


def _banned(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """A ban follows the person, whatever the spelling; direction alone lifts a doubt about two people (M2I-46)."""
    for ban in beside.bans:
        if ban.until < candidacy.session.starts_on or not may_be_same(candidacy.person, ban.person):
            continue
        until, is_exact = format_date(ban.until), ban.person.key == candidacy.person.key
        if is_exact:
            message = f"cette personne ne peut pas se présenter jusqu’au {until} inclus (affaire {ban.case}) : "
            return Refusal(f"{message}inscrivez-la à une session ultérieure.", "M2I-46", "Nom de naissance")
        if not candidacy.homonym_checked_by:
            message = (
                f"cette identité ressemble à celle de {ban.person.name}, qui ne peut pas se présenter jusqu’au {until} "
                f"inclus (affaire {ban.case}). Vérifiez la pièce d’identité : si c’est quelqu’un d’autre, un membre de "
                "la direction l’écrit dans « Homonymie levée par »."
            )
            return Refusal(message, "M2I-46", "Nom de naissance")
    return None


def _full(candidacy: Candidacy, beside: Beside) -> Refusal | None:
    """An épreuve that is not individual begins together: everybody has a seat (M2I-15)."""
    seats = capacity(beside.session)
    if seats is None or beside.seated < seats:
        return None
    message = (
        f"la session est complète : ses salles ont {seats} place{'s' if seats > 1 else ''} pour les épreuves "
        "collectives. Ajoutez une salle dans « Sessions », ou choisissez une autre session."
    )
    return Refusal(message, "M2I-15", "Session")


def capacity(session: ExamSession) -> int | None:
    """How many candidates its rooms hold at once; None when nothing is sat together, or no room is given yet."""
    epreuves = session.referentiel.epreuves_for(session.blocs)
    rooms = session.site.rooms
    if not rooms or all(epreuve.individual for epreuve in epreuves):
        return None
    return sum(room.capacity for room in rooms)


def presented(session: ExamSession, typed: Sequence[str], carried: Iterable[str], *, is_full: bool) -> tuple[str, ...]:
    """The blocs of a registration: those typed; for a full session, all that are left to acquire (M2I-05)."""
    if typed or not is_full:
        return tuple(typed)
    held = frozenset(carried)
    return tuple(code for code in session.blocs if code not in held)


def is_resit(blocs: Iterable[str], sat: Iterable[Candidacy], certification: str) -> bool:
    """Whether the same person has sat for one of these blocs before (M2I-39, M2I-43)."""
    wanted = frozenset(blocs)
    return any(wanted & set(earlier.blocs) for earlier in sat if earlier.certification == certification)


def carried_blocs(
    held: Iterable[Candidacy], figures: Certification, known: Mapping[str, Certification], void: Void = ()
) -> tuple[str, ...]:
    """What the person brings: acquired here or in the certification that this one replaces (M2I-05, M2I-09).

    Args:
        held: candidacies of the same person whose result was notified.
        known: the certifications that they are of, by code.
        void: blocs that count no more.
    """
    by_code: dict[str, list[Candidacy]] = {}
    for earlier in held:
        by_code.setdefault(earlier.certification, []).append(earlier)
    acquired = {code: blocs_held(candidacies, void) for code, candidacies in by_code.items()}
    found = {code for old, blocs in acquired.items() for code in carried_over(blocs, known[old], figures)}
    return tuple(bloc.code for bloc in figures.referentiel.blocs_of(found))
