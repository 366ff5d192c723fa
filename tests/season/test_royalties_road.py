"""What a partner owes for a session: called, reminded, escalated, paid or waived, on real files (NET-29)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.exams.session import Organiser
from domain.exams.vocabulary import CandidacyState
from domain.network.royalty import ROYALTY
from domain.partnership import PARTNERSHIP
from domain.vocabulary import Scope, State, TimeLimit
from tasks.integrity import defects_of
from tasks.ledger.queries import read_subjects
from tasks.tabs import royalties as tab
from tasks.tabs.columns import ANSWER, STATUS, TYPED_BY
from tasks.tabs.layout import TO_DO
from tests.builders import application
from tests.builders_conformity import habilitated
from tests.exams import a_person, a_session
from tests.exams_ledger import VALIDATED_ON, judged, place, results_sent
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk
from tests.season.test_delivery_road import LUC, ZOE, states
from tests.season.test_registration_file_road import due, night

RED, PARTNER = "RED-2027-0001", "direction@atelier.example"
CALLED, DUE = VALIDATED_ON, VALIDATED_ON + timedelta(days=30)
NOUR = a_person(first_names="Nour", birth_name="Haddad", email="nour@candidats.example")


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """Two partners: D-2027-0001 organised the session, D-2027-0002 sent one of its candidates there."""
    with desk.office() as office:
        for name, siret in (("Atelier n° 1", "73282932000074"), ("Atelier n° 2", "44306184100047")):
            partner = application(name=name, siret=siret, email=PARTNER, certification="RNCP9002")
            facts = habilitated(application=partner, certification="RNCP9002", owner=MANAGER, workstreams=None)
            place(office, PARTNERSHIP, facts, State.HABILITATED)
        organiser = Organiser(dossier="D-2027-0001", name="Atelier n° 1", email=PARTNER, scope=Scope.PREPARE_AND_ASSESS)
        session = results_sent(office, a_session(organiser=organiser))
        judged(office, session, a_person(), session.blocs, CandidacyState.PASSED)
        judged(office, session, ZOE, [], CandidacyState.ABSENT)  # registered, all the same
        judged(office, session, LUC, [], CandidacyState.FAILED, partner="D-2027-0002")
        judged(office, session, NOUR, [], CandidacyState.GAVE_UP)
    desk.day(CALLED)
    return desk


def paid(on: date, amount: float = 180, **over: Any) -> dict[str, Any]:
    return {"Payée le": at(on), "Montant payé (HT)": amount, "Référence du paiement": "VIR 5521", TYPED_BY: MANAGER,
            **over}  # fmt: skip


def told(desk: Desk) -> str:
    return reading.plain(row(desk, tab.ROYALTIES, RED)[ANSWER])


@pytest.mark.rule("NET-29", "QUA-04")
def test_each_partner_is_called_once_for_the_candidates_that_it_registered(owing: Desk) -> None:
    with owing.ledger() as connection:
        lines = {view.facts.parent: view.facts.charge for view in read_subjects(connection, ROYALTY)}
    assert {dossier: (len(charge.candidates), charge.total) for dossier, charge in lines.items()} == {
        "D-2027-0001": (2, Decimal(180)), "D-2027-0002": (1, Decimal(90)),
    }  # fmt: skip
    shown = row(owing, tab.ROYALTIES, RED)
    assert [shown[header] for header in (tab.SESSION, tab.COUNT, tab.AMOUNT, STATUS)] == [
        "S-2027-0001", 2, 180, "Appelée, à payer",
    ]  # fmt: skip
    mail = reading.mails(owing, "royalty_called", RED)[0]
    assert (mail.to, mail.on) == (PARTNER, CALLED)
    for words in ("180 € hors taxes", "2 candidats inscrits × 90 €", "dimanche 21 février 2027"):
        assert words in mail.text
    before = reading.traces(owing)
    owing.day(CALLED)
    assert reading.traces(owing) == before
    with owing.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("NET-29")
def test_an_unpaid_royalty_is_reminded_to_the_partner_then_to_the_office_up_to_direction(owing: Desk) -> None:
    nights = (date(2027, 2, 11), date(2027, 2, 20), DUE, DUE + timedelta(days=1), date(2027, 3, 9), date(2027, 3, 11),
              date(2027, 3, 16))  # fmt: skip
    for on in nights[:-1]:
        night(owing, on)
    owing.day(nights[-1])
    mine = reading.mails(owing, dossier=RED)[1:]
    assert [(f"{mail.on:%d/%m}", mail.to) for mail in mine] == [
        ("11/02", PARTNER), ("20/02", PARTNER), ("22/02", PARTNER),
        ("09/03", MANAGER_MAIL), ("11/03", MANAGER_MAIL), ("16/03", DIRECTOR_MAIL),
    ]  # fmt: skip
    assert [mail.subject.partition(" – ")[0] for mail in mine[:3]] == [
        "Redevance de la session S-2027-0001 : il vous reste 10 jours",
        "Redevance de la session S-2027-0001 : il vous reste 1 jour",
        "Redevance impayée : session S-2027-0001",
    ]
    assert states(owing, ROYALTY)[RED] == "IMPAYEE"
    assert [line["Pour qui"] for line in owing.rows(TO_DO) if "edevance" in line["Quoi"]] == [MANAGER, MANAGER]
    owing.type_rows(tab.ROYALTIES, {RED: paid(date(2027, 3, 15))})
    owing.day(date(2027, 3, 16))
    assert (told(owing), states(owing, ROYALTY)[RED]) == ("Payée.", "PAYEE")
    assert RED not in due(owing, TimeLimit.ROYALTY_OVERDUE)


@pytest.mark.slow
@pytest.mark.rule("NET-29")
def test_a_payment_is_the_whole_amount_once_and_changes_no_more(owing: Desk) -> None:
    owing.type_rows(tab.ROYALTIES, {RED: paid(CALLED, 90)})
    owing.day(CALLED)
    assert told(owing).startswith("Montant payé (HT) : la redevance est de 180,00 € hors taxes.")
    owing.type_rows(tab.ROYALTIES, {RED: paid(CALLED)})
    owing.day(CALLED)
    assert told(owing) == "Payée."
    owing.type_rows(tab.ROYALTIES, {RED: paid(CALLED, 270)})
    owing.day(CALLED)
    assert told(owing) == "ce qui est enregistré ne change plus. Rétablissez la ligne. [NET-29]"


@pytest.mark.rule("NET-29", "QUA-04")
def test_direction_alone_lets_go_of_a_royalty_and_the_partner_reads_why(owing: Desk) -> None:
    motive = "Première session ; =1+1 <b>offerte</b>."
    waiver = {"Motif de l’abandon": motive, "Abandon décidé par": MANAGER, TYPED_BY: MANAGER}
    owing.type_rows(tab.ROYALTIES, {RED: waiver})
    owing.day(CALLED)
    assert told(owing).startswith("Abandon décidé par : « Claire Martin » est inscrit comme")
    owing.type_rows(tab.ROYALTIES, {RED: {"Abandon décidé par": DIRECTOR}})
    owing.day(CALLED)
    assert states(owing, ROYALTY)[RED] == "ABANDONNEE"
    (mail,) = reading.mails(owing, "royalty_waived")
    assert (mail.to, motive in mail.text, "<b>" in mail.html) == (PARTNER, True, False)
    night(owing, DUE + timedelta(days=1))
    assert [m.on for m in reading.mails(owing, "royalty_reminder", RED) if m.on > DUE] == []
