"""The register of an office: the certificates of its ledger, under its address."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from config.loader import Config
from config.settings import Settings
from domain.dossier import Attendee
from domain.exams.certificate import Certificate, CertificateWithdrawal
from domain.exams.vocabulary import CertificateState
from domain.vocabulary import Role
from tasks.certificates.register import delivered, publish_register, register_address
from tasks.certificates.site import Written
from tasks.ledger.database import Ledger, open_ledger
from tasks.ledger.schema import subjects
from tests.domain.exams.awarding import URL, award

WITHDRAWAL = CertificateWithdrawal(
    motive="Fraude établie", decided_by=Attendee(name="Paul", role=Role.DIRECTION), decided_on=date(2027, 1, 4)
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, home=tmp_path, register_url=f" {URL}/ ")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    ledger = open_ledger(settings.database_url)
    yield ledger
    ledger.close()


def put(ledger: Ledger, rank: int, withdrawal: CertificateWithdrawal | None = None) -> None:
    of = award(rank)
    facts = Certificate(
        ref=of.number, certification=of.certification.code, candidacy="C-2026-0001", email="m@example.fr", kind=of.kind,
        holder=of.holder, registered=of.certification, required=("B1",), acquired=("B1",), certifier=of.certifier,
        jury_date=of.jury_date, validated_by="Hélène", validated_on=of.jury_date, delivered_on=of.delivered_on,
        place=of.place, signatory=of.signatory, valid_until=of.valid_until, code=of.verification_code, register_url=URL,
        withdrawal=withdrawal,
    )  # fmt: skip
    row: dict[str, Any] = {
        "ref": of.number, "kind": "certificate", "certification": facts.certification, "name": facts.name,
        "natural_key": facts.natural_key, "state": CertificateState.DELIVERED.value, "version": 1,
        "facts": facts.model_dump_json(), "salt": b"", "opened_on": of.delivered_on, "changed_on": of.delivered_on,
    }  # fmt: skip
    with ledger.writing() as connection:
        connection.execute(insert(subjects), [row])


@pytest.mark.rule("M2I-48")
def test_every_certificate_delivered_is_published_those_withdrawn_as_such(
    settings: Settings, config: Config, ledger: Ledger, tmp_path: Path
) -> None:
    put(ledger, 1)
    put(ledger, 2, WITHDRAWAL)
    assert delivered(ledger) == (award(1), award(2, revoked_on=date(2027, 1, 4)))
    site = tmp_path / "site"
    assert publish_register(settings, config.organisation, ledger, site, date(2027, 1, 5)) == Written(13, 0)
    pages = [(site / "v" / f"{award(rank).verification_code}.html").read_text(encoding="utf-8") for rank in (1, 2)]
    assert ["Document retiré le 4\u00a0janvier\u00a02027" in page for page in pages] == [False, True]
    assert f'"{URL}/retraits.json"' in (site / "retraits.json").read_text(encoding="utf-8")


def test_the_address_is_that_of_the_settings_else_on_the_site_of_the_organisation(
    settings: Settings, config: Config
) -> None:
    assert register_address(settings, config.organisation) == URL
    assert register_address(Settings(_env_file=None), config.organisation) == "https://certificateur.example/registre"


@pytest.mark.parametrize("address", ["verification.example", "javascript:alert(1)", 'https://a.example/"><script>'])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="adresse entière"):
        Settings(_env_file=None, register_url=address)
