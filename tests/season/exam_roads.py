"""The road of one exam session of RNCP9002 to its results, in stretches that a test starts from.

18/01/2027 the day: Maëlys and Zoé take their épreuves, Luc is absent, Nour has no identity paper; 19/01 the pieces,
20/01 the jury: Maëlys has the whole certification, Zoé its first bloc. Another session is planned for 08/03.
"""

from datetime import date

from domain.exams import attendance_guards as day
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionState
from tasks.tabs import attendance
from tasks.tabs.columns import TYPED_BY
from tests.exams import EXAM_OFFICE, a_person, a_session
from tests.exams_ledger import place
from tests.season import exam_day as hands
from tests.season.conformity_roads import reach
from tests.season.desk import Desk
from tests.season.exam_day import LUC, NOUR, ZOE

MAELYS, I_ZOE, I_LUC, I_NOUR = (f"I-2027-{rank:04}" for rank in range(1, 5))
B1, B2, B3 = (bloc.code for bloc in a_session().referentiel.blocs)


def opened(desk: Desk) -> None:
    def play() -> None:
        hands.opened(desk, [a_person(), ZOE, LUC, NOUR])
        with desk.office() as office:
            later = a_session(starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 8))
            place(office, EXAM_SESSION, later, SessionState.PLANNED, date(2027, 1, 4))

    reach(desk, "exam-opened", play)


def attended(desk: Desk) -> None:
    def play() -> None:
        opened(desk)
        desk.type_rows(
            attendance.ATTENDANCE,
            {
                f"{I_LUC}/E1": {day.PRESENT: "Non", TYPED_BY: EXAM_OFFICE},
                f"{I_NOUR}/E1": hands.came({day.IDENTITY: "Non"}),
            },
        )
        hands.attend(desk, MAELYS, I_ZOE)

    reach(desk, "exam-attended", play)


def ripe(desk: Desk) -> None:
    """Marked, ended, its pieces received: the jury may decide."""

    def play() -> None:
        attended(desk)
        hands.mark(desk, {MAELYS: 4, I_ZOE: {"C1": 3, "C2": 3, "": 1}})
        hands.end(desk)
        hands.receive(desk)

    reach(desk, "exam-ripe", play)


def judged(desk: Desk) -> None:
    """The jury has met; its PV waits for a signature."""

    def play() -> None:
        ripe(desk)
        hands.deliberate(desk)

    reach(desk, "exam-judged", play)
