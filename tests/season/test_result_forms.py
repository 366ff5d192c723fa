"""The two forms of the exams' results: an incident told, a session validated, as the workbook's rows would."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.exams import results_guards as results
from domain.exams.session_process import EXAM_SESSION
from flows.result_forms import IncidentForm, ValidationForm
from tasks import steps
from tasks.exams.submitted import submitted_incident, submitted_validation
from tasks.run import Run
from tasks.tabs import incidents
from tests.exams import EXAM_DAY, EXAM_OFFICE
from tests.season import exam_day as hands
from tests.season import exam_roads, reading
from tests.season.conformity import keys
from tests.season.desk import Desk
from tests.season.exam_day import JURY, SESSION
from tests.season.exam_roads import MAELYS

PARIS = ZoneInfo("Europe/Paris")


def submit_incident(desk: Desk, form: IncidentForm, on: date) -> list[str]:
    def step(run: Run) -> None:
        steps.submit.fn(run, submitted_incident(run.office, run.pulled, form.typed("form:1", PARIS)), EXAM_SESSION)

    return _refusals(desk.day(on, steps=steps.phase(step)))


def submit_validation(desk: Desk, form: ValidationForm, on: date, ref: str) -> list[str]:
    def step(run: Run) -> None:
        steps.submit.fn(run, submitted_validation(run.pulled, form.typed(ref)), EXAM_SESSION)

    return _refusals(desk.day(on, steps=steps.phase(step)))


def _refusals(run: Run) -> list[str]:
    return [note.refusal.message for note in run.feedback.notes if note.tab == steps.FORM]


@pytest.mark.rule("M2I-40")
def test_an_incident_of_the_form_has_its_row_and_its_alert(desk: Desk) -> None:
    exam_roads.opened(desk)
    form = IncidentForm(
        session=SESSION.lower(), occurred_at=datetime(2027, 1, 18, 9, 30, tzinfo=UTC), what="Panne de courant.",
        candidates=[MAELYS], reported_by=JURY, typed_by=EXAM_OFFICE,
    )  # fmt: skip
    assert submit_incident(desk, form, EXAM_DAY) == []
    assert keys(desk, incidents.INCIDENTS) == [f"{SESSION}/1"]
    assert "10 h 30" in reading.plain(reading.mails(desk, "incident_alert")[0].text)
    unknown = form.model_copy(update={"session": "S-2027-0099"})
    assert submit_incident(desk, unknown, EXAM_DAY) == [
        "aucune session ne porte le numéro « S-2027-0099 ». Vérifiez-le dans « Sessions »."
    ]


@pytest.mark.rule("M2I-37", "NET-02", "REF-25")
def test_a_session_is_validated_by_the_certifier_once_it_is_signed(desk: Desk) -> None:
    exam_roads.judged(desk)
    form = ValidationForm(
        session=SESSION, validated_by=hands.REPRESENTATIVE, validated_on=hands.VALIDATED_ON, typed_by=EXAM_OFFICE
    )
    waiting = f"le procès-verbal de jury attend une signature : {JURY}."
    assert submit_validation(desk, form, hands.VALIDATED_ON, "form:1") == [waiting]
    hands.note(desk, {results.SIGNED_BY: f"{JURY} ; 20/01/2027"}, hands.VALIDATED_ON)
    stranger = form.model_copy(update={"validated_by": JURY})
    (refused,) = submit_validation(desk, stranger, hands.VALIDATED_ON, "form:2")
    assert refused.startswith(f"« {JURY} » n’est pas un représentant du certificateur")
    assert reading.mails(desk, "candidate_result") == []
    assert submit_validation(desk, form, hands.VALIDATED_ON, "form:3") == []
    assert len(reading.mails(desk, "candidate_result")) == 2
