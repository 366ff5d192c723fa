"""Documents that leave sealed: what the register holds, how a lost one comes back, what `certiflow verify` says."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import RowMapping, select, update
from typer.testing import CliRunner

from flows.cli import app
from tasks.dispatch import dispatch
from tasks.documents import Made, make_documents
from tasks.integrity import defects_of
from tasks.ledger.outbox import ask_again
from tasks.ledger.schema import documents
from tasks.office import Office
from tasks.run import Run
from tasks.sealing import Sealer, check_seal, load_sealer
from tasks.steps import write_documents
from tests.builders import TODAY
from tests.season.desk import play
from tests.tasks.ledger.acting import act, journey
from tests.tasks.sealing.authority import PASSWORD, SIGNER, YEAR, issue
from tests.tasks.sealing.authority import TODAY as REAL_TODAY

NUMBER = "DC-2026-0001"
BROKEN = f"Le cachet du document {NUMBER} est rompu : son fichier a changé après avoir été scellé (MIK-32)."
STRIPPED = f"Le document {NUMBER} a été scellé, mais son fichier ne porte plus de cachet lisible (MIK-32)."
CHANGED = f"Le document {NUMBER} a été modifié depuis son enregistrement (MIK-32)."


def sealed_by(office: Office, certificate: Path) -> Office:
    change = {"seal_certificate": certificate, "seal_password": PASSWORD}
    return replace(office, settings=type(office.settings).model_validate(office.settings.model_dump() | change))


@pytest.fixture
def sealing(office: Office, tmp_path: Path) -> Office:
    """An office with a certificate, and one document asked for."""
    act(office.ledger, *journey()[:7])
    return sealed_by(office, issue(tmp_path))


def make(office: Office, sealer: Sealer | None) -> list[Made]:
    settings = office.settings
    return make_documents(office.ledger, settings.documents_folder, settings.zone, [], sealer)


def make_sealed(office: Office) -> Made:
    [document] = make(office, load_sealer(office.settings))
    return document


def register(office: Office) -> RowMapping:
    with office.ledger.reading() as connection:
        return connection.execute(select(documents)).mappings().one()


def rewrite_register(office: Office, content: bytes) -> None:
    """As somebody with the files and a SQLite shell would."""
    sha256 = hashlib.sha256(content).hexdigest()
    with office.ledger.writing() as connection:
        connection.execute(update(documents).values(sha256=sha256))


@pytest.mark.rule("MIK-32")
def test_the_register_holds_the_fingerprints_of_the_sealed_and_of_the_unsealed_file(sealing: Office) -> None:
    made, row = make_sealed(sealing), register(sealing)
    content = made.path.read_bytes()
    end_of_unsealed = content.index(b"%%EOF") + len(b"%%EOF")
    assert row["sha256"] == made.sha256 == hashlib.sha256(content).hexdigest()
    assert row["unsealed_sha256"] == hashlib.sha256(content[:end_of_unsealed]).hexdigest()
    seal = check_seal(content)
    assert seal is not None
    assert (seal.intact, seal.signer, seal.signed_at) == (True, SIGNER, row["sealed_at"].replace(tzinfo=UTC))
    assert abs(row["sealed_at"].replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
    assert defects_of(sealing) == []


def test_a_sealed_document_has_the_unsealed_fingerprint_of_one_that_is_not(sealing: Office) -> None:
    sealed = make_sealed(sealing)
    ask_again(sealing.ledger, NUMBER)
    [unsealed] = make(sealing, None)
    assert unsealed.sha256 == sealed.unsealed_sha256
    row = register(sealing)
    assert (row["sha256"], row["unsealed_sha256"], row["sealed_at"]) == (unsealed.sha256, None, None)
    assert defects_of(sealing) == []


@pytest.mark.rule("MIK-32")
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF-altered")])
def test_a_sealed_document_lost_or_altered_is_made_again_with_the_same_bytes(
    sealing: Office, harm: Callable[[Path], object]
) -> None:
    made = make_sealed(sealing)
    genuine, first = made.path.read_bytes(), datetime(2026, 2, 2, 9, 30)
    with sealing.ledger.writing() as connection:
        connection.execute(update(documents).values(sealed_at=first))
    sealed_then = load_sealer(sealing.settings)
    assert sealed_then
    end = genuine.index(b"%%EOF") + len(b"%%EOF")
    expected = sealed_then.seal(genuine[:end], reason=f"Cachet du document {NUMBER}", when=first.replace(tzinfo=UTC))
    harm(made.path)
    dispatch(sealing)
    again = make_sealed(sealing)
    assert (again.path.read_bytes(), again.sealed_at) == (expected, first)
    assert defects_of(sealing) == []


def test_a_renewed_certificate_does_not_seal_for_the_time_before_it(sealing: Office, tmp_path: Path) -> None:
    make_sealed(sealing)
    with sealing.ledger.writing() as connection:
        connection.execute(update(documents).values(sealed_at=datetime.combine(REAL_TODAY - 2 * YEAR, time(9))))
    ask_again(sealing.ledger, NUMBER)
    again = make_sealed(sealed_by(sealing, issue(tmp_path, since=REAL_TODAY - YEAR)))
    assert again.sealed_at
    assert abs(again.sealed_at.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.rule("MIK-32")
def test_a_broken_seal_is_found_even_when_the_register_was_made_to_agree(sealing: Office) -> None:
    made = make_sealed(sealing)
    content = made.path.read_bytes()
    altered = content.replace(b"/SigFlags 3", b"/SigFlags 2")
    assert altered != content
    made.path.write_bytes(altered)
    assert defects_of(sealing) == [CHANGED, BROKEN]
    rewrite_register(sealing, altered)
    assert defects_of(sealing) == [BROKEN]


@pytest.mark.rule("MIK-32")
def test_a_seal_that_was_removed_is_found(sealing: Office) -> None:
    made = make_sealed(sealing)
    content = made.path.read_bytes()
    stripped = content[: content.index(b"%%EOF") + len(b"%%EOF")]
    made.path.write_bytes(stripped)
    assert defects_of(sealing) == [CHANGED, STRIPPED]
    rewrite_register(sealing, stripped)
    assert defects_of(sealing) == [STRIPPED]


def test_verify_says_it_on_the_command_line(sealing: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_sealed(sealing)
    monkeypatch.setenv("CERTIFLOW_HOME", str(sealing.settings.home))
    monkeypatch.setenv("CERTIFLOW_LEDGER_URL", sealing.ledger.engine.url.render_as_string())
    assert CliRunner().invoke(app, ["verify"]).exit_code == 0
    with made.path.open("ab") as file:
        file.write(b"\n")
    found = CliRunner().invoke(app, ["verify"])
    assert found.exit_code == 1
    assert " ".join(found.output.replace("\u202f", " ").split()) == f"{CHANGED} {BROKEN}"


def test_documents_wait_for_a_certificate_that_can_seal(sealing: Office, tmp_path: Path) -> None:
    issue(tmp_path, until=REAL_TODAY - YEAR / 2)
    run = Run(sealing, TODAY)
    play(write_documents, run)
    path = tmp_path / "cachet.p12"
    assert (run.documents, run.warnings) == ([], [
        f"Le certificat du cachet {path} a expiré le {REAL_TODAY - YEAR / 2:%d/%m/%Y} : remplacez-le. "
        "D’ici là, les documents et les e-mails qui les portent attendent."
    ])  # fmt: skip
    assert (register(sealing)["status"], dispatch(sealing).waiting) == ("requested", 2)
    issue(tmp_path)
    run = Run(sealing, TODAY)
    play(write_documents, run)
    assert ([item.number for item in run.documents], run.warnings) == ([NUMBER], [])
    assert dispatch(sealing).waiting == 0
    assert defects_of(sealing) == []
