"""A promotion that a jury has certified, delivered in one run: parchemins, digital badges, e-mails."""

from datetime import date
from pathlib import Path

from domain.exams.vocabulary import CandidacyState
from tasks import steps
from tests.exams import a_person
from tests.exams_ledger import judged, results_sent
from tests.season.desk import Desk

DELIVERED_ON = date(2027, 1, 25)
DELIVERY = steps.phase(steps.judge_sessions)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def with_promotion(home: Path, count: int) -> Desk:
    """A session whose `count` candidates have all succeeded, results sent, nothing delivered."""
    desk = Desk.at(home)
    desk.set_up()
    with desk.office() as office:
        session = results_sent(office)
        for number in range(count):
            first, second, third = (_LETTERS[number // 26**rank % 26] for rank in (0, 1, 2))
            name = f"Dupont {first}{second}{third}".title()
            person = a_person(birth_name=name, usage_name="", email=f"candidat{number}@candidats.example")
            judged(office, session, person, session.blocs, CandidacyState.PASSED)
    return desk
