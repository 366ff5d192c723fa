"""What staff type again, late, over what was there, or by mistake: the same words are news, the truth can be said."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, update

from tasks.integrity import defects_of
from tasks.ledger.schema import subjects
from tasks.tabs import columns, layout, signatures, trainers
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import ATELIER, AUDIT_1, EXAM_MANAGER, KAPLAN, PARTNER_MAIL, REF_1, note
from tests.season.conformity_roads import (
    INFORMED_ON,
    informed,
    pre_habilitated,
    ready_to_sign,
)
from tests.season.desk import DIRECTOR, Desk
from tests.season.reading import events, mails, plain
from tests.tasks.web.hostile_server import Site

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

SECOND, SECOND_MAIL = "Inès Caron", "ines@atelier.example"


def answer(desk: Desk) -> str:
    return plain(str(desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER]))


def refused_manager(desk: Desk, on: date) -> None:
    note(desk, {tab.MANAGER_DECISION: tab.REFUSE, tab.DECIDED_BY: DIRECTOR, tab.DECIDED_ON: hands.at(on),
                columns.MOTIVE: "CV insuffisant."})  # fmt: skip
    desk.day(on)


@pytest.mark.rule("MIK-82", "MIK-55")
def test_a_second_responsable_is_not_refused_by_the_words_left_of_the_first_and_gets_the_kit(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    informed(desk, site)
    note(desk, {tab.MANAGER_DECISION: tab.REFUSE, tab.DECIDED_BY: DIRECTOR, columns.MOTIVE: "CV insuffisant."})
    desk.day(date(2026, 11, 18))
    assert answer(desk).startswith("Décidé le : ")
    refused_manager(desk, date(2026, 11, 18))
    note(desk, {tab.MANAGER: SECOND, tab.MANAGER_EMAIL: SECOND_MAIL, tab.DESIGNATED_ON: hands.at(date(2026, 11, 19))})
    for day in (19, 20):
        desk.day(date(2026, 11, day))
    assert [event for _, event, _ in events(desk, "R-2026-0002")] == ["manager_designated"]
    assert [mail.to for mail in mails(desk, "evaluation_kit")][-1] == SECOND_MAIL


@pytest.mark.rule("MIK-38")
def test_a_mistyped_address_is_corrected_and_the_same_person_may_be_designated_anew(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    informed(desk, site)
    note(desk, {tab.MANAGER_EMAIL: "paul.roux@nouveau.example"})
    desk.day(date(2026, 11, 18))
    assert events(desk, hands.EXAM)[-1] == ("2026-11-18", "manager_corrected", "DESIGNE")
    assert "paul.roux@nouveau.example" in [mail.to for mail in mails(desk, "manager_designated")]
    refused_manager(desk, date(2026, 11, 19))
    note(desk, {tab.DESIGNATED_ON: hands.at(date(2026, 11, 20)), tab.MANAGER_CV: "https://pieces.example/cv-2.pdf"})
    desk.day(date(2026, 11, 20))
    assert events(desk, "R-2026-0002") == [("2026-11-20", "manager_designated", "DESIGNE")]


@pytest.mark.rule("MIK-42")
def test_a_lost_row_does_not_call_off_the_session(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    pre_habilitated(desk, site)
    note(desk, hands.session(INFORMED_ON))
    desk.day(date(2026, 11, 12))
    with desk.book() as book:
        book[tab.CONFORMITY].delete_rows(2)
    desk.day(date(2026, 11, 13))
    note(desk, hands.designated(date(2026, 11, 13)))
    desk.day(date(2026, 11, 16))
    note(desk, hands.attended(INFORMED_ON))
    desk.day(INFORMED_ON)
    assert [event for _, event, _ in events(desk, REF_1)][-2:] == ["info_session_held", "evaluation_kit_delivered"]
    assert mails(desk, "info_session_cancelled") == []


@pytest.mark.rule("MIK-42")
def test_a_session_held_on_another_day_is_recorded_as_it_was(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    pre_habilitated(desk, site)
    note(desk, hands.session(INFORMED_ON))
    desk.day(date(2026, 11, 12))
    note(desk, hands.attended(date(2026, 11, 18)))
    desk.day(date(2026, 11, 19))
    assert answer(desk).endswith(
        "la séance était prévue le 17/11/2026. Corrigez sa date, ou celle de sa tenue. [MIK-42]"
    )
    note(desk, hands.session(date(2026, 11, 18)))
    desk.day(date(2026, 11, 20))
    assert ("2026-11-20", "info_session_held", "MISE_EN_CONFORMITE") in events(desk, REF_1)
    assert len([mail for mail in mails(desk, "info_session_invitation") if mail.to == PARTNER_MAIL]) == 1
    note(desk, {tab.INFO_HELD: hands.at(date(2026, 11, 17))})
    desk.day(date(2026, 11, 21))
    assert answer(desk).endswith("enregistrée au 18/11/2026 ; ce qui change ensuite est sans effet. [MIK-42]")


@pytest.mark.rule("MIK-72")
def test_a_trainers_session_planned_and_held_between_two_runs_is_recorded(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    held = date(2026, 11, 24)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": {**hands.planned(held), **hands.evaluated(held)}})
    desk.day(date(2026, 11, 26))
    assert [event for _, event, _ in events(desk, KAPLAN)] == ["trainer_proposed", "trainer_validated"]
    assert mails(desk, "trainer_invitation") == []


@pytest.mark.rule("O-05")
def test_nothing_is_granted_once_the_30_days_are_over_but_by_an_extension_that_still_runs(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    late = date(2027, 1, 4)
    hands.sign_all(desk, late)
    note(desk, hands.assured())
    desk.day(late)
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert answer(desk).startswith(
        "« Mise en conformité » : le délai a pris fin le 23/12/2026. La direction le prolonge"
    )
    hands.decide(desk, layout.EXTEND, {layout.DAYS: 1})
    desk.day(late)
    (line,) = desk.rows(layout.DIRECTION)
    refused = "même prolongé, le délai aurait pris fin le 24/12/2026. Il ne se prolonge plus. [O-05]"
    assert plain(str(line[columns.ANSWER])).endswith(refused)
    hands.decide(desk, layout.EXTEND, {layout.DAYS: 10})
    desk.day(late)
    assert desk.states() == {ATELIER: "Habilité"}


@pytest.mark.rule("MIK-92")
def test_nobody_signs_for_both_parties(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    both = hands.signed(date(2026, 12, 11), {signatures.PARTNER_SIGNATORY: DIRECTOR})
    desk.type_rows(signatures.SIGNATURES, {f"{REF_1}/convention": both})
    desk.day(date(2026, 12, 11))
    said = [plain(str(line[columns.ANSWER])) for line in desk.rows(signatures.SIGNATURES)]
    assert "Signataire (organisme) : une même personne ne signe pas pour les deux parties. [MIK-92]" in said
    assert "agreement_signed" not in [event for _, event, _ in events(desk, REF_1)]


@pytest.mark.rule("MIK-42", "MIK-72")
def test_a_date_of_the_year_9999_stops_nobody_else(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    pre_habilitated(desk, site)
    note(desk, {tab.INFO_AT: datetime(9999, 12, 31, 23), tab.INFO_LINK: hands.ROOM})
    far = {**hands.planned(date(2026, 11, 24)), trainers.SESSION_AT: datetime(9999, 12, 31, 23)}
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": far})
    desk.day(date(2026, 11, 12))
    assert answer(desk) == "Séance prévue le : l’année 9999 n’est pas plausible ; corrigez la date. [MIK-42]"
    said = plain(str(desk.rows(trainers.TRAINERS)[0][columns.ANSWER]))
    assert said == "Session prévue le : l’année 9999 n’est pas plausible ; corrigez la date. [MIK-72]"


@pytest.mark.rule("MIK-62")
def test_verify_sees_a_page_or_a_fact_that_was_altered(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    ready_to_sign(desk, site)
    with desk.office() as office:
        assert defects_of(office) == []
        (page, *_) = office.settings.snapshots_folder.rglob("*.html")
        page.write_bytes(page.read_bytes() + b"<!-- -->")
        with office.ledger.writing() as connection:
            other = func.replace(subjects.c.facts, EXAM_MANAGER, "Autre Personne")
            connection.execute(update(subjects).where(subjects.c.kind == "evaluation_manager").values(facts=other))
        found = defects_of(office)
    assert [sentence.partition(" relevée")[2] or sentence for sentence in found] == [
        f"Ce que le registre dit de {hands.EXAM} n’est pas ce que son journal en a enregistré.",
        f" pour {AUDIT_1} a été modifiée depuis (MIK-62).",
    ]
