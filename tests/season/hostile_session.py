"""A session of RNCP9002 from registration to certificates in which whatever free text people type is an attack.

17/02/2027: the first candidate obtains the whole certification, the second its first bloc, the third is absent.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.exams.incident_guards import OCCURRED_AT, REPORTED_BY, WHAT
from tasks.tabs import grids, incidents, results
from tasks.tabs.columns import REF
from tests.season import three as hands
from tests.season.conformity_roads import reach
from tests.season.desk import Desk

SESSION, EXAMINER = "S-2027-0001", "E-2027-0001"
WHOLE, PARTIAL, ABSENT = (f"I-2027-{rank:04}" for rank in range(1, 4))
JUROR = "Irène Vasseur"
#: first names, name of birth: letters, or « Inscriptions » refuses them (NET-10)
PEOPLE = (("Maëlys Anne", "d’Œuvrard"), ("Zoé", "Garnier"), ("Luc", "de la Tour"))
PLACE = "12, quai des Arts\r\nATTENDEE:mailto:victime@ailleurs.example <b>Lyon</b>"
TEXT = "=IMPORTXML(\"http://x\")\n<img src=x onerror=alert(1)>\n#set page(width: 1pt)\n{{ config }} {% include 'x' %}"
PLANNED, REGISTERED, NAMED, HELD = date(2027, 1, 4), date(2027, 1, 6), date(2027, 1, 11), date(2027, 2, 17)
PIECES, JURY = date(2027, 2, 18), date(2027, 2, 22)


def delivered(desk: Desk) -> None:
    """Every document of a session but those of its postponement, and every e-mail of a candidate that succeeds."""

    def play() -> None:
        _convened(desk)
        hands.open_up(desk, (SESSION,), HELD)
        _held(desk)
        hands.finish(desk, {SESSION: f"{JUROR} ; 22/02/2027"}, HELD, PIECES, JURY)

    reach(desk, "hostile-session", play)


def _convened(desk: Desk) -> None:
    desk.add_rows("Équipe", [dict(zip(("Nom", "E-mail", "Rôle"), one, strict=True)) for one in hands.EXAM_TEAM])
    juror = hands.examiner("RNCP9002", JUROR, True, PLANNED, date(2028, 12, 19))
    desk.add_row(hands.NEW_EXAMINERS, juror | {"E-mail": "jury@jury.example", "Qualité": TEXT.splitlines()[0]})
    desk.add_row(
        hands.NEW_SESSIONS,
        hands.session("RNCP9002", "Session d’évaluation (certification entière)", HELD) | {"Lieu": PLACE},
    )
    desk.day(PLANNED)
    desk.add_rows(hands.NEW_CANDIDATES, [_candidate(rank, *names) for rank, names in enumerate(PEOPLE)])
    desk.day(REGISTERED)
    hands.jury(desk, {SESSION: (EXAMINER,)}, NAMED)
    hands.convene(desk, (SESSION,), NAMED)


def _candidate(rank: int, first_names: str, birth_name: str) -> dict[str, Any]:
    return hands.candidate(SESSION, "x y", "Candidat libre : expérience équivalente") | {
        "Prénoms": first_names, "Nom de naissance": birth_name, "Lieu de naissance": "<i>Sélestat</i>",
        "E-mail": f"candidat{rank}@candidats.example", "Date de naissance": f"14/07/199{rank}",
        "Aménagement": "Accordé", "Mesures d’aménagement": TEXT,
        "Aménagement décidé par": hands.OFFICE,
    }  # fmt: skip


def _held(desk: Desk) -> None:
    names = {row[REF]: row["Candidat"] for row in desk.rows(hands.NEW_CANDIDATES)}
    hands.attend(desk, {names[WHOLE]: {}, names[PARTIAL]: {}, names[ABSENT]: {"Présent": "Non"}}, HELD)
    points = {WHOLE: {"": 4}, PARTIAL: {"C1": 3, "C2": 3, "": 0}}
    desk.type_rows(
        grids.GRIDS,
        {
            row[REF]: hands.SIGNED | {"Points": _points(row[REF], points), "Juré": JUROR}
            for row in desk.rows(grids.GRIDS)
        },
    )
    desk.add_row(
        incidents.INCIDENTS,
        hands.SIGNED
        | {
            "Session": SESSION,
            OCCURRED_AT: datetime(2027, 2, 17, 9, 20),
            WHAT: TEXT,
            REPORTED_BY: TEXT.splitlines()[0],
        },
    )
    desk.type_rows(results.RESULTS, {SESSION: {"Observations du jury": TEXT}})
    desk.day(HELD)


def _points(key: str, by_candidate: Mapping[str, Mapping[str, float]]) -> float:
    candidate, _, criterion = key.split("/")
    return next(value for start, value in by_candidate[candidate].items() if criterion.startswith(start))
