"""A promotion's documents on every core: the register holds what the one-by-one way gives, and a cut run goes on."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.exams.vocabulary import CandidacyState
from domain.team import Team
from tasks import document_batch
from tasks.document_batch import make_many
from tasks.documents import DocumentsPostponed, make_documents
from tasks.exams.delivery import follow_deliveries
from tasks.feedback import Feedback
from tasks.integrity import defects_of
from tasks.ledger.outbox import ask_again
from tasks.ledger.queries import read_register
from tasks.office import Office, Pull
from tasks.sealing import load_sealer
from tasks.typesetting.batch import BatchCut, Job, render_many
from tasks.workbook.protocol import TabContent, WorkbookContent
from tests.exams import a_person
from tests.exams_ledger import judged, results_sent
from tests.tasks.ledger.test_sealed_documents import sealed_by
from tests.tasks.sealing.authority import issue

DAY = date(2027, 1, 25)


@pytest.fixture
def promotion(office: Office) -> Office:
    """Three holders, whose documents are asked for."""
    session = results_sent(office)
    for number, name in enumerate(("Garnier", "Petit", "Œuvrard")):
        person = a_person(birth_name=name, email=f"{number}@candidats.example")
        judged(office, session, person, session.blocs, CandidacyState.PASSED)
    tabs = {tab.name: TabContent(tab.name) for tab in office.workbook.layout.tabs}
    follow_deliveries(office, Pull(WorkbookContent(tabs), Team(), DAY), Feedback())
    return office


def registered(office: Office) -> list[tuple[str, str, str]]:
    with office.ledger.reading() as connection:
        return [(row["number"], row["status"], row["sha256"]) for row in read_register(connection)]


def one_by_one(office: Office) -> list[Any]:
    settings, refused = office.settings, list[str]()
    made = make_documents(office.ledger, settings.documents_folder, settings.zone, refused, load_sealer(settings))
    assert refused == []
    return made


@pytest.mark.rule("MIK-32", "M2I-38")
def test_both_ways_make_the_same_documents(promotion: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_many(promotion.ledger, promotion.settings) == []  # too few: left to the other way
    alone = one_by_one(promotion)
    expected = registered(promotion)
    for number, _, _ in expected:
        ask_again(promotion.ledger, number)
    monkeypatch.setattr(document_batch, "MANY", 2)
    assert make_many(promotion.ledger, promotion.settings) == alone
    assert registered(promotion) == expected
    assert [path.name for path in promotion.settings.documents_folder.iterdir()] == ["2027"]


@pytest.mark.rule("MIK-32")
def test_a_big_batch_is_sealed_and_a_lost_document_sealed_again_under_its_date(
    promotion: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(document_batch, "MANY", 2)
    office = sealed_by(promotion, issue(tmp_path))
    made = make_many(office.ledger, office.settings)
    assert len(made) == 3
    assert defects_of(office) == []
    first = made[0].path.read_bytes()
    made[0].path.unlink()
    ask_again(office.ledger, made[0].number)
    monkeypatch.setattr(document_batch, "MANY", 0)
    assert make_many(office.ledger, office.settings) == []
    one_by_one(office)
    assert made[0].path.read_bytes() == first


def test_a_batch_that_is_cut_keeps_what_is_made_and_goes_on(promotion: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_batch, "MANY", 0)

    def cut(jobs: Iterable[Job], *args: Any, **kwargs: Any) -> None:
        render_many([next(iter(jobs))], *args, **kwargs)
        raise BatchCut("Le disque est plein.")

    with monkeypatch.context() as patch:
        patch.setattr(document_batch, "render_many", cut)
        with pytest.raises(DocumentsPostponed, match="Le disque est plein"):
            make_many(promotion.ledger, promotion.settings)
    assert [status for _, status, _ in registered(promotion)] == ["made", "requested", "requested"]
    assert [made.number for made in make_many(promotion.ledger, promotion.settings)] == [
        "DC-2027-0002", "DC-2027-0003",
    ]  # fmt: skip
    assert defects_of(promotion) == []
