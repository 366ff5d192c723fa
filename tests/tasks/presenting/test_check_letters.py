"""The report and the e-mails of each kind of check, from a real decision."""

from datetime import date
from typing import Any

import pytest

from domain.audit import Finding
from domain.correspondence import Mail, Pv
from domain.network.check import PastCheck
from domain.network.check_process import CONCLUDED, NETWORK_CHECK
from domain.network.check_vocabulary import CheckKind, CheckState, CheckVerdict
from tasks.network.check_reading import summary
from tasks.presenting.network.check_minutes import CheckMinutes
from tests.builders import shipped_config
from tests.builders_conformity import communication
from tests.checks import CHECKED_ON, a_check, a_failure, a_reading, an_item, conclusion
from tests.tasks.presenting.letters import MANAGERS, OF, mails
from tests.tasks.presenting.moments import moment_of, plain, section, text_of


def concluded(kind: CheckKind, **over: Any) -> Any:
    facts = a_check(kind, **over)
    return moment_of(NETWORK_CHECK, CheckState.TO_DO, CONCLUDED[kind], facts, CHECKED_ON, **conclusion())


@pytest.mark.rule("MIK-58", "MIK-88", "QUA-01", "LAW-17")
@pytest.mark.parametrize(
    ("kind", "pv", "sent"),
    [
        (CheckKind.MONTHLY, Pv.CHECK_MONTHLY, {("check_concluded", OF)}),
        (CheckKind.SEMESTER, Pv.CHECK_SEMESTER, {("check_concluded", OF), ("check_report", MANAGERS)}),
        (CheckKind.ANNUAL, Pv.CHECK_ANNUAL, {("check_concluded", OF), ("check_report", MANAGERS)}),
    ],
)
def test_each_kind_has_its_report_and_its_readers(kind: CheckKind, pv: Pv, sent: set[tuple[str, str]]) -> None:
    moment = concluded(kind)
    text = text_of(CheckMinutes(moment, shipped_config()), pv)
    assert "F1 – Le programme couvre le référentiel NET-06, indicateur Qualiopi 7" in text
    assert "1 E3 – Les pièces sont présentes" in text
    assert "Voies de recours" in text
    written = mails(moment, NETWORK_CHECK)
    assert {(draft.template, draft.recipient) for draft in written} == sent
    assert all(draft.subject.startswith(kind.label) for draft in written)
    assert next(Mail(draft.template) for draft in written) is Mail.CHECK_CONCLUDED


@pytest.mark.rule("MIK-89")
def test_the_annual_review_prints_the_history_of_the_partner() -> None:
    past = PastCheck(ref="CT-2026-0003", kind=CheckKind.SEMESTER, concluded_on=date(2026, 12, 1), conforming=17,
                     failed=("E3 – Les pièces sont présentes",))  # fmt: skip
    data = CheckMinutes(concluded(CheckKind.ANNUAL, history=(past,)), shipped_config()).write(Pv.CHECK_ANNUAL)
    (row,) = section(data, "Historique de conformité")["table"]["rows"]
    assert [plain(cell) for cell in row] == [
        "CT-2026-0003", "Audit semestriel", "01/12/2026", "Non conforme : E3 – Les pièces sont présentes",
    ]  # fmt: skip


@pytest.mark.rule("QUA-08")
def test_a_check_without_a_failure_asks_for_nothing() -> None:
    items = (an_item(), an_item("E3", verdict=CheckVerdict.NOT_APPLICABLE, observation="Aucune session."))
    data = CheckMinutes(concluded(CheckKind.SEMESTER, items=items), shipped_config()).write(Pv.CHECK_SEMESTER)
    assert (data["decision"]["title"], data["appeal"]) == ("Contrôle conforme", "")
    assert "Corrections demandées" not in [part["title"] for part in data["sections"]]


def test_what_a_partner_or_an_auditor_typed_is_never_read_as_a_field() -> None:
    hostile = a_failure(observation="{day} {0} {{ 7*7 }} #sys()", label="{owner}")
    moment = concluded(CheckKind.SEMESTER, items=(an_item(), hostile))
    text = text_of(CheckMinutes(moment, shipped_config()), Pv.CHECK_SEMESTER)
    assert "E3 – {owner}" in text
    assert "{day} {0} {{ 7*7 }} #sys()" in text
    (draft,) = [one for one in mails(moment, NETWORK_CHECK) if one.template == "check_concluded"]
    assert "{day} {0} {{ 7*7 }} #sys()" in plain(draft.text)


@pytest.mark.rule("NET-13", "QUA-06")
def test_a_page_that_contradicts_an_item_is_not_proposed_as_conforming() -> None:
    checklist, read = shipped_config().checklist, communication().passes[0].supports[0]
    wrong = tuple(one.model_copy(update={"finding": Finding.FOUND}) for one in read.proposals)
    assert summary(checklist, read.model_copy(update={"proposals": wrong}))[0] is CheckVerdict.CONFORMING
    wrong = (*wrong[:-1], wrong[-1].model_copy(update={"finding": Finding.CONTRADICTS}))
    verdict, said = summary(checklist, read.model_copy(update={"proposals": wrong}))
    assert (verdict, f"contredits : {checklist.by_code[wrong[-1].item].label}." in said) == (
        CheckVerdict.NON_CONFORMING, True,
    )  # fmt: skip
    refused = a_reading().snapshot.model_copy(update={"refusal": "Le site ne répond pas."})
    unread = a_reading().model_copy(update={"snapshot": refused})
    assert summary(checklist, unread) == (
        None, "https://atelier-lumieres.example Lecture automatique impossible : Le site ne répond pas.",
    )  # fmt: skip
