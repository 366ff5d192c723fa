"""`certiflow register` and `certiflow verify-badge`, as a person types them."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from config.settings import Settings
from flows.cli import app
from tasks.certificates.badge import issue
from tasks.certificates.register import badge_keys
from tasks.certificates.site import Certifier, write_register
from tests.domain.exams.awarding import URL, award, rs_award


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def certiflow(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_register_is_written_and_then_left_alone(home: Path, tmp_path: Path) -> None:
    first = certiflow("register", "--out", tmp_path / "site")
    assert (first.exit_code, flat(first.output)) == (
        0,
        f"Registre public à jour dans {tmp_path / 'site'} : 11 fichiers écrits, 0 sans changement.",
    )
    assert "0 fichier écrit, 11 sans changement" in flat(certiflow("register", "--out", tmp_path / "site").output)
    assert (home / "cle-des-badges.pem").stat().st_mode & 0o777 == 0o600


def test_a_register_that_cannot_be_written_is_one_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    found = certiflow("register", "--out", tmp_path / "site")
    assert found.exit_code == 3
    assert "Le registre public ne peut pas être écrit" in flat(found.output)


@pytest.fixture
def published(home: Path, tmp_path: Path) -> Path:
    """A register with one withdrawn certificate and one expired; their badges beside."""
    keys = badge_keys(Settings(home=home))
    badges = {
        "good": award(1, valid_until=date(2099, 12, 31)),
        "withdrawn": award(2, revoked_on=date(2026, 12, 3)),
        "expired": award(
            3, jury_date=date(2019, 11, 30), delivered_on=date(2019, 12, 1), valid_until=date(2020, 12, 1)
        ),
        "for ever": rs_award(4),
    }
    for name, of in badges.items():
        (tmp_path / f"{name}.badge.jwt").write_text(issue(of, keys, URL))
    write_register(tmp_path / "site", badges.values(), Certifier("C", "c@c.example"), keys, URL, date(2026, 12, 4))
    return tmp_path / "site"


@pytest.mark.rule("M2I-48")
@pytest.mark.parametrize(
    ("badge", "code", "said"),
    [
        ("good", 0, "Badge authentique : Parchemin — Concepteur de supports numériques — Maëlys Œuvrard-Lefèvre"),
        ("for ever", 0, "Badge authentique : Parchemin — Promouvoir une activité artistique visuelle"),
        ("withdrawn", 1, "Badge authentique, mais retiré depuis par le certificateur"),
        ("expired", 1, "Badge authentique, mais sa validité a pris fin"),
        ("absent", 2, "absent.badge.jwt ne peut pas être lu : le fichier est absent"),
    ],
)
def test_a_badge_is_checked_without_network(published: Path, badge: str, code: int, said: str) -> None:
    found = certiflow("verify-badge", published.parent / f"{badge}.badge.jwt", "--register", published)
    assert (found.exit_code, said in flat(found.output)) == (code, True), found.output


def test_a_badge_that_was_altered_is_not_believed(published: Path) -> None:
    badge = published.parent / "good.badge.jwt"
    badge.write_text(badge.read_text().replace(".", ".A", 1))
    found = certiflow("verify-badge", badge, "--register", published)
    assert found.exit_code == 1
    assert "La signature de ce badge est fausse" in flat(found.output)
