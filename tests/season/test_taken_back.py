"""Rows of « Demandes », « Conseils » and « Veille » that should not have been typed, on real files (QUA-09)."""

from datetime import date
from typing import Any

import pytest

from domain.network.council import COUNCIL
from domain.network.demand import DEMAND
from domain.network.mistake import MISTAKE
from domain.network.watch import WATCH_NOTE
from domain.vocabulary import TimeLimit
from tasks.inspection import timeline_of
from tasks.integrity import defects_of
from tasks.tabs import councils, watch
from tasks.tabs import demands as tab
from tasks.tabs.columns import ANSWER, DEADLINE, REF, STATUS, TYPED_BY
from tasks.tabs.layout import TO_DO
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.test_delivery_road import states
from tests.season.test_demands_road import CDC, DEM, RECEIVED, noted, received
from tests.season.test_registration_file_road import ART, ENGINEERING, HELD, OPENED, UI, due, night, said

LATER = date(2027, 1, 12)
AGAIN, THIRD = "DEM-2027-0002", "DEM-2027-0003"
WHY: dict[str, Any] = {MISTAKE: "=1+1 Reçue pour un autre certificateur.", TYPED_BY: MANAGER}
OVER = (
    "Enregistrée par erreur : Claire Martin, le 12/01/2027. Cette ligne ne compte plus ; une saisie juste a la sienne."
)


@pytest.mark.rule("QUA-09", "LAW-07")
def test_a_demand_taken_back_reminds_nobody_any_more_and_the_same_words_make_another(desk: Desk) -> None:
    desk.add_row(tab.DEMANDS, received())
    desk.day(RECEIVED)
    desk.type_rows(tab.DEMANDS, {DEM: {**WHY, TYPED_BY: "Personne"}})
    desk.day(RECEIVED)
    assert said(desk, tab.DEMANDS, DEM) == (
        "Saisi par : « Personne » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne. [QUA-09]"
    )
    assert list(due(desk, TimeLimit.FC_NOTICE)) == [DEM]
    desk.type_rows(tab.DEMANDS, {DEM: {TYPED_BY: MANAGER}})
    desk.day(LATER)
    assert (states(desk, DEMAND), due(desk, TimeLimit.FC_NOTICE)) == ({DEM: "ENREGISTREE_PAR_ERREUR"}, {})
    shown = row(desk, tab.DEMANDS, DEM)
    assert (shown[STATUS], shown.get(DEADLINE), said(desk, tab.DEMANDS, DEM)) == ("Enregistrée par erreur", None, OVER)
    assert [line for line in desk.rows(TO_DO) if line["Dossier"] == DEM] == []
    with desk.office() as office:
        assert [reading.plain(line) for _, _, line in timeline_of(office, DEM) or []][-1].startswith(
            "Demande enregistrée par erreur → Enregistrée par erreur [QUA-09]"
        )
        assert defects_of(office) == []
    desk.add_row(tab.DEMANDS, received())
    desk.day(LATER)
    assert due(desk, TimeLimit.FC_NOTICE) == {AGAIN: "2027-02-10"}
    assert [line[REF] for line in desk.rows(tab.DEMANDS)] == [DEM, AGAIN]
    before, told = reading.traces(desk), reading.mails(desk, dossier=DEM)
    desk.day(LATER)
    assert reading.traces(desk) == before
    for on in (date(2027, 2, 11), date(2027, 3, 1)):
        night(desk, on)
    assert states(desk, DEMAND) == {DEM: "ENREGISTREE_PAR_ERREUR", AGAIN: "DERNIER_DELAI"}
    assert reading.mails(desk, dossier=DEM) == told


@pytest.mark.slow
@pytest.mark.rule("QUA-09", "LAW-10")
def test_a_row_is_taken_back_and_typed_again_in_one_run_as_often_as_need_be(desk: Desk) -> None:
    desk.add_row(tab.DEMANDS, received(CDC))
    desk.day(RECEIVED)
    for ref in (DEM, AGAIN):
        desk.type_rows(tab.DEMANDS, {ref: {**WHY, TYPED_BY: DIRECTOR}})
        desk.add_row(tab.DEMANDS, received(CDC))
        desk.day(LATER)
    assert states(desk, DEMAND) == {DEM: "ENREGISTREE_PAR_ERREUR", AGAIN: "ENREGISTREE_PAR_ERREUR", THIRD: "RECUE"}
    assert due(desk, TimeLimit.CDC_NOTICE) == {THIRD: "2027-03-12"}
    desk.type_rows(tab.DEMANDS, {DEM: {MISTAKE: "Autre motif."}, AGAIN: {MISTAKE: None}})
    desk.add_row(tab.DEMANDS, {**received(), **WHY})
    desk.day(LATER)
    refused = f"{MISTAKE} : cette ligne a été reprise : cela ne change plus. Rétablissez le motif. [QUA-09]"
    assert [said(desk, tab.DEMANDS, ref) for ref in (DEM, AGAIN)] == [refused, refused]
    assert reading.plain(desk.rows(tab.DEMANDS)[-1][ANSWER]).startswith(f"{MISTAKE} : seule une ligne que certiflow a")
    desk.type_rows(tab.DEMANDS, {AGAIN: {**WHY, REF: None}})  # somebody loses the reference
    desk.day(LATER)
    assert row(desk, tab.DEMANDS, AGAIN)[MISTAKE] == WHY[MISTAKE]
    assert list(states(desk, DEMAND)) == [DEM, AGAIN, THIRD]


@pytest.mark.rule("QUA-09", "NET-17")
def test_a_council_taken_back_gives_its_year_back(desk: Desk) -> None:
    """The next one is due a year after the last that was held, or after the file was opened."""
    desk.day(OPENED)
    first, last = "CONS-2027-0001", "CONS-2027-0002"
    older = {**HELD, councils.CONCERNED: "RS9001", "Tenu le": at(date(2027, 1, 4)), "Actions décidées": None}
    desk.add_rows(councils.COUNCILS, [older, HELD])
    desk.day(LATER)
    assert due(desk, TimeLimit.COUNCIL) == {UI: "2028-01-11", ART: "2028-01-11", ENGINEERING: "2027-11-02"}
    desk.type_rows(councils.COUNCILS, {last: {MISTAKE: "Le conseil a été reporté.", TYPED_BY: MANAGER}})
    desk.day(LATER)
    assert (states(desk, COUNCIL), due(desk, TimeLimit.ACTION)) == (
        {first: "ACTIONS_FAITES", last: "ENREGISTRE_PAR_ERREUR"}, {},
    )  # fmt: skip
    assert due(desk, TimeLimit.COUNCIL) == {UI: "2027-11-02", ART: "2028-01-04", ENGINEERING: "2027-11-02"}
    desk.type_rows(councils.COUNCILS, {first: {MISTAKE: "Réunion d’une autre instance.", TYPED_BY: MANAGER}})
    desk.add_row(councils.COUNCILS, HELD)  # it was held on that day after all
    desk.day(LATER)
    assert due(desk, TimeLimit.COUNCIL) == {UI: "2028-01-11", ART: "2028-01-11", ENGINEERING: "2027-11-02"}
    before = reading.traces(desk)
    desk.day(LATER)
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("QUA-09", "NET-20")
def test_a_watch_note_is_taken_back_whether_its_action_is_done_or_not(desk: Desk) -> None:
    desk.add_rows(watch.WATCH, [noted(), noted(Impact="Aucun.", **{"Fait le": at(RECEIVED)})])
    desk.day(RECEIVED)
    one, two = "VEI-2027-0001", "VEI-2027-0002"
    assert (states(desk, WATCH_NOTE), list(due(desk, TimeLimit.ACTION))) == ({one: "A_TRAITER", two: "CLASSEE"}, [one])
    desk.type_rows(watch.WATCH, {one: WHY, two: WHY})
    desk.day(LATER)
    assert states(desk, WATCH_NOTE) == dict.fromkeys((one, two), "ENREGISTREE_PAR_ERREUR")
    assert due(desk, TimeLimit.ACTION) == {}
    desk.day(LATER)
    assert [said(desk, watch.WATCH, ref) for ref in (one, two)] == [OVER, OVER]
