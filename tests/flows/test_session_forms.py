"""The form that postpones or cancels a session: what it records is what the row records, and refusals are French."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from flows.session_decisions import session_decision_form
from flows.session_forms import EndingChoice, SessionDecisionForm
from tests.exams import EXAM_OFFICE
from tests.season import sessions as hands
from tests.season.desk import Desk
from tests.season.reading import mails
from tests.season.sessions import CHECKED_ON, SESSION

NEW_DAY = date(2027, 2, 8)


@pytest.fixture
def desk(tmp_path: Path, prefect: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A convened session, in a home that the flows find by the environment, on the day CHECKED_ON."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Frozen":
            return cls(CHECKED_ON.year, CHECKED_ON.month, CHECKED_ON.day, 9, tzinfo=tz)

    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tasks.run.datetime", Frozen)
    found = Desk.at(tmp_path / "home")
    found.set_up()
    return hands.convene(found)


def submit(decision: EndingChoice, **over: Any) -> tuple[str | None, str]:
    """Name and message of the run, with plain spaces."""
    given = {"session": SESSION.lower(), "decision": decision, "motive": "Le centre est fermé.",
             "decided_by": EXAM_OFFICE, "typed_by": EXAM_OFFICE}  # fmt: skip
    state = session_decision_form(SessionDecisionForm.model_validate({**given, **over}), return_state=True)
    assert isinstance(state, State)
    assert state.is_completed()
    return state.name, (state.message or "").replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.rule("M2I-18", "M2I-19", "M2I-41")
def test_a_session_is_postponed_to_a_day_then_cancelled_in_the_form(desk: Desk) -> None:
    assert submit(EndingChoice.POSTPONE, days=[date(2027, 1, 4)]) == (
        "Saisie refusée",
        "Première journée : une session ne se planifie pas dans le passé (04/01/2027). Corrigez la date. [M2I-11]",
    )
    assert submit(EndingChoice.POSTPONE, days=[NEW_DAY])[0] == "Completed"
    assert hands.the_session(desk).facts.starts_on == NEW_DAY
    assert len(mails(desk, "candidate_postponed")) == 3
    hands.organise(desk, CHECKED_ON)
    assert submit(EndingChoice.CANCEL, motive="Le centre reste fermé.")[0] == "Completed"
    assert hands.the_session(desk).state.value == "ANNULEE"
    assert submit(EndingChoice.CANCEL) == (
        "Saisie refusée",
        "Décision : la session S-2026-0001 est « Annulée » : elle ne se reporte ni ne s’annule plus. [M2I-41]",
    )


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"session": "S-2026-0009"}, "Réf. : aucune session ne porte la référence « S-2026-0009 ». Vérifiez-la dans "
     "l’onglet « Sessions ». [M2I-41]"),
    ({"motive": " "}, "Motif : la décision est motivée. Écrivez le motif. [M2I-41]"),
    ({"typed_by": ""}, "Saisi par : indiquez votre prénom et votre nom : la saisie est signée. [M2I-41]"),
    ({"decided_by": "Bob Inconnu"}, "Décidé par : « Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez "
     "la personne. [M2I-41]"),
]  # fmt: skip


@pytest.mark.rule("M2I-41")
def test_a_decision_that_cannot_be_is_refused_in_french(desk: Desk) -> None:
    answers = [submit(EndingChoice.CANCEL, **over) for over, _ in REFUSED]
    assert answers == [("Saisie refusée", said) for _, said in REFUSED]
    assert hands.the_session(desk).state.value == "CONVOQUEE"
