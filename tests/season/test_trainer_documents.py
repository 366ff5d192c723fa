"""The kit pédagogique and the dossier technique, handed over to each trainer before the evaluation (MIK-71)."""

from datetime import date

import pytest

from domain.kits import KitKind
from domain.signing import DeliveredKit
from domain.trainer import TRAINER
from tasks.ledger.queries import read_subjects
from tasks.tabs import columns, layout, replacements, trainers
from tests.builders import shipped_config
from tests.season import conformity as hands
from tests.season.conformity import KAPLAN, KAPLAN_MAIL, OSTROWSKI, PARTNER_MAIL, note, row
from tests.season.conformity_roads import INFORMED_ON, PLANNED_ON, SESSION_PLANNED_ON, informed, pre_habilitated
from tests.season.desk import Desk
from tests.season.reading import events, mails, minutes, pdf_text, plain, register
from tests.season.test_trainers_road import HELD_ON, PROPOSAL, REPLACED_ON, ROY, set_aside
from tests.tasks.web.hostile_server import Site

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

DELIVERED = "trainer_documents_delivered"
LUKAS_MAIL = "lukas@atelier.example"


def handed(desk: Desk) -> list[tuple[str, str, str]]:
    """(day, trainer, recipient) of each e-mail that hands the documents over."""
    return [(f"{mail.on:%d/%m}", mail.dossier, mail.to) for mail in mails(desk, "trainer_documents")]


def delivered(desk: Desk, trainer: str) -> tuple[DeliveredKit, ...]:
    """What the ledger says was handed over to one trainer."""
    with desk.ledger() as connection:
        return next(view.facts.delivered for view in read_subjects(connection, TRAINER) if view.ref == trainer)


def plan(desk: Desk, on: date, trainer: str = KAPLAN, email: str = KAPLAN_MAIL) -> None:
    desk.type_rows(trainers.TRAINERS, {f"{trainer}/1": hands.planned(HELD_ON, email=email)})
    desk.day(on)


@pytest.mark.rule("MIK-48", "MIK-50", "MIK-71")
def test_a_trainer_receives_both_documents_once_as_soon_as_the_e_mail_is_known(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    assert (handed(desk), delivered(desk, KAPLAN)) == ([], ())
    plan(desk, SESSION_PLANNED_ON)
    desk.day(date(2026, 11, 20))
    assert handed(desk) == [("19/11", KAPLAN, PARTNER_MAIL), ("19/11", KAPLAN, KAPLAN_MAIL)]
    assert [event for _, event, _ in events(desk, KAPLAN)] == ["trainer_proposed", "trainer_session_planned", DELIVERED]
    folder = desk.settings.documents_folder
    kept = {line["kind"]: folder / line["path"] for line in register(desk) if line["subject"] == KAPLAN}
    assert list(kept) == ["kit_pedagogique", "kit_dossier_technique"]
    for mail in mails(desk, "trainer_documents"):
        assert list(mail.attached.values()) == [path.read_bytes() for path in kept.values()]
    assert all("Formateur Jeanne Kaplan" in pdf_text(path) for path in kept.values())


@pytest.mark.rule("MIK-48", "MIK-71")
def test_each_component_is_recorded_for_that_trainer_with_its_version_and_fingerprint(
    audit_desk: Desk, site: Site
) -> None:
    informed(audit_desk, site)
    plan(audit_desk, SESSION_PLANNED_ON)
    expected = []
    for kind in (KitKind.PEDAGOGY, KitKind.TECHNICAL_FILE):
        kit = shipped_config().kits["RS9001"].of(kind)
        expected.append((kind.value, kit.version, kit.sha256))
        expected += [(f"{kind.value}.{code}", item.version, item.sha256) for code, item in kit.components.items()]
    found = delivered(audit_desk, KAPLAN)
    assert [(item.code, item.version, item.sha256) for item in found] == expected
    assert len(expected) == 2 + 6 + 1
    assert {(item.recipient, item.delivered_on) for item in found} == {("Jeanne Kaplan", SESSION_PLANNED_ON)}


@pytest.mark.rule("MIK-71")
def test_a_trainer_without_e_mail_waits_and_receives_them_once_it_is_known(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    plan(desk, SESSION_PLANNED_ON)
    assert (events(desk, OSTROWSKI)[-1][1], delivered(desk, OSTROWSKI)) == ("trainer_proposed", ())
    plan(desk, date(2026, 11, 20), OSTROWSKI, LUKAS_MAIL)
    assert handed(desk)[2:] == [("20/11", OSTROWSKI, PARTNER_MAIL), ("20/11", OSTROWSKI, LUKAS_MAIL)]
    assert [kind for kind, _ in minutes(desk, OSTROWSKI)] == ["kit_pedagogique", "kit_dossier_technique"]


@pytest.mark.rule("MIK-71")
def test_nothing_is_handed_over_before_the_information_session(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    pre_habilitated(desk, site)
    note(desk, hands.session(INFORMED_ON))
    plan(desk, PLANNED_ON)
    assert (events(desk, KAPLAN)[-1][1], handed(desk)) == ("trainer_session_planned", [])
    note(desk, hands.attended(INFORMED_ON))
    desk.day(INFORMED_ON)
    assert handed(desk) == [("17/11", KAPLAN, PARTNER_MAIL), ("17/11", KAPLAN, KAPLAN_MAIL)]


@pytest.mark.rule("MIK-71")
def test_a_trainer_of_a_dossier_that_is_withdrawn_that_day_receives_nothing(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    hands.decide(desk, layout.WITHDRAW)
    plan(desk, SESSION_PLANNED_ON)
    assert (events(desk, KAPLAN)[-1][1], handed(desk)) == ("trainer_closed", [])


@pytest.mark.rule("MIK-71", "MIK-81")
def test_a_replacement_receives_them_too(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    set_aside(desk, site)
    desk.add_row(replacements.REPLACEMENTS, PROPOSAL)
    desk.day(REPLACED_ON)
    assert handed(desk)[2:] == [("03/12", ROY, "anna@atelier.example"), ("03/12", ROY, PARTNER_MAIL)]
    assert [event for _, event, _ in events(desk, ROY)] == ["trainer_proposed", DELIVERED]
    assert plain(str(row(desk, trainers.TRAINERS, f"{ROY}/1")[columns.ANSWER])) == (
        "Documents remis au formateur. Planifiez la session : e-mail du formateur, date et heure, lien. [MIK-72]"
    )
