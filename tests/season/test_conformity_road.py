"""The whole road of an OF that prepares and assesses: pre-habilitation, conformity, signing, habilitation, expiry."""

import re
from datetime import date, datetime

import icalendar
import pytest

from tasks.tabs import audit, columns, layout, signatures, trainers
from tasks.tabs import conformity as tab
from tests.builders import shipped_config
from tests.season import conformity as hands
from tests.season.answers import Cells, answers
from tests.season.conformity import (
    AGENCY_MAIL,
    ATELIER,
    AUDIT_1,
    EXAM_MAIL,
    KAPLAN,
    KAPLAN_MAIL,
    OSTROWSKI,
    PARTNER_MAIL,
    REF_1,
    note,
)  # fmt: skip
from tests.season.conformity_roads import (
    INFORMED_ON,
    JUDGED_ON,
    SIGNED_ON,
    Stretch,
    habilitated,
    informed,
    people_ready,
    pre_habilitated,
    ready_to_sign,
    supports_read,
)  # fmt: skip
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk, scoring_cells
from tests.season.partner_site import address, publish
from tests.season.reading import Mail, between, events, mails, minutes, pdf_text, plain, register
from tests.season.roads import ALL_POINTS, COMMISSION_DAY, RECEPTION, SCORING_DAY
from tests.tasks.web.hostile_server import Site

EXAM = "R-2026-0001"
END = date(2028, 6, 30)


def said(desk: Desk, since: date) -> list[tuple[str, str, str, str]]:
    """(day, template, subject, recipient) of every e-mail from a day on."""
    found = [(f"{mail.on:%d/%m}", mail.kind, mail.dossier, mail.to) for mail in mails(desk) if mail.on >= since]
    return sorted(found, key=lambda one: (one[0][3:], one[0][:2], one[1:]))


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


@pytest.mark.rule("MIK-31", "MIK-43", "MIK-45", "MIK-48", "MIK-50", "MIK-54", "MIK-57", "MIK-76", "MIK-82", "MIK-87")
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
    (pre_habilitated, "Pré-habilité", 4, {("Session d’information", date(2026, 11, 18)), CONFORMITY, QUALIOPI}),
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
    shown = {(row[columns.DEADLINE], row["Au plus tard le"].date()) for row in audit_desk.rows(layout.DEADLINES)}
    assert shown == deadlines
    assert (audit_desk.states(), audit_desk.rows(layout.ANOMALIES)) == ({ATELIER: status}, [])


@pytest.mark.rule("MIK-43", "MIK-45", "MIK-47", "MIK-48", "MIK-49", "MIK-50", "MIK-57")
def test_the_delivery_slip_lists_each_document_with_its_version_and_its_hash(audit_desk: Desk, site: Site) -> None:
    informed(audit_desk, site)
    slip = dict(minutes(audit_desk, REF_1))["bordereau_remise"]
    assert between(slip, "Bordereau de remise des documents", "Organisme") == (
        f"Remis à {hands.REPRESENTATIVE} le 17/11/2026"
    )
    kits = [kit for kit in shipped_config().kits["RS9001"].root.values() if not kit.needs_evaluation_scope]
    listed = between(slip, "Document Version Empreinte SHA-256", "Kit de communication : engagements")
    for kit in kits:
        for component in kit.components.values():
            assert re.search(rf"{re.escape(component.title)} {re.escape(kit.version)} [0-9a-f]{{12}}", listed)
    assert [len(kit.components) for kit in kits] == [9, 6, 1, 1]
    assert len(re.findall(r"[0-9a-f]{12}", listed)) == 4 + 9 + 6 + 1 + 1 + 1  # the regulation has no component
    communication, pedagogy = slip.split("L’organisme s’engage sans exception à respecter :")[1:]
    assert (len(re.findall("• ", communication)), len(re.findall("• ", pedagogy))) == (7, 6)


@pytest.mark.rule("MIK-54", "MIK-55", "MIK-56")
def test_the_evaluation_kit_waits_for_somebody_to_receive_it(audit_desk: Desk, site: Site) -> None:
    pre_habilitated(audit_desk, site)
    note(audit_desk, hands.session(INFORMED_ON))
    audit_desk.day(date(2026, 11, 12))
    note(audit_desk, hands.attended(INFORMED_ON))
    audit_desk.day(INFORMED_ON)
    assert mails(audit_desk, "evaluation_kit") == []
    note(audit_desk, hands.designated(date(2026, 11, 18)))
    audit_desk.day(date(2026, 11, 18))
    (mail,) = mails(audit_desk, "evaluation_kit")
    assert (mail.to, mail.on, len(mail.attached)) == (EXAM_MAIL, date(2026, 11, 18), 2)
    kit = between(mail.text, "nous vous remettons :", "À vous maintenant")
    assert kit.count("(version 2026-1)") == 8
    slip = dict(minutes(audit_desk, REF_1))["bordereau_kit_evaluation"]
    assert slip.partition("L’organisme s’engage sans exception à respecter :")[2].count("• ") == 3
    audit_desk.day(date(2026, 11, 19))
    assert len(mails(audit_desk, "evaluation_kit")) == 1


def invitations(desk: Desk, *kinds: str) -> list[tuple[date, str, str, int, datetime]]:
    """(day, METHOD, UID, SEQUENCE, start) of each invitation that the OF received."""
    found: list[tuple[date, str, str, int, datetime]] = []
    sent: list[Mail] = [mail for mail in mails(desk) if mail.kind in kinds and mail.to == PARTNER_MAIL]
    for mail in sent:
        (attached,) = mail.attached.values()
        calendar = icalendar.Calendar.from_ical(attached)
        (event,) = calendar.walk("VEVENT")
        sequence, starts = int(str(event["SEQUENCE"])), event.decoded("DTSTART")
        found.append((mail.on, str(calendar["METHOD"]), str(event["UID"]), sequence, starts))
    return found


@pytest.mark.rule("MIK-42")
def test_a_session_is_moved_then_cancelled_then_planned_anew_under_one_identity(audit_desk: Desk, site: Site) -> None:
    pre_habilitated(audit_desk, site)
    typed = [
        hands.session(INFORMED_ON),
        hands.session(INFORMED_ON, 15),
        {tab.INFO_AT: None},
        hands.session(INFORMED_ON),
    ]
    for day, cells in enumerate(typed, start=11):
        note(audit_desk, cells)
        audit_desk.day(date(2026, 11, day))
    found = invitations(audit_desk, "info_session_invitation", "info_session_cancelled")
    assert [(one[0].day, one[1], one[3], one[4].hour, str(one[4].tzinfo)) for one in found] == [
        (11, "REQUEST", 0, 10, "Europe/Paris"), (12, "REQUEST", 1, 15, "Europe/Paris"),
        (13, "CANCEL", 2, 15, "Europe/Paris"), (14, "REQUEST", 3, 10, "Europe/Paris"),
    ]  # fmt: skip
    assert len({one[2] for one in found}) == 1


@pytest.mark.rule("MIK-41")
def test_the_signing_day_is_planned_and_cancelled(audit_desk: Desk, site: Site) -> None:
    ready_to_sign(audit_desk, site)
    place: Cells = {tab.SIGNING_AT: datetime(2026, 12, 11, 14), tab.SIGNING_PLACE: "12, rue des Érables, Paris"}
    for day, cells in ((7, place), (8, {tab.SIGNING_AT: None}), (9, place)):
        note(audit_desk, cells)
        audit_desk.day(date(2026, 12, day))
    found = invitations(audit_desk, "signing_invitation", "signing_cancelled")
    assert [(one[0].day, one[1], one[3]) for one in found] == [(7, "REQUEST", 0), (8, "CANCEL", 1), (9, "REQUEST", 2)]
    assert "12, rue des Érables, Paris" in mails(audit_desk, "signing_invitation")[0].text
    assert [event for _, event, _ in events(audit_desk, REF_1) if "signing" in event] == [
        "signing_planned", "signing_cancelled", "signing_planned"
    ]  # fmt: skip


@pytest.mark.rule("MIK-34", "MIK-35")
def test_a_withdrawal_calls_off_the_signing_day_to_come(audit_desk: Desk, site: Site) -> None:
    ready_to_sign(audit_desk, site)
    note(audit_desk, {tab.SIGNING_AT: datetime(2026, 12, 11, 14), tab.SIGNING_PLACE: "Paris"})
    audit_desk.day(date(2026, 12, 7))
    hands.decide(audit_desk, layout.WITHDRAW)
    for day in (8, 9):
        audit_desk.day(date(2026, 12, day))
    found = invitations(audit_desk, "signing_invitation", "signing_cancelled")
    assert [(one[0].day, one[1], one[3]) for one in found] == [(7, "REQUEST", 0), (8, "CANCEL", 1)]
    assert "Une nouvelle invitation vous parviendra" not in mails(audit_desk, "signing_cancelled")[0].text
    assert audit_desk.states() == {ATELIER: "Pré-habilitation retirée"}


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
    assert f"Réponses de {DIRECTOR}, le 11/12/2026" in text
    assert "Délai utilisé : 22 jours ouvrés sur 30" in text
    assert "peut commercialiser la certification à compter de ce jour (MIK-92, MIK-93)" in text
    assert [row[columns.STATUS] for row in audit_desk.rows(signatures.SIGNATURES)] == ["Signée"] * 3


@pytest.mark.rule("MIK-86", "LAW-05")
def test_the_habilitation_is_declared_to_france_competences_with_its_proof(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 1), tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(date(2026, 12, 14))
    refused = plain(audit_desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])
    assert refused.endswith("la déclaration se date entre l’habilitation et aujourd’hui. Corrigez la date. [MIK-86]")
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 14), tab.PROOF: None})
    audit_desk.day(date(2026, 12, 14))
    refused = plain(audit_desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])
    assert refused.endswith("joignez la preuve de la déclaration (lien ou capture). [MIK-86]")
    note(audit_desk, {tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(date(2026, 12, 15))
    assert events(audit_desk, REF_1)[-1] == ("2026-12-15", "declared_to_fc", "HABILITE")
    assert {row[columns.DEADLINE] for row in audit_desk.rows(layout.DEADLINES)} == {QUALIOPI[0], "Fin de la convention"}
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


@pytest.mark.rule("MIK-85")
def test_the_agreement_ends_with_the_registration_after_three_warnings(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    note(audit_desk, {tab.DECLARED_ON: datetime(2026, 12, 11), tab.PROOF: "https://preuves.example/fc.png"})
    audit_desk.day(SIGNED_ON)
    days = [(2028, 1, 1), (2028, 1, 2), (2028, 3, 31), (2028, 4, 1), (2028, 5, 30), (2028, 5, 31), (2028, 6, 30)]
    for day in (*days, (2028, 7, 1), (2028, 7, 3)):
        audit_desk.day(date(*day))
    ending = [one for one in said(audit_desk, date(2028, 1, 2)) if "agreement" in one[1] or "deadline" in one[1]]
    assert ending == [
        ("02/01", "agreement_ending", REF_1, PARTNER_MAIL),
        ("02/01", "deadline_reminder_staff", REF_1, MANAGER_MAIL),
        ("01/04", "agreement_ending", REF_1, PARTNER_MAIL),
        ("31/05", "agreement_ending", REF_1, PARTNER_MAIL),
        ("01/07", "agreement_expired", REF_1, PARTNER_MAIL),
    ]
    assert events(audit_desk, REF_1)[-1] == ("2028-07-01", "agreement_expired", "EXPIREE")
    assert [events(audit_desk, ref)[-1][1:] for ref in (AUDIT_1, KAPLAN, OSTROWSKI, EXAM)] == [
        ("communication_closed", "CLOSE"), ("trainer_closed", "CLOS"), ("trainer_closed", "CLOS"),
        ("manager_closed", "CLOS"),
    ]  # fmt: skip
    assert register(audit_desk)[-1]["kind"] == "echeance_convention"
    assert (audit_desk.states(), audit_desk.rows(layout.DEADLINES)) == ({ATELIER: "Convention échue"}, [])


@pytest.mark.rule("MIK-54", "MIK-82", "MIK-84")
def test_an_of_that_only_prepares_has_no_evaluation_kit_and_no_responsable(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    publish(site)
    given = {"Portée demandée": "Préparer", "Financement CPF envisagé": "Non", "Site internet": address(site)}
    desk.apply_all([answers(1, {**given, "Compte EDOF": "Non"})])
    desk.day(RECEPTION)
    desk.type(layout.SCORING, ATELIER, scoring_cells(ALL_POINTS))
    desk.day(SCORING_DAY)
    desk.decide(ATELIER, layout.ACCEPT, COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    note(desk, {**hands.session(INFORMED_ON), **hands.designated(COMMISSION_DAY)})
    desk.day(date(2026, 11, 12))
    assert plain(desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER]).endswith(
        "la portée ne comprend pas l’évaluation : aucun responsable n’est à désigner. [MIK-82]"
    )
    note(desk, {**hands.attended(INFORMED_ON), **dict.fromkeys(hands.designated(INFORMED_ON))})
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(INFORMED_ON)})
    desk.day(date(2026, 11, 16))
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": {
        **hands.evaluated(INFORMED_ON), trainers.EVALUATOR: DIRECTOR}})  # fmt: skip
    desk.day(INFORMED_ON)
    note(desk, {tab.READY_ON: datetime(2026, 11, 18)})
    desk.day(date(2026, 11, 18))
    assert {row[audit.SUPPORT] for row in desk.rows(audit.AUDIT)} == {"Support 1 – Site internet"}
    hands.judge(desk, over={audit.AUDITOR: MANAGER})
    desk.day(JUDGED_ON)
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert mails(desk, "evaluation_kit") == []


def test_every_attached_document_is_the_one_of_the_register(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    folder = audit_desk.settings.documents_folder
    kept = {(folder / row["path"]).read_bytes() for row in register(audit_desk)}
    sent = {data for mail in mails(audit_desk) for name, data in mail.attached.items() if name.endswith(".pdf")}
    assert sent == kept
    assert all(pdf_text(folder / row["path"]) for row in register(audit_desk))
