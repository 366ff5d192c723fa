"""A certificate that cannot seal is refused at once, in French, with its cure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.settings import Settings
from tasks.sealing import Sealer, SealUnavailable, load_sealer
from tests.tasks.sealing.authority import PASSWORD, TODAY, YEAR, ec_key, issue, rsa_key, without_key


def load(path: Path | None, password: str = PASSWORD) -> Sealer | None:
    return load_sealer(Settings.model_validate({"seal_certificate": path, "seal_password": password}))


def test_without_a_certificate_nothing_is_sealed() -> None:
    assert load(None) is None


@pytest.mark.parametrize("key", [rsa_key, ec_key])
def test_an_rsa_or_ecdsa_certificate_seals_within_its_dates(tmp_path: Path, key: Callable[[], object]) -> None:
    sealer = load(issue(tmp_path, key()))  # type: ignore[arg-type]
    assert sealer
    moments = (TODAY - 2 * YEAR, TODAY, TODAY + 2 * YEAR)
    assert [sealer.can_date(moment) for moment in moments] == [False, True, False]


def test_a_file_without_password_opens_with_none(tmp_path: Path) -> None:
    assert load(issue(tmp_path, password=""), password="")


def not_a_certificate(folder: Path) -> Path:
    path = folder / "cachet.p12"
    path.write_text("ceci n’est pas un certificat", encoding="utf-8")
    return path


CLOSED = (
    " ne s’ouvre pas : le mot de passe est faux, ou ce n’est pas un fichier PKCS#12 (.p12, .pfx). "
    "Corrigez CERTIFLOW_SEAL_PASSWORD ou CERTIFLOW_SEAL_CERTIFICATE."
)
NO_KEY = " n’est pas accompagné d’une clé privée RSA ou ECDSA : exportez-le de nouveau avec sa clé."
UNUSABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (
        lambda folder: folder / "cachet.p12",
        " ne peut pas être lu : le fichier est absent ; remettez-le en place.",
    ),
    "folder": (lambda folder: folder, " ne peut pas être lu : un dossier occupe la place du fichier ; déplacez-le."),
    "wrong password": (lambda folder: issue(folder, password="autre"), CLOSED),
    "not PKCS#12": (not_a_certificate, CLOSED),
    "without key": (without_key, NO_KEY),
    "unknown kind of key": (lambda folder: issue(folder, Ed25519PrivateKey.generate()), NO_KEY),
    "not for signing": (
        lambda folder: issue(folder, signs=False),
        " ne permet pas de signer (usage de la clé) : demandez à votre prestataire un certificat de cachet.",
    ),
    "expired": (
        lambda folder: issue(folder, until=TODAY - YEAR / 2),
        f" a expiré le {TODAY - YEAR / 2:%d/%m/%Y} : remplacez-le.",
    ),
    "not yet in force": (
        lambda folder: issue(folder, since=TODAY + YEAR / 2),
        f" n’est valable qu’à partir du {TODAY + YEAR / 2:%d/%m/%Y} : attendez, ou remplacez-le.",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_certificate_that_cannot_seal_is_refused_with_its_cure(tmp_path: Path, case: str) -> None:
    make, end = UNUSABLE[case]
    path = make(tmp_path)
    with pytest.raises(SealUnavailable) as caught:
        load(path)
    assert str(caught.value) == f"Le certificat du cachet {path}{end}"


def test_no_message_shows_the_password(tmp_path: Path) -> None:
    with pytest.raises(SealUnavailable) as caught:
        load(issue(tmp_path, password="autre"), "secret-à-taire")
    assert "secret-à-taire" not in f"{caught.value!r} {caught.value.__cause__!r}"
