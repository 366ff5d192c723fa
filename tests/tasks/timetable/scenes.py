"""Sessions to plan: a day of sixty candidates, and small ones."""

from datetime import date

from domain.exams.timetable import Day, Person, Plan, Problem, Room, Sitting

ON = date(2026, 12, 1)
BOTH = frozenset({"E1", "E2"})


def sixty(minutes: int, jury: int, *, gone: frozenset[str] = frozenset(), previous: Plan | None = None) -> Problem:
    """A questionnaire for all (45 minutes), then an interview each; six jurors, each linked to two candidates.

    Two candidates have a third more time.
    """
    sittings = []
    for number in range(60):
        more = 4 / 3 if number in {3, 17} else 1
        candidate = f"C{number:02}"
        sittings += [
            Sitting(candidate=candidate, epreuve="E1", minutes=round(45 * more), jurors=0, individual=False),
            Sitting(candidate=candidate, epreuve="E2", minutes=round(minutes * more), jurors=jury, order=1),
        ]
    jurors = [
        Person(
            ref=f"J{n}", epreuves=BOTH, external=n % 2 == 0, forbidden=frozenset({f"C{3 * n:02}", f"C{3 * n + 1:02}"})
        )
        for n in range(6)
    ]
    return Problem(
        days=(Day(day=ON),),
        candidate_break=15,
        max_run=120,
        pause=15,
        sittings=tuple(sittings),
        people=tuple(person for person in jurors if person.ref not in gone),
        invigilators=(Person(ref="S1"), Person(ref="S2")),
        rooms=(Room(name="Amphi A", capacity=30), Room(name="Amphi B", capacity=30),
               *(Room(name=f"Salle {n}", capacity=4) for n in range(1, 6))),
        min_members=jury,
        min_external_ratio=0.5 if jury > 1 else 0,
        previous=previous,
    )  # fmt: skip
