"""Hands that go too fast: rows copied or removed, a session left without anybody, runs that are cut."""

import shutil
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from config.settings import ROOT
from domain.exams import session_guards as field
from domain.exams.vocabulary import JuryRole, OrganiserKind
from tasks.exams import organising
from tasks.tabs import juries
from tasks.tabs import registrations as registrations_tab
from tasks.tabs import sessions as tab
from tasks.tabs.columns import ANSWER, REF
from tests.exams import BLOCS_CODE, EXAM_DAY
from tests.season import sessions as hands
from tests.season.answers import Cells
from tests.season.conformity import at, row
from tests.season.desk import Desk, headers
from tests.season.reading import mails, plain, traces
from tests.season.sessions import CHECKED_ON, CONVENED_ON, IRENE, PAUL, PLANNED_ON, SESSION
from tests.season.test_sessions_changes import MOTIVE
from tests.season.test_sessions_news import registrations

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

SIRET = "12345678900011"


def remove(desk: Desk, name: str, key: str) -> None:
    with desk.book() as book:
        column = headers(book[name])[REF]
        (number,) = [cell.row for cell in list(book[name].columns)[column - 1] if cell.value == key]
        book[name].delete_rows(number)


def copy(desk: Desk, name: str, key: str, over: Cells) -> None:
    """A row with its reference, pasted below and changed."""
    desk.add_row(name, {**row(desk, name, key), **over})


@pytest.mark.rule("REF-16", "REF-15")
def test_a_member_whose_row_is_removed_or_copied_sits_all_the_same(desk: Desk) -> None:
    """Nobody is told anything by it; the row comes back with what had been typed."""
    hands.convene(desk)
    before = traces(desk)
    typed = row(desk, juries.JURIES, f"{SESSION}/{IRENE}")
    remove(desk, juries.JURIES, f"{SESSION}/{IRENE}")
    copy(desk, juries.JURIES, f"{SESSION}/{PAUL}", {juries.ABSENT: "Oui"})
    desk.add_row(juries.JURIES, hands.juror(IRENE, {juries.ABSENT: "Oui"}))
    desk.add_row(juries.JURIES, hands.juror(IRENE))
    hands.organise(desk, CHECKED_ON)
    twice = f"{SESSION}/{PAUL} figure deux fois. Gardez-en une : les deux saisies sont conservées ici. [REF-15]"
    again = f"{SESSION}/{IRENE} figure deux fois dans l’onglet. Gardez une seule ligne par membre. [REF-15]"
    said = [answer for _, answer in hands.jury_answers(desk)]
    assert said == [f"Réf. : la ligne {twice}"] * 2 + [f"Examinateur : {again}"] * 2
    with desk.book() as book:
        book[juries.JURIES].delete_rows(3, 3)
    hands.organise(desk, CHECKED_ON)
    back = row(desk, juries.JURIES, f"{SESSION}/{IRENE}")
    assert plain(back.pop(ANSWER)) == (
        "Ligne retirée, puis rétablie : pour qu’un membre ne siège pas, notez « Oui » dans « Absent ». [REF-16]"
    )
    assert {**typed, juries.ROLE: JuryRole.MEMBER.label} == {**back, ANSWER: typed[ANSWER]}
    hands.organise(desk, CHECKED_ON)
    assert [answer for _, answer in hands.jury_answers(desk)] == ["Désigné.", "Désigné."]
    assert traces(desk) == before


@pytest.mark.rule("M2I-12", "M2I-15")
def test_a_session_that_everybody_left_waits_for_a_decision(desk: Desk) -> None:
    hands.convene(desk)
    gone = {f"I-2026-000{rank}": {registrations_tab.GAVE_UP: "Oui"} for rank in (1, 2, 3)}
    registrations(desk, gone, CHECKED_ON)
    hands.note(desk, hands.checked(CHECKED_ON), CHECKED_ON)
    assert hands.answer(desk) == (
        "Prête ? : la session n’est pas prête. plus aucun candidat n’est attendu : reportez ou annulez la session. "
        "[M2I-12]"
    )
    assert hands.slots(desk) == ()
    assert len(mails(desk, "candidate_gave_up")) == 3
    before = traces(desk)
    hands.organise(desk, CHECKED_ON)
    assert traces(desk) == before


@pytest.mark.rule("M2I-41", "M2I-17")
def test_a_session_is_cancelled_after_it_opened_and_never_opens_again(desk: Desk) -> None:
    hands.make_ready(desk)
    desk.type_rows(juries.JURIES, {f"{SESSION}/{IRENE}": {juries.PRESENT_ON: at(EXAM_DAY)}})
    hands.note(desk, {field.OPENED_ON: at(EXAM_DAY)}, EXAM_DAY)
    hands.note(desk, hands.ended(tab.CANCEL, MOTIVE), EXAM_DAY)
    assert hands.the_session(desk).state.value == "ANNULEE"
    assert len(mails(desk, "candidate_session_cancelled")) == 3
    before = traces(desk)
    hands.note(desk, {tab.DECISION: tab.POSTPONE, field.FIRST_DAY: at(date(2027, 3, 1))}, EXAM_DAY)
    assert hands.answer(desk) == (
        f"Décision : la session {SESSION} est « Annulée » : elle ne se reporte ni ne s’annule plus. [M2I-41]"
    )
    hands.note(desk, {tab.DECISION: None, tab.CONVENE: "Oui"}, EXAM_DAY)
    assert hands.answer(desk) == "Annulée."
    assert traces(desk) == before


@pytest.mark.rule("M2I-12")
def test_a_run_that_is_cut_after_the_timetable_tells_everybody_at_the_next(desk: Desk) -> None:
    hands.plan(desk)
    desk.type_rows(tab.SESSIONS, {SESSION: {tab.CONVENE: "Oui"}})
    cut = patch.object(organising, "follow_convocations", side_effect=KeyboardInterrupt)
    with cut, pytest.raises(KeyboardInterrupt):
        hands.organise(desk, CONVENED_ON)
    assert mails(desk, "convocation") == []
    for _ in range(2):
        hands.organise(desk, CONVENED_ON)
    assert len(mails(desk, "convocation")) == 3
    assert len(mails(desk, "jury_convocation")) == 2


@pytest.mark.rule("NET-01", "NET-02")
def test_a_co_certifier_organises_by_its_siret(desk: Desk, tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = config / "certifications" / f"{BLOCS_CODE}.toml"
    owner = f'name = "Studio"\nsiret = "{SIRET}"\nemail = "s@studio.example"\nrepresentative = "Ève Lang"\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[[co_certifiers]]\n{owner}", encoding="utf-8")
    desk = Desk(desk.settings.model_copy(update={"config_folder": config}))
    desk.add_rows(tab.SESSIONS, [
        hands.planned({field.ORGANISER: typed, field.MANAGER: "Léa", tab.MANAGER_EMAIL: "lea@x.example"})
        for typed in ("123 456 789 00011", "99999999900011")
    ])  # fmt: skip
    hands.organise(desk, PLANNED_ON)
    organiser = hands.the_session(desk).facts.organiser
    assert (organiser.kind, organiser.email) == (OrganiserKind.CO_CERTIFIER, "s@studio.example")
    one, other = desk.rows(tab.SESSIONS)
    assert one[tab.ORGANISED_BY] == "Studio (Co-certificateur)"
    assert plain(other[ANSWER]) == (
        f"Organisateur : aucun co-certificateur de {BLOCS_CODE} ne porte le SIRET 99999999900011. Ajoutez-le à "
        f"« co_certifiers » de {BLOCS_CODE}.toml, ou laissez l’organisateur vide. [NET-01]"
    )
