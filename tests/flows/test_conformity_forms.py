"""The forms of the conformity phase: what they record is what the workbook's rows record, and refusals are French."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.conformity_forms import AnswerChoice, DocumentChoice, GradeChoice, PresenceChoice, SessionForm
from tasks.tabs import trainers
from tests.flows.conformity_forms import (
    PARIS,
    answer,
    dossier,
    evaluated,
    habilitation,
    kaplan,
    mails,
    planned,
    session_at,
    signed,
)
from tests.season import conformity as hands
from tests.season import conformity_roads as roads
from tests.season.conformity import ATELIER, KAPLAN, REF_1
from tests.season.desk import MANAGER, Desk
from tests.season.partner_site import HOST
from tests.tasks.web.hostile_server import Site, serving


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stages")


@pytest.fixture
def desk(tmp_path: Path, stages: Path, site: Site, prefect: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A home that the flows find by the environment."""
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home", stages=stages)
    found.set_up()
    allowed = {"audit_allowed_hosts": f"{HOST}:{site.port}"}
    return replace(found, settings=found.settings.model_copy(update=allowed))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A form stands for today: sets what day that is."""

    def is_on(day: date) -> None:
        class Frozen(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> "Frozen":
                return cls(day.year, day.month, day.day, 9, tzinfo=tz)

        monkeypatch.setattr("tasks.run.datetime", Frozen)

    return is_on


@pytest.mark.rule("MIK-42")
def test_a_session_planned_in_the_form_is_held_in_the_workbook(desk: Desk, site: Site, today: Any) -> None:
    """The row's blank date cancels nothing: the date was never typed there."""
    roads.pre_habilitated(desk, site)
    today(roads.PLANNED_ON)
    assert answer(planned(session_at(10))) == ("Completed", "1 changement, 2 e-mails partis.")
    hands.note(desk, hands.attended(roads.INFORMED_ON))
    desk.day(roads.INFORMED_ON)
    assert desk.states() == {ATELIER: "Mise en conformité"}
    assert mails(desk) == ["info_session_invitation"] * 2  # the OF, and its communication service


@pytest.mark.rule("MIK-42")
@pytest.mark.slow
def test_a_session_is_moved_then_cancelled_in_the_form(desk: Desk, site: Site, today: Any) -> None:
    roads.pre_habilitated(desk, site)
    today(roads.PLANNED_ON)
    planned(session_at(10))
    assert answer(planned(session_at(10)))[1] == "Séance d’information : la séance est déjà planifiée ainsi. [MIK-42]"
    planned(session_at(14))
    planned(session_at(14), cancelled=True)
    session = dossier(desk).facts.info_session
    assert session is not None
    assert (session.starts, session.sequence, session.cancelled) == (session_at(14), 2, True)
    assert mails(desk) == ["info_session_invitation"] * 4 + ["info_session_cancelled"] * 2


@pytest.mark.rule("MIK-42")
def test_a_session_of_the_workbook_is_changed_in_the_workbook(desk: Desk, site: Site, today: Any) -> None:
    roads.pre_habilitated(desk, site)
    hands.note(desk, hands.session(roads.INFORMED_ON))
    today(roads.PLANNED_ON)
    assert answer(planned(session_at(14))) == (
        "Saisie refusée",
        "Séance d’information : la séance de ce dossier est planifiée dans l’onglet « Conformité ». Changez-la dans "
        "cet onglet. [MIK-42]",
    )
    assert dossier(desk).facts.info_session is None


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"link": "visio"}, "« visio » n’est pas une adresse internet ; indiquez-la en entier, avec https://."),
        ({"dossier": "D-1999-0001"}, "aucun dossier ne porte le numéro « D-1999-0001 »."),
        ({"typed_by": " "}, "Saisi par : indiquez votre prénom et votre nom"),
        ({"starts": hands.at(roads.INFORMED_ON)}, "la date et l’heure sont attendues"),
        ({"starts": datetime(2026, 11, 10, 9)}, "une séance ne se planifie pas dans le passé (10/11/2026)."),
    ],
)
def test_a_session_that_cannot_be_is_refused_in_french(
    desk: Desk, site: Site, today: Any, over: dict[str, Any], sentence: str
) -> None:
    roads.pre_habilitated(desk, site)
    today(roads.PLANNED_ON)
    name, message = answer(planned(**{"starts": session_at(10), **over}))
    assert name == "Saisie refusée"
    assert sentence in message
    assert dossier(desk).facts.info_session is None


def test_the_hour_of_the_browser_is_read_on_the_clock_of_the_office() -> None:
    form = SessionForm(dossier=REF_1, starts=datetime(2026, 11, 17, 9, tzinfo=UTC), typed_by=MANAGER)
    assert form.typed(PARIS).starts == datetime(2026, 11, 17, 10)


@pytest.mark.rule("MIK-72", "MIK-73")
@pytest.mark.slow
def test_an_evaluation_in_the_form_records_what_the_row_records(desk: Desk, site: Site, today: Any) -> None:
    roads.people_ready(desk, site)
    by_row = kaplan(desk)
    roads.informed(desk, site)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(roads.EVALUATED_ON)})
    desk.day(roads.SESSION_PLANNED_ON)
    today(roads.EVALUATED_ON)
    assert answer(evaluated())[1].startswith("1 changement, 1 document, ")
    assert kaplan(desk) == by_row
    assert answer(evaluated())[0] == "Saisie refusée"
    assert kaplan(desk) == by_row


@pytest.mark.rule("MIK-77")
@pytest.mark.slow
def test_an_evaluation_sent_twice_is_one_evaluation(desk: Desk, site: Site, today: Any) -> None:
    """After a first one that asks for rework, the same form would else be read as the corrected file."""
    roads.informed(desk, site)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(roads.EVALUATED_ON)})
    desk.day(roads.SESSION_PLANNED_ON)
    today(roads.EVALUATED_ON)
    rework: dict[str, Any] = {"reference": GradeChoice.MINOR, "points": ["Revoir la compétence 2.", ""]}
    evaluated(**rework)
    assert answer(evaluated(**rework)) == ("Saisie refusée", "cette évaluation est déjà enregistrée. [MIK-72]")
    assert [found.points for found in kaplan(desk).facts.evaluations] == [("Revoir la compétence 2.",)]


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"trainer": "F-1999-0001"}, "N° de formateur : aucun formateur ne porte le numéro « F-1999-0001 »."),
        ({"evaluator": "Jeanne Kaplan"}, "un formateur ne s’évalue pas lui-même."),
        ({"presence": PresenceChoice.ON_FILE}, "Présent : dites si le formateur était présent"),
        ({"case_url": "cas.pdf"}, "Cas pratique (lien) : « cas.pdf » n’est pas une adresse internet"),
        ({}, "aucune séance n’a été planifiée : une présence ne peut pas y être notée."),
    ],
)
def test_an_evaluation_that_cannot_be_is_refused_in_french(
    desk: Desk, site: Site, today: Any, over: dict[str, Any], sentence: str
) -> None:
    roads.informed(desk, site)
    today(roads.EVALUATED_ON)
    name, message = answer(evaluated(**over))
    assert name == "Saisie refusée"
    assert sentence in message
    assert kaplan(desk).facts.evaluations == ()


@pytest.mark.rule("MIK-92", "LAW-01")
def test_signatures_and_habilitation_in_forms_record_what_the_rows_record(desk: Desk, site: Site, today: Any) -> None:
    roads.habilitated(desk, site)
    by_rows = dossier(desk)
    roads.ready_to_sign(desk, site)
    today(roads.SIGNED_ON)
    for document in DocumentChoice:
        assert answer(signed(document)) == ("Completed", "1 changement, 0 e-mail parti.")
    assert answer(signed(DocumentChoice.CHARTER))[1] == "cette signature est déjà enregistrée. [MIK-92]"
    assert answer(habilitation())[1].startswith("1 changement, 1 document, 2 e-mails partis")
    found = dossier(desk)
    assert (found.state, found.facts) == (by_rows.state, by_rows.facts)
    assert desk.states() == {ATELIER: "Habilité"}


@pytest.mark.rule("LAW-01")
@pytest.mark.slow
def test_a_no_of_direction_or_a_missing_signature_refuses_the_habilitation(desk: Desk, site: Site, today: Any) -> None:
    roads.ready_to_sign(desk, site)
    today(roads.SIGNED_ON)
    assert "il manque la signature de : " in answer(habilitation())[1]
    for document in DocumentChoice:
        signed(document)
    assert answer(habilitation(adequate_means=AnswerChoice.NO)) == (
        "Saisie refusée",
        "Moyens adéquats : l’adéquation des moyens n’est pas établie : l’habilitation est impossible. [LAW-01]",
    )
    assert "n’est pas de la direction" in answer(habilitation(decided_by=MANAGER))[1]
    assert desk.states() == {ATELIER: "Prêt à signer"}


@pytest.mark.rule("MIK-92")
def test_a_signature_dated_before_its_document_is_refused(desk: Desk, site: Site, today: Any) -> None:
    roads.ready_to_sign(desk, site)
    today(roads.SIGNED_ON)
    name, message = answer(signed(DocumentChoice.CONVENTION, date(2026, 12, 1)))
    assert name == "Saisie refusée"
    assert "la signature (organisme) est datée du 01/12/2026 ; le document est du 04/12/2026" in message
    assert dossier(desk).facts.signatures == ()
