"""A real record, sealed: what it claims is kept byte for byte, and whatever changes afterwards is seen."""

import shutil
import socket
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import Any, NoReturn

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfWriter

from tasks.sealing import Seal, Sealer, check_seal
from tasks.sealing.certificate import Identity, read_identity
from tasks.typesetting import render
from tests.tasks.sealing.authority import PASSWORD, SIGNER, ec_key, issue, rsa_key
from tests.tasks.typesetting.reading import printed, reader
from tests.tasks.typesetting.records import STAMP, commission_file, rejection

REASON = "Cachet du document PV-2026-0001"


@pytest.fixture(scope="module", params=[rsa_key, ec_key])
def identity(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return read_identity(issue(tmp_path_factory.mktemp("seal"), request.param()), PASSWORD)


@pytest.fixture(scope="module")
def sealer(identity: Identity) -> Sealer:
    return Sealer(identity)


@pytest.fixture(scope="module")
def own(identity: Identity) -> Seal:
    """The seal of `sealed`."""
    return Seal(True, SIGNER, identity.certificate.fingerprint(SHA256()).hex(), STAMP)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render("record", rejection(), STAMP)


@pytest.fixture(scope="module")
def sealed(sealer: Sealer, plain: bytes) -> bytes:
    return sealer.seal(plain, reason=REASON, when=STAMP)


def opened(pdf: bytes) -> Any:
    """Unchecked: every entry of a PDF may be of any type."""
    return reader(pdf)


def signature_of(pdf: bytes) -> Any:
    return opened(pdf).root_object["/AcroForm"]["/Fields"][0].get_object()["/V"]


def signed_data_of(pdf: bytes) -> Any:
    """The CMS of the only signature."""
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return signature.signed_data


def written(value: Any) -> bytes:
    """A PDF object as a file would hold it."""
    stream = BytesIO()
    if value is not None:
        value.write_to_stream(stream)
    return stream.getvalue()


def test_a_sealed_document_says_who_and_when(sealed: bytes, own: Seal) -> None:
    assert check_seal(sealed) == own


def test_equal_documents_sealed_at_the_same_time_have_the_same_bytes(
    sealer: Sealer, plain: bytes, sealed: bytes
) -> None:
    assert sealer.seal(plain, reason=REASON, when=STAMP) == sealed
    assert sealed.startswith(plain)


def test_the_signature_is_pades_baseline_and_allows_no_change(sealed: bytes) -> None:
    signature = signature_of(sealed)
    permissions = signature["/Reference"][0]["/TransformParams"]["/P"]
    assert (signature["/SubFilter"], signature["/Reason"], permissions) == ("/ETSI.CAdES.detached", REASON, 1)
    assert signature["/M"] == "D:20261117093000Z"
    data = signed_data_of(sealed)
    [signer] = data["signer_infos"]
    attributes = {attribute["type"].native for attribute in signer["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= attributes
    assert "signing_time" not in attributes  # ETSI EN 319 142-1 §6.3: the time stands in /M
    assert signer["unsigned_attrs"].native is None
    names = {item.chosen.subject.native["common_name"] for item in data["certificates"]}
    assert names == {SIGNER, "Autorité d’essai"}


def test_the_claims_of_pdf_a_and_pdf_ua_are_those_of_the_unsealed_file(plain: bytes, sealed: bytes) -> None:
    before, after = opened(plain), opened(sealed)
    packet = before.root_object["/Metadata"].get_data()
    assert b"pdfaid:part" in packet
    assert after.root_object["/Metadata"].get_data() == packet
    assert sealed.count(b"<?xpacket begin") == plain.count(b"<?xpacket begin")
    objects = range(1, before.trailer["/Size"])
    changed = {n for n in objects if written(before.get_object(n)) != written(after.get_object(n))}
    assert changed == {before.pages[0].indirect_reference.idnum, before.root_object.indirect_reference.idnum}
    kept = {key: written(before.root_object.raw_get(key)) for key in before.root_object}
    assert {key: written(after.root_object.raw_get(key)) for key in kept} == kept
    assert set(after.root_object) - set(kept) == {"/AcroForm", "/Extensions", "/Perms"}
    assert after.metadata == before.metadata
    assert after.trailer["/ID"][0] == before.trailer["/ID"][0]
    assert after.trailer["/ID"][1] != before.trailer["/ID"][1]


def test_the_seal_prints_nothing_and_lies_out_of_the_page(plain: bytes, sealed: bytes) -> None:
    page = opened(sealed).pages[0]
    [annotation] = page["/Annots"]
    field = annotation.get_object()
    assert page["/Tabs"] == "/S"
    assert [float(side) for side in field["/Rect"]] == [-9999] * 4
    assert (field["/F"] & 0b100111, field["/TU"]) == (0b100, "Cachet de l’organisme")
    assert printed(sealed) == printed(plain)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_a_sealed_document_looks_the_same(plain: bytes, sealed: bytes) -> None:
    before, after = (
        subprocess.run(["pdftoppm", "-r", "60", "-png", "-"], input=pdf, capture_output=True, check=True)
        for pdf in (plain, sealed)
    )
    assert after.stdout == before.stdout
    assert after.stdout.startswith(b"\x89PNG")
    assert after.stderr == b""


def test_a_document_of_several_pages_is_sealed_whole(sealer: Sealer, own: Seal) -> None:
    pdf = render("record", commission_file(60), STAMP)
    sealed = sealer.seal(pdf, reason=REASON, when=STAMP)
    assert len(reader(sealed).pages) == len(reader(pdf).pages) > 1
    assert check_seal(sealed) == own


def test_any_byte_that_changes_breaks_the_seal(sealed: bytes) -> None:
    _, first, second, last = (int(number) for number in signature_of(sealed)["/ByteRange"])
    covered = [*range(0, first, first // 60), *range(second, second + last, last // 20)]
    for place in covered:
        altered = bytearray(sealed)
        altered[place] ^= 1
        seal = check_seal(bytes(altered))
        assert seal is None or not seal.intact, place


def test_another_signature_value_breaks_the_seal(sealed: bytes, own: Seal) -> None:
    digits = signed_data_of(sealed)["signer_infos"][0]["signature"].native.hex().upper().encode()
    assert sealed.count(digits) == 1
    seal = check_seal(sealed.replace(digits, digits[:-2] + (b"00" if digits[-2:] != b"00" else b"01")))
    assert seal == replace(own, intact=False)


def test_what_is_appended_breaks_the_seal(sealed: bytes, own: Seal) -> None:
    writer = PdfWriter(BytesIO(sealed), incremental=True)
    writer.pages[0].rotate(90)
    update = BytesIO()
    writer.write(update)
    assert update.getvalue().startswith(sealed)
    for longer in (update.getvalue(), sealed + b"\n"):
        assert check_seal(longer) == replace(own, intact=False)


def test_a_file_without_seal_has_none(plain: bytes, sealed: bytes) -> None:
    files = (plain, sealed[: len(plain)], sealed[:-900], b"", b"%PDF-altered", b"\x00" * 3000)
    assert [check_seal(pdf) for pdf in files] == [None] * len(files)


def test_nothing_goes_to_the_network(
    sealer: Sealer, plain: bytes, sealed: bytes, own: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert sealer.seal(plain, reason=REASON, when=STAMP) == sealed
    assert check_seal(sealed) == own


def test_a_time_without_zone_is_refused(sealer: Sealer, plain: bytes) -> None:
    with pytest.raises(ValueError, match="time zone"):
        sealer.seal(plain, reason=REASON, when=STAMP.replace(tzinfo=None))
