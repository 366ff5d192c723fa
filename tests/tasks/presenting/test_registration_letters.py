"""Every e-mail and document of the registration and of the royalties, from each row of their tables."""

from typing import Any

import pytest

from domain.correspondence import Mail, Pv
from domain.network.registration_vocabulary import DemandEvent, DemandNature
from domain.network.royalty_vocabulary import RoyaltyEvent
from domain.processes import BY_KIND, PROCESSES
from tasks.ledger.drafts import Registered
from tasks.presenting.presenters import presenter_of
from tests.builders import shipped_config
from tests.domain.registration_rows import COUNCIL_ROWS, DEMAND_ROWS, ROYALTY_ROWS
from tests.domain.rows import Row
from tests.registrations import a_demand
from tests.season.reading import plain
from tests.tasks.mail.registry_previews import REGISTRY_PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview
from tests.tasks.presenting.letters import DIRECTION, MANAGERS, TEAM
from tests.tasks.presenting.test_exam_letters import decided

PROCESS_OF = {process.facts: process for process in PROCESSES}
ROWS = [row for row in (*COUNCIL_ROWS, *DEMAND_ROWS, *ROYALTY_ROWS) if row.mails]
PARTNER = "direction@atelier.example"
READERS = {
    Mail.COUNCIL_MINUTES: [MANAGERS, DIRECTION], Mail.DEMAND_RECEIVED: [MANAGERS, DIRECTION],
    Mail.ROYALTY_CALLED: [PARTNER], Mail.ROYALTY_REMINDER: [PARTNER], Mail.ROYALTY_WAIVED: [PARTNER],
}  # fmt: skip


@pytest.mark.rule("NET-17", "NET-29", "LAW-07", "MIK-32")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_row_writes_to_those_who_have_to_know(row: Row) -> None:
    moment = decided(row)
    presenter = presenter_of(PROCESS_OF[type(moment.decision.facts)], shipped_config(), TEAM)
    documents = [presenter.document(moment, row.pv)] if row.pv else []
    assert [document.kind for document in documents] == [pv for pv in (row.pv,) if pv]
    written = presenter.mails(moment, [Registered("PV-2027-0009", "Procès-verbal")] if documents else [])
    assert [(draft.template, draft.recipient) for draft in written] == [
        (mail.value, reader) for mail in row.mails for reader in READERS[mail]
    ]


@pytest.mark.rule("NET-29", "QUA-04")
def test_a_call_says_how_its_amount_is_made() -> None:
    row = next(row for row in ROYALTY_ROWS if row.event is RoyaltyEvent.CALLED)
    (mail,) = presenter_of(BY_KIND["royalty"], shipped_config(), TEAM).mails(decided(row), [])
    assert plain(mail.subject) == "Redevance de la session S-2027-0001 : 1 230,50 € hors taxes – dossier D-2026-0001"
    for words in ("12 candidats inscrits × 90 €", "Session : 150,50 €", "dimanche 21 février 2027"):
        assert words in plain(mail.text)


@pytest.mark.rule("LAW-07", "LAW-10", "REF-32")
@pytest.mark.parametrize(
    ("nature", "rule", "title"),
    [
        (DemandNature.FC_NOTICE, "LAW-07", "Mise en demeure de France compétences"),
        (DemandNature.CDC_NOTICE, "LAW-10", "Mise en demeure de la Caisse des dépôts"),
        (DemandNature.COMPLEMENT, "REF-32", "France compétences demande un complément"),
    ],
)
def test_each_demand_is_told_for_what_it_is_with_its_rule(nature: DemandNature, rule: str, title: str) -> None:
    row = next(row for row in DEMAND_ROWS if row.event is DemandEvent.RECEIVED)
    moment = decided(Row(None, row.event, lambda: a_demand(nature), row.target, row.rule, on=row.on))
    mail = presenter_of(BY_KIND["demand"], shipped_config(), TEAM).mails(moment, [])[0]
    assert (plain(mail.subject).partition(" – ")[0], f"[{rule}]" in mail.text or rule in mail.text) == (title, True)


@pytest.mark.rule("NET-17")
def test_the_minutes_of_a_council_without_action_say_so() -> None:
    row = next(row for row in COUNCIL_ROWS if row.pv and not row.opens)
    data: Any = presenter_of(BY_KIND["council"], shipped_config(), TEAM).document(decided(row), Pv.COUNCIL).data
    assert data["sections"][-1] == {
        "title": "Actions décidées", "paragraphs": ["Le conseil n’a décidé aucune action."],
    }  # fmt: skip


@pytest.mark.parametrize("template", REGISTRY_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    context = REGISTRY_PREVIEWS[template]
    kept: dict[str, Any] = {key: context[key] for key in ("nature",) if key in context}  # ours, not typed
    mail = preview(template, **{key: value for key, value in _typed_over(context, hostile).items() if key not in kept})
    assert "<script" not in mail.html
    assert "{{ 7*7 }} {% raw %}" in mail.text
    assert mail.subject.splitlines() == [mail.subject]
