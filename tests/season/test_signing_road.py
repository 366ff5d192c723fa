"""The signatures, one by one, and the answers of direction: what is refused, what waits, what makes an OF habilité."""

from datetime import date, datetime

import pytest

from domain.agreements import AgreementKind
from tasks.tabs import columns, signatures, trainers
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import ATELIER, KAPLAN, PARTNER_MAIL, REF_1, note, row
from tests.season.conformity_roads import (
    EVALUATED_ON,
    JUDGED_ON,
    READY_ON,
    SESSION_PLANNED_ON,
    SIGNED_ON,
    habilitated,
    informed,
    reach,
    ready_to_sign,
)
from tests.season.desk import DIRECTOR, MANAGER, MANAGER_MAIL, Desk
from tests.season.partner_site import publish
from tests.season.reading import events, mails, minutes, plain, register, said
from tests.tasks.web.hostile_server import Site

RULES = {AgreementKind.CONVENTION: "MIK-92", AgreementKind.REGULATION: "MIK-87", AgreementKind.CHARTER: "MIK-90"}
SIDES = {"organisme": signatures.PARTNER_SIGNED_ON, "certificateur": signatures.CERTIFIER_SIGNED_ON}


def key(kind: AgreementKind) -> str:
    return f"{REF_1}/{kind.value}"


def signed_rows(desk: Desk) -> list[str]:
    return [line[columns.STATUS] for line in desk.rows(signatures.SIGNATURES)]


def steps_of(desk: Desk) -> list[str]:
    """What happened to the dossier since December, without what was only said of its deadlines."""
    said_only = ("reminded", "escalated", "evaluation_kit_delivered")
    return [event for day, event, _ in events(desk, REF_1) if day >= "2026-12" and event not in said_only]


def answer(desk: Desk) -> str:
    return plain(desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])


@pytest.mark.rule("MIK-87", "MIK-90", "MIK-92")
@pytest.mark.parametrize("day", [date(2026, 12, 3), date(2026, 12, 12)], ids=["before the document", "tomorrow"])
@pytest.mark.parametrize("side", SIDES)
def test_no_party_signs_any_document_before_it_exists_nor_tomorrow(
    audit_desk: Desk, site: Site, side: str, day: date
) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    note(desk, hands.assured())
    wrong = hands.signed(SIGNED_ON, {SIDES[side]: hands.at(day)})
    desk.type_rows(signatures.SIGNATURES, {key(kind): wrong for kind in AgreementKind})
    desk.day(SIGNED_ON)
    told = f"Signé le ({side}) : la signature ({side}) est datée du {day:%d/%m/%Y} ; le document est du 04/12/2026 : "
    cure = "elle se date de ce jour au plus tôt, d’aujourd’hui au plus tard. Corrigez la date."
    assert {kind: plain(row(desk, signatures.SIGNATURES, key(kind))[columns.ANSWER]) for kind in AgreementKind} == {
        kind: f"{told}{cure} [{rule}]" for kind, rule in RULES.items()
    }
    assert (steps_of(desk), signed_rows(desk)) == (["workstreams_done", "agreements_issued"], ["À signer"] * 3)
    hands.sign_all(desk, SIGNED_ON)
    desk.day(SIGNED_ON)
    assert desk.states() == {ATELIER: "Habilité"}


@pytest.mark.rule("MIK-92")
def test_one_document_a_day_and_the_habilitation_with_the_last(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    note(desk, hands.assured())
    for number, kind in enumerate(AgreementKind, start=1):
        day = date(2026, 12, 6 + number)
        desk.type_rows(
            signatures.SIGNATURES, {key(kind): hands.signed(day, {SIDES["organisme"]: datetime(2026, 12, 4)})}
        )
        desk.day(day)
        assert signed_rows(desk) == ["Signée"] * number + ["À signer"] * (3 - number)
        assert desk.states() == {ATELIER: "Habilité" if number == 3 else "Prêt à signer"}
        assert [mail.kind for mail in mails(desk, "publication_authorised")] == ["publication_authorised"] * (
            number // 3
        )
    assert events(desk, REF_1)[-4:] == [
        ("2026-12-07", "agreement_signed", "PRET_A_SIGNER"), ("2026-12-08", "agreement_signed", "PRET_A_SIGNER"),
        ("2026-12-09", "agreement_signed", "PRET_A_SIGNER"), ("2026-12-09", "habilitation_granted", "HABILITE"),
    ]  # fmt: skip


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize(
    ("respects", "means", "told"),
    [
        ("Non", "Oui", "la capacité à faire respecter les référentiels n’est pas établie"),
        ("Oui", "Non", "l’adéquation des moyens n’est pas établie"),
    ],
)
def test_a_no_of_direction_keeps_everything_signed_from_being_a_habilitation(
    audit_desk: Desk, site: Site, respects: str, means: str, told: str
) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    hands.sign_all(desk, SIGNED_ON)
    note(desk, hands.assured(respects, means))
    desk.day(SIGNED_ON)
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert answer(desk).endswith(f"{told} : l’habilitation est impossible. [LAW-01]")
    assert (signed_rows(desk), mails(desk, "publication_authorised")) == (["Signée"] * 3, [])
    note(desk, {**hands.assured(), tab.GRANTED_BY: MANAGER})
    desk.day(date(2026, 12, 14))
    assert "de la direction" in answer(desk)
    note(desk, hands.assured())
    desk.day(date(2026, 12, 15))
    assert events(desk, REF_1)[-1] == ("2026-12-15", "habilitation_granted", "HABILITE")
    assert f"Réponses données par {DIRECTOR}, le 15/12/2026" in dict(minutes(desk, REF_1))["habilitation"]


def without_responsable(desk: Desk, site: Site) -> None:
    """All is conforming but for the responsable de l'évaluation, who is designated and not habilitated."""

    def play() -> None:
        informed(desk, site)
        publish(site)
        desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(EVALUATED_ON)})
        desk.day(SESSION_PLANNED_ON)
        desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.evaluated(EVALUATED_ON)})
        note(desk, {tab.READY_ON: hands.at(READY_ON)})
        desk.day(READY_ON)
        hands.judge(desk)
        desk.day(JUDGED_ON)

    reach(desk, "without responsable", play)


@pytest.mark.rule("MIK-38", "MIK-82", "MIK-83", "MIK-84")
def test_nothing_is_signed_without_a_habilitated_responsable(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    without_responsable(desk, site)
    assert (desk.states(), desk.rows(signatures.SIGNATURES)) == ({ATELIER: "Mise en conformité"}, [])
    assert mails(desk, "agreements_ready") == []
    refused_on = date(2026, 12, 7)
    note(desk, {**hands.exam_manager_habilitated(refused_on), tab.MANAGER_DECISION: tab.REFUSE,
                columns.MOTIVE: "CV insuffisant."})  # fmt: skip
    desk.day(refused_on)
    assert answer(desk) == "Habilitation du responsable refusée."
    note(desk, {
        **dict.fromkeys(hands.exam_manager_habilitated(refused_on)), columns.MOTIVE: None, tab.MANAGER: "Inès Caron",
        tab.DESIGNATED_ON: datetime(2026, 12, 8), tab.MANAGER_EMAIL: "ines@atelier.example",
    })  # fmt: skip
    desk.day(date(2026, 12, 8))
    note(desk, hands.exam_manager_habilitated(date(2026, 12, 9)))
    desk.day(date(2026, 12, 9))
    assert steps_of(desk) == ["workstreams_done", "agreements_issued"]
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert [event for _, event, _ in events(desk, "R-2026-0002")] == ["manager_designated", "manager_habilitated"]


@pytest.mark.rule("MIK-38", "MIK-82")
def test_a_decision_never_habilitates_somebody_else_than_the_row_names(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    without_responsable(desk, site)
    note(desk, {tab.MANAGER: "Inès Caron", **hands.exam_manager_habilitated(date(2026, 12, 7))})
    desk.day(date(2026, 12, 7))
    assert events(desk, hands.EXAM)[-1][1] == "manager_designated"
    assert (desk.states(), mails(desk, "manager_decision")) == ({ATELIER: "Mise en conformité"}, [])
    assert "[MIK-38]" in answer(desk)


@pytest.mark.rule("MIK-85")
def test_nobody_is_habilitated_once_the_registration_has_ended(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    ended = date(2028, 7, 3)
    hands.sign_all(desk, ended)
    note(desk, hands.assured())
    desk.day(ended)
    assert answer(desk).endswith("pris fin le 30/06/2028 : l’habilitation n’a plus d’objet. [MIK-85]")
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert [line["kind"] for line in register(desk)][-1] == "charte"


@pytest.mark.rule("MIK-86", "LAW-05", "O-20")
def test_a_declaration_typed_late_is_kept_with_its_date_and_silences_the_ladder(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    habilitated(desk, site)
    desk.day(date(2027, 2, 11))
    note(desk, {tab.DECLARED_ON: datetime(2027, 2, 12), tab.PROOF: "https://preuves.example/fc.png"})
    desk.day(date(2027, 2, 15))
    for day in (date(2027, 2, 18), date(2027, 2, 25)):
        desk.day(day)
    assert events(desk, REF_1)[-1] == ("2027-02-15", "declared_to_fc", "HABILITE")
    assert [one for one in said(desk, date(2027, 2, 1)) if one[2] == REF_1] == [
        ("11/02", "deadline_overdue_owner", REF_1, MANAGER_MAIL)
    ]
    assert "Déclaration à France compétences" not in {line[columns.DEADLINE] for line in desk.deadlines()}
    assert mails(desk, "publication_authorised")[0].to == PARTNER_MAIL
