"""After the habilitation: its minutes, the declaration to France compétences, the end of the agreement."""

from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout, signatures
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import ATELIER, AUDIT_1, EXAM, KAPLAN, OSTROWSKI, PARTNER_MAIL, REF_1, note
from tests.season.conformity_roads import SIGNED_ON, habilitated
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER_MAIL, Desk
from tests.season.reading import between, events, minutes, plain, register, said
from tests.tasks.web.hostile_server import Site

QUALIOPI = "Validité de la certification Qualiopi"


@pytest.mark.rule("MIK-41", "MIK-61", "MIK-84", "MIK-87", "MIK-90", "MIK-92", "MIK-93", "LAW-01")
def test_the_minutes_of_the_habilitation_print_gates_signatures_and_answers(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    text = dict(minutes(audit_desk, REF_1))["habilitation"]
    assert between(text, "Étape Constat", "Documents signés (MIK-92)") == (
        "Séance d’information et remise des documents Tenue le 17/11/2026 Communication Conforme le 04/12/2026 "
        "Formateurs validés Jeanne Kaplan Responsable de l’évaluation habilité Paul Roux"
    )
    by = f"{hands.REPRESENTATIVE} le 11/12/2026 {DIRECTOR} le 11/12/2026"
    assert between(text, "Pour le certificateur", "Conditions de l’article") == (
        f"Convention de partenariat version 2026-1 {by} Réglementation de la certification version 2026-1 {by} "
        f"Charte qualité version 2026-1 {by}"
    )
    assert f"Réponses données par {DIRECTOR}, le 11/12/2026" in text
    assert "Délai utilisé : 22 jours ouvrés sur 30" in text
    assert "peut commercialiser la certification à compter de ce jour (MIK-92, MIK-93)" in text
    assert [row[columns.STATUS] for row in audit_desk.rows(signatures.SIGNATURES)] == ["Signée"] * 3


@pytest.mark.rule("MIK-86", "LAW-05")
def test_the_habilitation_is_declared_to_france_competences_with_its_proof(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 1), tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(date(2026, 12, 14))
    refused = plain(audit_desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])
    dated = "la déclaration se date entre le changement à déclarer, du 11/12/2026, et aujourd’hui. Corrigez la date."
    assert refused.endswith(f"{dated} [MIK-86]")
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 14), tab.PROOF: None})
    audit_desk.day(date(2026, 12, 14))
    refused = plain(audit_desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])
    assert refused.endswith("joignez la preuve de la déclaration (lien ou capture). [MIK-86]")
    note(audit_desk, {tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(date(2026, 12, 15))
    assert events(audit_desk, REF_1)[-1] == ("2026-12-15", "declared_to_fc", "HABILITE")
    assert {row[columns.DEADLINE] for row in audit_desk.deadlines()} == {QUALIOPI, "Fin de la convention"}
    assert audit_desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-86", "LAW-05", "O-20")
def test_a_declaration_that_is_late_climbs_the_ladder(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    nights = [date(2027, 1, 21), date(2027, 2, 11), date(2027, 2, 15), date(2027, 2, 18)]
    for night in nights:
        audit_desk.day(night)
    assert [one for one in said(audit_desk, date(2027, 1, 1)) if one[2] == REF_1] == [
        ("21/01", "deadline_reminder_staff", REF_1, MANAGER_MAIL),
        ("11/02", "deadline_overdue_owner", REF_1, MANAGER_MAIL),
        ("15/02", "deadline_overdue_manager", REF_1, MANAGER_MAIL),
        ("18/02", "deadline_overdue_direction", REF_1, DIRECTOR_MAIL),
    ]


@pytest.mark.rule("MIK-85", "LAW-05")
def test_the_agreement_ends_with_the_registration_after_three_warnings(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 11), tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(SIGNED_ON)
    days = [(2028, 1, 1), (2028, 1, 2), (2028, 3, 31), (2028, 4, 1), (2028, 5, 30), (2028, 5, 31), (2028, 6, 30)]
    for day in (*days, (2028, 7, 1), (2028, 7, 3)):
        audit_desk.day(date(*day))
    ending = [one for one in said(audit_desk, date(2028, 1, 2)) if one[2] == REF_1]
    assert ending == [
        ("02/01", "agreement_ending", REF_1, PARTNER_MAIL),
        ("02/01", "deadline_reminder_staff", REF_1, MANAGER_MAIL),
        ("01/04", "agreement_ending", REF_1, PARTNER_MAIL),
        ("31/05", "agreement_ending", REF_1, PARTNER_MAIL),
        ("01/07", "agreement_expired", REF_1, PARTNER_MAIL),
        ("01/07", "fc_change_due", REF_1, MANAGER_MAIL),
    ]
    assert events(audit_desk, REF_1)[-1] == ("2028-07-01", "agreement_expired", "EXPIREE")
    assert [events(audit_desk, ref)[-1][1:] for ref in (AUDIT_1, KAPLAN, OSTROWSKI, EXAM)] == [
        ("communication_closed", "CLOSE"), ("trainer_closed", "CLOS"), ("trainer_closed", "CLOS"),
        ("manager_closed", "CLOS"),
    ]  # fmt: skip
    assert register(audit_desk)[-1]["kind"] == "echeance_convention"
    assert audit_desk.states() == {ATELIER: "Convention échue"}
    assert deadlines_of(audit_desk) == {"Déclaration à France compétences": datetime(2028, 9, 1)}
    note(audit_desk, {tab.DECLARED_ON: datetime(2028, 7, 4), tab.PROOF: "https://preuves.example/fin.png"})
    audit_desk.day(date(2028, 7, 4))
    assert (deadlines_of(audit_desk), audit_desk.rows(layout.ANOMALIES)) == ({}, [])


def deadlines_of(desk: Desk) -> dict[str, datetime]:
    return {row[columns.DEADLINE]: row["Au plus tard le"] for row in desk.deadlines()}
