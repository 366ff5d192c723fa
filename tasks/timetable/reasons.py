"""Why there is no plan, with figures and cures. Each shortage is a proof: no search could find a plan."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from domain.exams.timetable import STEP, Absence, Infeasible, Person, Plan, Problem, Sitting
from tasks.timetable.juries import Window, admissible, windows
from tasks.timetable.measures import count, number

NONE = "Aucun horaire ne respecte toutes les règles"
UNPROVEN = (
    "Aucun plan n’a été trouvé dans le temps de calcul accordé, sans preuve qu’il n’en existe pas : ajoutez un juré, "
    "une salle ou une journée, ou allongez les horaires."
)


def shortages(problem: Problem) -> tuple[str, ...]:
    """French sentences of the first kind of shortage found, empty when nothing obvious is missing."""
    kinds = (_too_long, _nobody, _seats, _jury_minutes)
    return next((found for kind in kinds if (found := tuple(kind(problem)))), ())


def way_out(problem: Problem, attempt: Callable[[Problem], Plan | Infeasible]) -> tuple[str, ...]:
    """What would make a plan possible, each cure tried."""
    last, epreuves = problem.days[-1], frozenset(sitting.epreuve for sitting in problem.sittings)
    juror = Person(ref="renfort", epreuves=epreuves, external=True)
    extra_day = last.model_copy(update={"day": max(day.day for day in problem.days) + timedelta(days=1)})
    cures: dict[str, dict[str, object]] = {
        "un juré externe de plus": {"people": (*problem.people, juror)},
        "une journée de plus": {"days": (*problem.days, extra_day)},
        "des candidats sans temps de battement": {"candidate_break": 0},
        "un ordre libre des épreuves": {"sittings": tuple(_free(sitting) for sitting in problem.sittings)},
    }
    found = [cure for cure, update in cures.items() if isinstance(attempt(problem.model_copy(update=update)), Plan)]
    if not found:
        return (f"{NONE} : ajoutez plusieurs jurés ou plusieurs journées, ou retirez des candidats.",)
    return (f"{NONE}. Un plan existe avec {' ; ou avec '.join(found)}.",)


def _free(sitting: Sitting) -> Sitting:
    return sitting.model_copy(update={"order": 0})


def _too_long(problem: Problem) -> Iterator[str]:
    longest = max(window.end - window.start for window in windows(problem))
    for sitting in problem.sittings:
        who = f"{sitting.epreuve} dure {count(sitting.minutes, 'minute')} pour {sitting.candidate}"
        if sitting.minutes > longest:
            yield (f"{who} et la plus longue demi-journée en compte {number(longest)} : "
                   "ouvrez plus longtemps ou déplacez le déjeuner.")  # fmt: skip
        elif sitting.individual and sitting.jurors and sitting.minutes > problem.max_run:
            yield (f"{who} et un juré n’en siège que {number(problem.max_run)} sans pause : "
                   "allongez la durée d’affilée ou coupez l’épreuve.")  # fmt: skip


def _nobody(problem: Problem) -> Iterator[str]:
    """Sittings that no jury may hear, or that nobody can watch (M2I-17, M2I-52, LAW-15)."""
    for sitting in problem.sittings:
        able = [person for person in problem.people if person.may_examine(*sitting.key)]
        size = problem.jury_size(sitting)
        enough = admissible(problem, able, size) if sitting.individual else len(able) >= size
        if size and not enough:
            external = sum(person.external for person in able)
            yield (f"Aucun jury ne peut examiner {sitting.candidate} à {sitting.epreuve} : "
                   f"{count(len(able), 'juré')} sans lien avec cette personne, dont {count(external, 'externe')}, "
                   f"pour un jury de {size} : trouvez un autre juré habilité.")  # fmt: skip
    watched = sorted({sitting.epreuve for sitting in problem.sittings if not sitting.jurors})
    if watched and not problem.invigilators and not problem.people:
        yield f"Personne ne surveille {', '.join(watched)} : nommez un surveillant."


def _seats(problem: Problem) -> Iterator[str]:
    capacity = sum(room.capacity for room in problem.rooms)
    for epreuve, sittings in problem.collective().items():
        if len(sittings) > capacity:
            yield (f"{epreuve} réunit {count(len(sittings), 'candidat')} et les salles ont "
                   f"{count(capacity, 'place')} : ajoutez une salle ou retirez "
                   f"{count(len(sittings) - capacity, 'candidat')}.")  # fmt: skip


def _jury_minutes(problem: Problem) -> Iterator[str]:
    """Sittings before a jury, counted as if all were as short, and as small of jury, as the shortest and smallest."""
    heard = [sitting for sitting in problem.sittings if sitting.individual and sitting.jurors]
    if not heard:
        return
    size, shortest = min(map(problem.jury_size, heard)), min(sitting.minutes for sitting in heard)
    offered = max(
        sum(_sittings_in(problem, window, size, shortest, apart) for window in windows(problem))
        for apart in _all_together(problem, {sitting.candidate for sitting in heard})
    )
    if len(heard) > offered:
        each = max(Counter(sitting.candidate for sitting in heard).values())
        needed = sum(sitting.minutes for sitting in heard)
        yield (f"Il faut {count(needed, 'minute')} de jury et les jurys présents en offrent "
               f"{number(offered * shortest)} : ajoutez un juré, une journée ou retirez "
               f"{count(-((offered - len(heard)) // each), 'candidat')}.")  # fmt: skip


def _all_together(problem: Problem, candidates: set[str]) -> list[tuple[Absence, ...]]:
    """When no candidate can be before a jury, for each start of the longest épreuve that they all sit together."""
    common = [
        min(sitting.minutes for sitting in sittings)
        for sittings in problem.collective().values()
        if candidates <= {sitting.candidate for sitting in sittings}
    ]
    if not common:
        return [()]
    length, gap = max(common), problem.candidate_break
    return [
        (Absence(day=window.day, start=max(0, start - gap), end=min(1440, start + length + gap)),)
        for window in windows(problem)
        for start in range(window.start, window.end - length + 1, STEP)
    ] or [()]


def _sittings_in(problem: Problem, window: Window, size: int, minutes: int, apart: tuple[Absence, ...]) -> int:
    """Most sittings of so many minutes that juries of this size can hear in a half-day."""
    alone = sum(
        _in_a_row(problem, end - start, minutes)
        for person in problem.people
        for start, end in _present(window, (*person.unavailable, *apart))
    )
    rooms = sum((end - start) // minutes for start, end in _present(window, apart)) * len(problem.rooms)
    return min(alone // size, rooms)


def _present(window: Window, away: tuple[Absence, ...]) -> list[tuple[int, int]]:
    free = [(window.start, window.end)]
    for out in away:
        if out.day == window.day:
            cut = [((start, min(end, out.start)), (max(start, out.end), end)) for start, end in free]
            free = [part for parts in cut for part in parts if part[0] < part[1]]
    return free


def _in_a_row(problem: Problem, length: int, minutes: int) -> int:
    """Most sittings that a juror hears in `length` minutes, with his pauses; a sitting begins on a mark of STEP."""
    slot = -(-minutes // STEP) * STEP
    run = max(1, (problem.max_run - minutes) // slot + 1)
    whole, left = divmod(length, run * slot + problem.pause)
    return whole * run + min(run, (left + slot - minutes) // slot)
