"""The three agreements: issued once, numbered, sent; or the clause that is missing, until the text is corrected."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.agreements import AgreementKind
from tasks.ledger.schema import documents, outbox
from tasks.office import Office
from tasks.tabs.signatures import DOCUMENT, NUMBER, SIGNATURES, VERSION, row_key
from tasks.tabs.signatures import ISSUED_ON as ISSUED
from tests.builders import CODE, shipped_certification, shipped_config
from tests.tasks.conformity.signing_desk import (
    ISSUED_ON,
    REF_1,
    SIGNED_ON,
    SigningDesk,
    events,
    ready,
    refusals,
    without_clause,
)

CONVENTION, REGULATION, CHARTER = AgreementKind
KEYS = {kind: row_key(REF_1, kind) for kind in AgreementKind}


@pytest.fixture
def desk(office: Office) -> SigningDesk:
    """One dossier ready to sign, nothing issued."""
    ready(office)
    return SigningDesk(office)


@pytest.fixture
def issued(desk: SigningDesk) -> SigningDesk:
    desk.run(ISSUED_ON)
    return desk


@pytest.mark.rule("MIK-85", "MIK-87", "MIK-90", "LAW-02")
def test_the_three_documents_are_issued_numbered_and_sent(issued: SigningDesk) -> None:
    agreements, texts = issued.dossier().facts.agreements, shipped_config().agreements
    assert agreements is not None
    assert (agreements.issued_on, agreements.start, agreements.end) == (ISSUED_ON, ISSUED_ON, date(2028, 6, 30))
    assert (agreements.versions, agreements.fingerprints, agreements.gaps) == (
        {kind: texts[kind].version for kind in AgreementKind},
        {kind: texts[kind].sha256 for kind in AgreementKind},
        (),
    )
    with issued.office.ledger.reading() as connection:
        register = connection.execute(select(documents.c.number, documents.c.kind)).all()
        mails = connection.execute(select(outbox.c.template, outbox.c.attachments)).all()
    numbers = ["DC-2026-0001", "DC-2026-0002", "DC-2026-0003"]
    assert [tuple(row) for row in register] == list(zip(numbers, AgreementKind, strict=True))
    assert [tuple(row) for row in mails] == [("agreements_ready", str(numbers).replace("'", '"'))]


def test_the_tab_shows_what_there_is_to_sign(issued: SigningDesk) -> None:
    row = issued.workbook.read().tabs[SIGNATURES].rows[0]
    assert (row.key, row.cells[DOCUMENT], row.cells[NUMBER], row.cells[VERSION], row.cells[ISSUED]) == (
        KEYS[CONVENTION], "Convention de partenariat", "DC-2026-0001", "2026-1", ISSUED_ON,
    )  # fmt: skip
    assert issued.shown() == dict.fromkeys(KEYS.values(), "À signer")


def test_issued_once(issued: SigningDesk) -> None:
    assert issued.run(SIGNED_ON).applied == []
    assert len(events(issued)) == 1


@pytest.mark.rule("LAW-02")
def test_a_missing_clause_is_named_and_the_corrected_text_is_issued(desk: SigningDesk) -> None:
    shipped = desk.office.config.agreements
    desk.change(agreements=without_clause(REGULATION, "selection"))
    place = (SIGNATURES, KEYS[REGULATION], "Documents à signer", "MIK-57")
    assert refusals(desk.run(ISSUED_ON)) == [place]
    said = (
        "Documents à signer : dans « Réglementation de la certification », la clause « Sélection » manque : ajoutez à "
        "reglementation.toml un article dont la clé « clause » vaut « selection » [MIK-57]"
    )
    waiting = "S’établit dès que les trois textes sont complets. [LAW-02]"
    answers = {KEYS[CONVENTION]: waiting, KEYS[REGULATION]: said, KEYS[CHARTER]: waiting}
    assert (desk.shown(), desk.answers()) == (dict.fromkeys(KEYS.values(), "À établir"), answers)
    assert (refusals(desk.run(SIGNED_ON)), desk.answers()) == ([place], answers)  # the same anomaly, not a second one
    desk.change(agreements=shipped)
    assert refusals(desk.run(SIGNED_ON)) == []
    assert desk.shown() == dict.fromkeys(KEYS.values(), "À signer")


@pytest.mark.rule("QUA-04")
def test_no_convention_without_what_the_partner_owes(desk: SigningDesk) -> None:
    desk.change(certifications={CODE: shipped_certification().model_copy(update={"fees": ()})})
    found = desk.run(ISSUED_ON)
    assert refusals(found) == [(SIGNATURES, KEYS[CONVENTION], "Documents à signer", "QUA-04")]
    assert desk.dossier().facts.agreements is None


@pytest.mark.rule("MIK-85")
def test_nothing_is_issued_after_the_end_of_the_registration(desk: SigningDesk) -> None:
    found = desk.run(date(2028, 7, 3))
    assert [note.refusal.rule for note in found.notes] == ["MIK-85"]
    assert "le début, le 03/07/2028, vient après la fin, le 30/06/2028" in str(found.notes[0].refusal)
