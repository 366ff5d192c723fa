"""Complements and mises en demeure in « Demandes », watch notes in « Veille », on real files."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.network.demand import DEMAND
from domain.network.watch import WATCH_NOTE
from domain.vocabulary import TimeLimit
from tasks.integrity import defects_of
from tasks.tabs import demands as tab
from tasks.tabs import watch
from tasks.tabs.columns import ANSWER, DEADLINE, STATUS, TYPED_BY
from tasks.tabs.layout import TO_DO
from tests.config.test_registration_figures import NOTE
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk
from tests.season.test_delivery_road import states
from tests.season.test_registration_file_road import due, night, said

RECEIVED, FIRST_END, FINAL_END = date(2027, 1, 11), date(2027, 2, 10), date(2027, 2, 25)
DEM = "DEM-2027-0001"
FC, CDC, COMPLEMENT = (
    "Mise en demeure (France compétences)", "Mise en demeure (Caisse des dépôts)",
    "Complément d’information (France compétences)",
)  # fmt: skip


def received(nature: str = FC, **over: Any) -> dict[str, Any]:
    return {
        tab.CERTIFICATION: "RNCP9002", tab.NATURE: nature, "Reçue le": at(RECEIVED),
        "Critère ou objet": "=1+1 Deux partenaires annoncent un diplôme d’État.", TYPED_BY: MANAGER, **over,
    }  # fmt: skip


def answer(on: date) -> dict[str, Any]:
    return {"Réponse": "Les deux publications sont retirées.", "Répondu le": at(on), tab.PROOF: "Envoi 118"}


@pytest.mark.rule("LAW-07")
def test_a_mise_en_demeure_of_france_competences_runs_thirty_days_then_fifteen(desk: Desk) -> None:
    desk.add_row(tab.DEMANDS, received())
    desk.day(RECEIVED)
    told = [(mail.to, mail.subject) for mail in reading.mails(desk, "demand_received")]
    subject = f"Mise en demeure de France compétences – demande {DEM}"
    assert sorted(told) == [(MANAGER_MAIL, subject), (DIRECTOR_MAIL, subject)]
    assert due(desk, TimeLimit.FC_NOTICE) == {DEM: FIRST_END.isoformat()}
    night(desk, FIRST_END)
    assert states(desk, DEMAND) == {DEM: "RECUE"}  # the last day is still the certifier's
    night(desk, FIRST_END + timedelta(days=1))
    assert (states(desk, DEMAND), due(desk, TimeLimit.FC_NOTICE)) == ({DEM: "DERNIER_DELAI"}, {})
    assert due(desk, TimeLimit.FC_NOTICE_FINAL) == {DEM: FINAL_END.isoformat()}
    final = reading.mails(desk, "demand_received", DEM)[-1]
    assert (final.on, "dernier délai" in final.subject) == (FIRST_END + timedelta(days=1), True)
    assert "jeudi 25 février 2027" in final.text
    night(desk, date(2027, 3, 1))
    assert [mail.to for mail in reading.mails(desk, "deadline_overdue_direction", DEM)] == [DIRECTOR_MAIL]
    desk.type_rows(tab.DEMANDS, {DEM: answer(date(2027, 3, 1))})
    desk.day(date(2027, 3, 1))
    shown = row(desk, tab.DEMANDS, DEM)
    assert (shown[STATUS], shown.get(DEADLINE)) == ("Réponse envoyée", None)
    before = reading.traces(desk)
    desk.day(date(2027, 3, 1))
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("LAW-10", "REF-32")
def test_the_caisse_des_depots_and_the_instructor_have_their_own_dates_and_an_answer_stops_them(desk: Desk) -> None:
    wanted = received(COMPLEMENT, **{"Échéance fixée": at(date(2027, 2, 1))})
    desk.add_rows(tab.DEMANDS, [received(CDC), wanted, received(COMPLEMENT)])
    desk.day(RECEIVED)
    assert due(desk, TimeLimit.CDC_NOTICE) == {DEM: "2027-03-12"}
    assert due(desk, TimeLimit.COMPLEMENT) == {"DEM-2027-0002": "2027-02-01"}
    assert reading.plain(desk.rows(tab.DEMANDS)[2][ANSWER]).startswith("Échéance fixée : indiquez la date")
    tasks = [
        (one["Pour qui"], one["Avant le"])
        for one in desk.rows(TO_DO)
        if one["Quoi"].endswith("dans «\u202fDemandes\u202f»")
    ]
    assert tasks == [(MANAGER, at(date(2027, 2, 1))), (MANAGER, at(date(2027, 3, 12)))]
    desk.type_rows(tab.DEMANDS, {DEM: answer(date(2027, 1, 18)), "DEM-2027-0002": answer(date(2027, 1, 18))})
    desk.day(date(2027, 1, 18))
    assert states(desk, DEMAND) == {DEM: "REPONDUE", "DEM-2027-0002": "REPONDUE"}
    night(desk, date(2027, 3, 20))
    assert reading.mails(desk, "deadline_overdue_direction", DEM) == []


@pytest.mark.slow
@pytest.mark.rule("REF-32")
def test_what_was_received_and_what_was_answered_change_no_more(desk: Desk) -> None:
    desk.add_row(tab.DEMANDS, received() | answer(RECEIVED))
    desk.day(RECEIVED)
    assert states(desk, DEMAND) == {DEM: "REPONDUE"}  # both typed on the same day
    for over in ({"Réponse": "Autre chose"}, {**answer(RECEIVED), "Reçue le": at(date(2027, 1, 4))}):
        desk.type_rows(tab.DEMANDS, {DEM: over})
        desk.day(RECEIVED)
        assert "ne change plus. Rétablissez la ligne" in said(desk, tab.DEMANDS, DEM)


def noted(**over: Any) -> dict[str, Any]:
    return {
        watch.SOURCE: NOTE, "Date": at(RECEIVED), "Ce qui change": "La note précise le suivi des partenaires.",
        "Impact": "Le contrôle semestriel.", watch.CONCERNED: "toutes", watch.ACTION: "Compléter la grille",
        watch.IN_CHARGE: "claire martin", "À faire avant le": at(date(2027, 2, 8)), TYPED_BY: MANAGER, **over,
    }  # fmt: skip


@pytest.mark.rule("NET-20", "NET-30", "REF-30", "REF-33")
def test_a_watch_note_is_followed_until_its_action_is_done(desk: Desk) -> None:
    nothing = dict.fromkeys((watch.ACTION, watch.IN_CHARGE, "À faire avant le"))
    desk.add_rows(watch.WATCH, [
        noted(), noted(**nothing), noted(**{watch.SOURCE: "Un blogue"}), noted(**{watch.IN_CHARGE: "Personne"}),
    ])  # fmt: skip
    desk.day(RECEIVED)
    one, two = "VEI-2027-0001", "VEI-2027-0002"
    assert states(desk, WATCH_NOTE) == {one: "A_TRAITER", two: "CLASSEE"}
    refused = [reading.plain(line[ANSWER]).partition(" : ")[0] for line in desk.rows(watch.WATCH)[2:]]
    assert refused == ["Source", "Responsable de l’action"]
    assert due(desk, TimeLimit.ACTION) == {one: "2027-02-08"}
    for on in (date(2027, 2, 1), date(2027, 2, 8), date(2027, 2, 10), date(2027, 2, 15)):
        night(desk, on)
    assert [(f"{mail.on:%d/%m}", mail.to) for mail in reading.mails(desk, dossier=one)] == [
        ("01/02", MANAGER_MAIL), ("08/02", MANAGER_MAIL), ("10/02", MANAGER_MAIL), ("15/02", DIRECTOR_MAIL),
    ]  # fmt: skip
    assert said(desk, watch.WATCH, one) == "Action à mener."
    desk.type_rows(watch.WATCH, {one: {"Fait le": at(date(2027, 2, 15))}})
    desk.day(date(2027, 2, 15))
    assert (states(desk, WATCH_NOTE)[one], due(desk, TimeLimit.ACTION)) == ("CLASSEE", {})
    assert said(desk, watch.WATCH, one) == "Classée."
