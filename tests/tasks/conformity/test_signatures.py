"""The tab « Signatures »: documents issued, signatures taken or refused one by one, everything said in the tab."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from domain.agreements import AgreementKind
from domain.process import Command
from domain.team import Person, Team
from domain.vocabulary import Event, Role, State
from tasks.office import Office, apply_commands
from tasks.tabs.signatures import (
    CERTIFIER_SIGNATORY,
    CERTIFIER_SIGNED_ON,
    PARTNER_SIGNED_ON,
    SIGNATURES,
    row_key,
)
from tests.builders import DIRECTOR, OWNER, application, withdrawal
from tests.builders_conformity import REPRESENTATIVE
from tests.tasks.conformity.signing_desk import (
    ISSUED_ON,
    REF_1,
    SIGNED_ON,
    TEAM,
    SigningDesk,
    events,
    ready,
    refusals,
    typed,
    without_clause,
)

CONVENTION, REGULATION, CHARTER = AgreementKind
KEYS = {kind: row_key(REF_1, kind) for kind in AgreementKind}


@pytest.fixture
def desk(office: Office) -> SigningDesk:
    """One dossier ready to sign, nothing issued."""
    ready(office)
    return SigningDesk(office)


@pytest.fixture
def issued(desk: SigningDesk) -> SigningDesk:
    desk.run(ISSUED_ON)
    return desk


@pytest.mark.rule("MIK-87", "MIK-90", "MIK-92")
def test_three_signatures_reported_together_are_all_taken(issued: SigningDesk) -> None:
    issued.sign()
    assert refusals(issued.run(SIGNED_ON)) == []
    signatures = issued.dossier().facts.signatures
    assert [(one.kind, one.partner_signed_on, one.certifier_signed_on) for one in signatures] == [
        (kind, date(2026, 12, 21), date(2026, 12, 22)) for kind in AgreementKind
    ]
    assert {(one.partner_signatory, one.certifier_signatory, one.recorded_by) for one in signatures} == {
        (REPRESENTATIVE, DIRECTOR, OWNER)
    }
    assert issued.dossier().state is State.READY_TO_SIGN
    assert issued.shown() == dict.fromkeys(KEYS.values(), "Signée")


@pytest.mark.rule("MIK-92")
def test_one_document_a_day(issued: SigningDesk) -> None:
    for count, kind in enumerate(AgreementKind, start=1):
        issued.sign(kind)
        assert refusals(issued.run(SIGNED_ON)) == []
        assert len(issued.dossier().facts.signatures) == count


def test_the_same_rows_at_the_next_run_change_and_refuse_nothing(issued: SigningDesk) -> None:
    issued.sign()
    issued.run(SIGNED_ON)
    before = events(issued)
    again = issued.run(SIGNED_ON)
    assert (again.applied, again.notes, events(issued)) == ([], [], before)
    assert set(issued.answers().values()) == {
        "Signée par l’organisme le 21/12/2026, par le certificateur le 22/12/2026."
    }


def test_a_signatory_who_left_since_refuses_nothing(issued: SigningDesk) -> None:
    issued.sign()
    issued.run(SIGNED_ON)
    issued.team = Team(TEAM.people[:1])
    assert refusals(issued.run(SIGNED_ON)) == []


def test_a_row_that_nobody_closed_is_not_read(issued: SigningDesk) -> None:
    issued.sign(CONVENTION, typed_by=None)
    assert (refusals(issued.run(SIGNED_ON)), issued.dossier().facts.signatures) == ([], ())


@pytest.mark.rule("MIK-92")
@pytest.mark.parametrize(
    ("over", "field", "sentence"),
    [
        (
            {"partner_on": datetime(2026, 12, 17)},
            "Signé le (organisme)",
            "la signature (organisme) est datée du 17/12/2026 ; le document est du 18/12/2026",
        ),
        (
            {"certifier_on": datetime(2026, 12, 23)},
            "Signé le (certificateur)",
            "la signature (certificateur) est datée du 23/12/2026",
        ),
        ({"certifier_on": None}, CERTIFIER_SIGNED_ON, "la cellule est vide ; complétez-la."),
        ({"partner": None}, "Signé par (organisme)", "la cellule est vide ; complétez-la."),
        ({"partner_on": "31/02/2026"}, PARTNER_SIGNED_ON, "« 31/02/2026 » n’est pas une date qui existe"),
        ({"certifier": "Un inconnu"}, CERTIFIER_SIGNATORY, "« Un inconnu » ne figure pas dans l’onglet « Équipe »"),
        ({"certifier": OWNER}, CERTIFIER_SIGNATORY, f"« {OWNER} » n’est pas de la direction"),
    ],
)
def test_a_refused_signature_holds_back_its_own_document_only(
    issued: SigningDesk, over: dict[str, Any], field: str, sentence: str
) -> None:
    issued.sign()
    issued.sign(CONVENTION, **over)
    found = issued.run(SIGNED_ON)
    assert refusals(found) == [(SIGNATURES, KEYS[CONVENTION], field, "MIK-92")]
    assert issued.answers()[KEYS[CONVENTION]].startswith(f"{field} : {sentence}")
    assert [one.kind for one in issued.dossier().facts.signatures] == [REGULATION, CHARTER]
    issued.sign(CONVENTION)
    assert refusals(issued.run(SIGNED_ON)) == []
    assert [one.kind for one in issued.dossier().facts.signatures] == [REGULATION, CHARTER, CONVENTION]


@pytest.mark.rule("MIK-87", "MIK-90", "MIK-92")
def test_a_second_signature_of_one_document_is_refused_and_the_first_stays(issued: SigningDesk) -> None:
    issued.sign()
    issued.run(SIGNED_ON)
    issued.sign(partner="Quelqu’un d’autre")
    assert [note.refusal.rule for note in issued.run(SIGNED_ON).notes] == ["MIK-92", "MIK-87", "MIK-90"]
    assert {one.partner_signatory for one in issued.dossier().facts.signatures} == {REPRESENTATIVE}


@pytest.mark.rule("LAW-02", "MIK-92")
def test_nothing_is_signed_before_it_is_issued(desk: SigningDesk) -> None:
    desk.change(agreements=without_clause(CHARTER, "controle"))
    desk.run(ISSUED_ON)
    desk.sign(CONVENTION)
    found = desk.run(SIGNED_ON)
    assert refusals(found)[1:] == [(SIGNATURES, KEYS[CONVENTION], "Signé le", "MIK-92")]
    assert desk.dossier().facts.signatures == ()


@pytest.mark.rule("MIK-34")
def test_nothing_is_signed_after_a_withdrawal(issued: SigningDesk) -> None:
    issued.sign(CHARTER)
    asked = Command("essai", REF_1, Event.PRE_HABILITATION_WITHDRAWN, ISSUED_ON, "essai", {"withdrawal": withdrawal()})
    apply_commands(issued.office, TEAM, [asked])
    assert refusals(issued.run(SIGNED_ON)) == [(SIGNATURES, KEYS[CHARTER], "", "MIK-02")]
    assert set(issued.shown().values()) == {"Sans objet"}
    assert issued.answers()[KEYS[CONVENTION]] == "Pré-habilitation retirée."


@pytest.mark.rule("MIK-92")
@pytest.mark.parametrize("key", ["D-2026-0099/convention", "D-2026-0001/bail", "convention", "D-2026-0001/"])
def test_a_row_that_is_no_document_s_is_refused(issued: SigningDesk, key: str) -> None:
    issued.type(key, typed())
    assert refusals(issued.run(SIGNED_ON)) == [(SIGNATURES, key, "Réf.", "MIK-92")]
    assert issued.answers()[key].startswith("Réf. : cette ligne n’est pas celle d’un document à signer.")


@pytest.mark.rule("MIK-92")
def test_a_row_copied_by_somebody_is_refused_twice_and_neither_counts(issued: SigningDesk) -> None:
    issued.sign(CONVENTION)
    issued.type("à renommer", typed(partner="Une autre personne"))
    rename(issued, "à renommer", KEYS[CONVENTION])
    assert refusals(issued.run(SIGNED_ON)) == [(SIGNATURES, KEYS[CONVENTION], "Réf.", "MIK-92")] * 2
    assert issued.dossier().facts.signatures == ()


def test_hostile_names_are_kept_as_text(office: Office) -> None:
    ready(office, application=application(name='=HYPERLINK("http://x","y")'))
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    desk.sign(CONVENTION, partner="<b>{{ 7*7 }}</b>\nBcc: x@y.example")
    assert refusals(desk.run(SIGNED_ON)) == []
    assert desk.dossier().facts.signatures[0].partner_signatory == "<b>{{ 7*7 }}</b> Bcc: x@y.example"
    assert set(desk.shown("Organisme").values()) == {'=HYPERLINK("http://x","y")'}


def test_the_row_of_one_dossier_does_not_touch_another(desk: SigningDesk) -> None:
    other = ready(desk.office, application=application(siret="00000001800010", name="Atelier Quai"))
    desk.run(ISSUED_ON)
    desk.sign(dossier=other)
    assert refusals(desk.run(SIGNED_ON)) == []
    assert (len(desk.dossier(other).facts.signatures), desk.dossier().facts.signatures) == (3, ())


def test_a_director_who_also_has_another_spelling_signs(issued: SigningDesk) -> None:
    issued.team = replace(TEAM, people=(*TEAM.people, Person("Ada Roy", "ada@certificateur.example", Role.DIRECTION)))
    issued.sign(CONVENTION, certifier=" ada  ROY ")
    issued.run(SIGNED_ON)
    assert issued.dossier().facts.signatures[0].certifier_signatory == "Ada Roy"
    assert refusals(issued.run(SIGNED_ON)) == []


def rename(desk: SigningDesk, key: str, other: str) -> None:
    """Somebody overwrites the reference of a row."""
    book = openpyxl.load_workbook(desk.path)
    for cell in next(book[SIGNATURES].columns):
        if cell.value == key:
            cell.value = other
    book.save(desk.path)
