"""What is handed over: the delivery slip, and the evaluation kit to whom may receive it (MIK-43 to MIK-57)."""

import re
from datetime import date, datetime

import pytest

from tasks.tabs import audit, columns, layout, trainers
from tasks.tabs import conformity as tab
from tests.builders import shipped_config
from tests.season import conformity as hands
from tests.season.answers import answers
from tests.season.conformity import ATELIER, EXAM_MAIL, KAPLAN, REF_1, note
from tests.season.conformity_roads import INFORMED_ON, JUDGED_ON, informed, pre_habilitated
from tests.season.desk import DIRECTOR, MANAGER, Desk, scoring_cells
from tests.season.partner_site import address, publish
from tests.season.reading import between, mails, minutes, plain
from tests.season.roads import ALL_POINTS, COMMISSION_DAY, RECEPTION, SCORING_DAY
from tests.tasks.web.hostile_server import Site


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
