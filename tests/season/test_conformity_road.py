"""The whole road of an OF that prepares and assesses: pre-habilitation, conformity, signing, habilitation."""

from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout
from tasks.tabs import conformity as tab
from tests.season.conformity import (
    AGENCY_MAIL,
    ATELIER,
    AUDIT_1,
    EXAM,
    EXAM_MAIL,
    KAPLAN,
    KAPLAN_MAIL,
    OSTROWSKI,
    PARTNER_MAIL,
    REF_1,
)  # fmt: skip
from tests.season.conformity_roads import (
    Stretch,
    habilitated,
    informed,
    people_ready,
    pre_habilitated,
    ready_to_sign,
    supports_read,
)  # fmt: skip
from tests.season.desk import MANAGER_MAIL, Desk
from tests.season.reading import events, mails, pdf_text, register, said
from tests.tasks.web.hostile_server import Site

END = date(2028, 6, 30)


@pytest.mark.rule("MIK-37", "MIK-39", "MIK-42", "MIK-44", "MIK-55", "MIK-59", "MIK-72", "MIK-82", "MIK-84", "MIK-92")
def test_each_subject_goes_its_own_way_under_one_clock(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    assert [one for one in events(audit_desk, REF_1) if one[0] >= "2026-11-10"] == [
        ("2026-11-10", "commission_accepted", "PRE_HABILITE"),
        ("2026-11-12", "info_session_planned", "PRE_HABILITE"),
        ("2026-11-17", "info_session_held", "MISE_EN_CONFORMITE"),
        ("2026-11-17", "evaluation_kit_delivered", "MISE_EN_CONFORMITE"),
        ("2026-12-02", "reminded", "MISE_EN_CONFORMITE"),
        ("2026-12-04", "workstreams_done", "PRET_A_SIGNER"),
        ("2026-12-04", "agreements_issued", "PRET_A_SIGNER"),
        *[("2026-12-11", "agreement_signed", "PRET_A_SIGNER")] * 3,
        ("2026-12-11", "habilitation_granted", "HABILITE"),
    ]
    assert events(audit_desk, AUDIT_1) == [
        ("2026-11-17", "communication_opened", "A_AUDITER"),
        ("2026-12-02", "supports_declared", "A_AUDITER"),
        ("2026-12-02", "supports_read", "A_AUDITER"),
        ("2026-12-04", "audit_passed", "CONFORME"),
    ]
    assert events(audit_desk, KAPLAN) == [
        ("2026-11-10", "trainer_proposed", "A_EVALUER"),
        ("2026-11-19", "trainer_session_planned", "A_EVALUER"),
        ("2026-11-19", "trainer_documents_delivered", "A_EVALUER"),
        ("2026-11-24", "trainer_validated", "VALIDE"),
    ]
    assert events(audit_desk, OSTROWSKI) == [("2026-11-10", "trainer_proposed", "A_EVALUER")]
    assert events(audit_desk, EXAM) == [
        ("2026-11-17", "manager_designated", "DESIGNE"),
        ("2026-11-24", "manager_habilitated", "HABILITE"),
    ]


@pytest.mark.rule("MIK-42", "MIK-43", "MIK-46", "MIK-55", "MIK-72", "MIK-75", "MIK-76", "MIK-86", "MIK-92")
def test_each_e_mail_leaves_on_its_day_to_whom_it_concerns(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    assert said(audit_desk, date(2026, 11, 10)) == [
        ("10/11", "pre_habilitated", REF_1, PARTNER_MAIL),
        ("12/11", "info_session_invitation", REF_1, AGENCY_MAIL),
        ("12/11", "info_session_invitation", REF_1, PARTNER_MAIL),
        ("17/11", "evaluation_kit", REF_1, EXAM_MAIL),
        ("17/11", "kits_delivered", REF_1, AGENCY_MAIL),
        ("17/11", "kits_delivered", REF_1, PARTNER_MAIL),
        ("17/11", "manager_designated", EXAM, PARTNER_MAIL),
        ("17/11", "manager_designated", EXAM, EXAM_MAIL),
        ("19/11", "trainer_documents", KAPLAN, PARTNER_MAIL),
        ("19/11", "trainer_documents", KAPLAN, KAPLAN_MAIL),
        ("19/11", "trainer_invitation", KAPLAN, PARTNER_MAIL),
        ("19/11", "trainer_invitation", KAPLAN, KAPLAN_MAIL),
        ("24/11", "manager_decision", EXAM, PARTNER_MAIL),
        ("24/11", "manager_decision", EXAM, EXAM_MAIL),
        ("24/11", "trainer_report", KAPLAN, PARTNER_MAIL),
        ("24/11", "trainer_report", KAPLAN, KAPLAN_MAIL),
        ("02/12", "conformity_reminder", REF_1, PARTNER_MAIL),
        ("04/12", "agreements_ready", REF_1, PARTNER_MAIL),
        ("04/12", "communication_conforming", AUDIT_1, AGENCY_MAIL),
        ("04/12", "communication_conforming", AUDIT_1, PARTNER_MAIL),
        ("11/12", "fc_declaration_due", REF_1, MANAGER_MAIL),
        ("11/12", "publication_authorised", REF_1, PARTNER_MAIL),
    ]


@pytest.mark.rule(
    "MIK-31", "MIK-43", "MIK-45", "MIK-48", "MIK-50", "MIK-54", "MIK-57", "MIK-71", "MIK-76", "MIK-82", "MIK-87"
)
def test_each_document_is_registered_on_its_day(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    found = [(f"{row['dated']:%d/%m}", row["kind"], row["subject"]) for row in register(audit_desk)]
    assert found[2:] == [
        ("17/11", "bordereau_remise", REF_1),
        ("17/11", "kit_communication", REF_1),
        ("17/11", "kit_pedagogique", REF_1),
        ("17/11", "kit_dossier_technique", REF_1),
        ("17/11", "kit_qualite", REF_1),
        ("17/11", "reglementation", REF_1),
        ("17/11", "bordereau_kit_evaluation", REF_1),
        ("17/11", "kit_evaluation", REF_1),
        ("19/11", "kit_pedagogique", KAPLAN),
        ("19/11", "kit_dossier_technique", KAPLAN),
        ("24/11", "responsable_evaluation", EXAM),
        ("24/11", "evaluation_formateur", KAPLAN),
        ("04/12", "controle_communication_1", AUDIT_1),
        ("04/12", "convention", REF_1),
        ("04/12", "reglementation", REF_1),
        ("04/12", "charte", REF_1),
        ("11/12", "habilitation", REF_1),
    ]


CONFORMITY = ("Mise en conformité", date(2026, 12, 23))
QUALIOPI = ("Validité de la certification Qualiopi", date(2027, 12, 19))
SUPPORTS = ("Mise à jour des supports de communication", date(2026, 12, 8))
STAGES = [
    (pre_habilitated, "Pré-habilité", 4, {("Séance d’information", date(2026, 11, 18)), CONFORMITY, QUALIOPI}),
    (informed, "Mise en conformité", 1, {SUPPORTS, CONFORMITY, QUALIOPI}),
    (people_ready, "Mise en conformité", 6, {SUPPORTS, CONFORMITY, QUALIOPI}),
    (supports_read, "Mise en conformité", 6, {SUPPORTS, CONFORMITY, QUALIOPI}),
    (ready_to_sign, "Prêt à signer", 13, {CONFORMITY, QUALIOPI}),
    (habilitated, "Habilité", None, {
        QUALIOPI, ("Déclaration à France compétences", date(2027, 2, 11)), ("Fin de la convention", END),
    }),
]  # fmt: skip


@pytest.mark.rule("MIK-29", "MIK-42", "MIK-60", "MIK-85", "MIK-86", "O-04", "LAW-05")
@pytest.mark.parametrize(("stretch", "status", "margin", "deadlines"), STAGES, ids=[row[0].__name__ for row in STAGES])
def test_the_workbook_says_where_the_dossier_is_and_until_when(
    audit_desk: Desk, site: Site, stretch: Stretch, status: str, margin: int | None, deadlines: set[tuple[str, date]]
) -> None:
    stretch(audit_desk, site)
    row = audit_desk.row(tab.CONFORMITY, ATELIER)
    assert (row[columns.STATUS], row.get(tab.MARGIN)) == (status, margin)
    assert row.get(tab.ENDS) == (None if margin is None else datetime(2026, 12, 23))
    shown = {(row[columns.DEADLINE], row["Au plus tard le"].date()) for row in audit_desk.deadlines()}
    assert shown == deadlines
    assert (audit_desk.states(), audit_desk.rows(layout.ANOMALIES)) == ({ATELIER: status}, [])


def test_every_attached_document_is_the_one_of_the_register(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    folder = audit_desk.settings.documents_folder
    kept = {(folder / row["path"]).read_bytes() for row in register(audit_desk)}
    sent = {data for mail in mails(audit_desk) for name, data in mail.attached.items() if name.endswith(".pdf")}
    assert sent == kept
    assert all(pdf_text(folder / row["path"]) for row in register(audit_desk))
