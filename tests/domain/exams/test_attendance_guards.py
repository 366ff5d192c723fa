"""The day: one defect at a time, and the sentence that a person reads (M2I-13, M2I-20 to M2I-22, M2I-50)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pytest

from domain.exams.candidacy import Attendance, Candidacy, Exclusion
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyEvent, CandidacyState
from domain.process import Command, decide
from domain.refusal import Refusal
from tests.builders import shipped_config
from tests.exams import EXAM_DAY, EXAM_OFFICE, a_candidacy, a_session, certification_of, slots_of

SESSION = a_session()
_S, _E = CandidacyState, CandidacyEvent


def here(**over: Any) -> Attendance:
    """At E1, which lasts from 09:00 to 12:00: checked at ten to nine."""
    values: dict[str, Any] = {
        "epreuve": "E1", "present": True, "convocation_shown": True, "identity_checked": True,
        "checked_by": EXAM_OFFICE, "checked_at": datetime(2027, 1, 18, 8, 50),
    }  # fmt: skip
    return Attendance.model_validate({**values, **over})


def convened(**over: Any) -> Candidacy:
    return a_candidacy(SESSION, **{"slots": slots_of(SESSION), **over})


def after(
    event: CandidacyEvent, update: Mapping[str, Any], state: CandidacyState = _S.CONVENED,
    facts: Candidacy | None = None, on: date = EXAM_DAY,
) -> tuple[str, str] | str:  # fmt: skip
    """The state that the event leads to, or the sentence and the rule of the refusal."""
    command = Command("x", "I-2026-0001", event, on, "essai", update)
    found = decide(CANDIDACY, state, facts or convened(), command, certification_of(), shipped_config().calendar)
    return (found.message, found.rule) if isinstance(found, Refusal) else found.transition.target.value


@pytest.mark.rule("M2I-13", "M2I-21", "M2I-22")
@pytest.mark.parametrize(
    ("event", "item", "target"),
    [
        (_E.ADMITTED, {}, "PRESENT"),
        (_E.ADMITTED, {"arrived_at": time(9, 10), "late_admitted": True}, "PRESENT"),
        (_E.ABSENT, {"present": False}, "ABSENT"),
        (_E.ABSENT, {"arrived_at": time(9, 10), "late_admitted": False}, "ABSENT"),
        (_E.IDENTITY_REFUSED, {"identity_checked": False}, "REFUSE_IDENTITE"),
        (_E.IDENTITY_REFUSED, {"convocation_shown": False}, "REFUSE_IDENTITE"),
    ],
)  # fmt: skip
def test_the_first_epreuve_decides(event: CandidacyEvent, item: dict[str, Any], target: str) -> None:
    assert after(event, {"attendance": (here(**item),)}) == target


NOT_ADMITTED = ("sans convocation ni pièce d’identité à sa première épreuve, le candidat n’est pas admis.", "M2I-13")
ADMITTED = ("la convocation et l’identité sont en règle : le candidat est admis.", "M2I-13")
NOTE_FIRST = ("l’absence se constate à la première épreuve du candidat. Notez-la d’abord.", "M2I-21")


@pytest.mark.rule("M2I-13", "M2I-20", "M2I-22")
@pytest.mark.parametrize(
    ("event", "item", "said"),
    [
        (_E.ADMITTED, {"identity_checked": False}, NOT_ADMITTED),
        (_E.ADMITTED, {"convocation_shown": False}, NOT_ADMITTED),
        (_E.ADMITTED, {"present": False}, NOT_ADMITTED),
        (_E.IDENTITY_REFUSED, {}, ADMITTED),
        (_E.ABSENT, {}, NOTE_FIRST),
        (_E.ADMITTED, {"checked_by": " "}, ("indiquez qui a vérifié l’identité du candidat.", "M2I-20")),
        (_E.ADMITTED, {"checked_at": None}, ("indiquez l’heure à laquelle l’identité a été vérifiée.", "M2I-20")),
        (_E.ADMITTED, {"checked_at": datetime(2027, 1, 17, 8, 50)},
         ("l’identité se vérifie le jour de l’épreuve, le 18/01/2027. Corrigez la date.", "M2I-20")),
        (_E.ADMITTED, {"arrived_at": time(9, 10)},
         ("le candidat est arrivé après 09:00 : dites si le retard est accepté ; l’épreuve finit toujours à 12:00.",
          "M2I-22")),
        (_E.ADMITTED, {"arrived_at": time(12, 0), "late_admitted": True},
         ("l’épreuve était finie à 12:00 : le candidat est absent, répondez Non à « Présent ».", "M2I-22")),
        (_E.ADMITTED, {"epreuve": "E9"},
         ("l’épreuve E9 n’est pas au planning de ce candidat. Vérifiez la référence.", "M2I-12")),
    ],
)  # fmt: skip
def test_each_defect_has_its_sentence(event: CandidacyEvent, item: dict[str, Any], said: tuple[str, str]) -> None:
    assert after(event, {"attendance": (here(**item),)}) == said


def test_nobody_is_noted_before_the_day() -> None:
    said = after(_E.ADMITTED, {"attendance": (here(),)}, on=date(2027, 1, 17))
    assert said == ("l’épreuve a lieu le 18/01/2027 : notez la présence ce jour-là ou après.", "M2I-20")


@pytest.mark.rule("M2I-22")
@pytest.mark.parametrize("event", [_E.ADMITTED, _E.ATTENDANCE_NOTED])
def test_a_late_arrival_never_moves_the_end_of_an_epreuve(event: CandidacyEvent) -> None:
    state, facts = (_S.CONVENED, convened()) if event is _E.ADMITTED else (_S.PRESENT, convened(attendance=(here(),)))
    later = tuple(slot.model_copy(update={"minutes": slot.minutes + 10}) for slot in facts.slots)
    late = here(arrived_at=time(9, 10), late_admitted=True)
    said = after(event, {"attendance": (late,), "slots": later}, state, facts)
    assert said == ("un retard ne change pas l’heure de fin de l’épreuve : gardez l’horaire notifié.", "M2I-22")


@pytest.mark.rule("M2I-50")
@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({}, "EXCLU"),
        ({"motive": " "}, ("une exclusion se motive. Écrivez ce qui s’est passé.", "M2I-50")),
        ({"decided_by": ""}, ("indiquez qui prononce l’exclusion.", "M2I-50")),
        ({"at": datetime(2027, 1, 20, 10)},
         ("l’exclusion se date d’un jour d’épreuve du candidat. Corrigez l’heure.", "M2I-50")),
    ],
)  # fmt: skip
def test_an_exclusion_is_immediate_and_motivated(over: dict[str, Any], said: object) -> None:
    found = Exclusion.model_validate(
        {"at": datetime(2027, 1, 18, 10), "motive": "Téléphone.", "decided_by": EXAM_OFFICE, **over}
    )
    assert after(_E.EXCLUDED, {"exclusion": found}, _S.PRESENT, convened(attendance=(here(),))) == said


def test_only_a_candidate_who_is_there_is_excluded() -> None:
    found = Exclusion(at=datetime(2027, 1, 18, 10), motive="Téléphone.", decided_by=EXAM_OFFICE)
    said = after(_E.EXCLUDED, {"exclusion": found})
    assert isinstance(said, tuple)
    assert said[1] == "MIK-02"
