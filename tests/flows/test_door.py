"""Who may open the interface: nobody without a password, as soon as another machine can reach it."""

import stat
from pathlib import Path

import httpx
import pytest

from flows.door import AUTH_VARIABLE, PASSWORD_FILE, Door, door_of
from flows.prefect_settings import PrefectUnavailable
from tests.flows.program import certiflow_up


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(AUTH_VARIABLE, raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_needs_no_password(tmp_path: Path, host: str) -> None:
    assert door_of(host, tmp_path / "prefect") == Door()
    assert not (tmp_path / "prefect").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "serveur.example"])  # noqa: S104
def test_another_address_gets_a_password_that_is_kept(tmp_path: Path, host: str) -> None:
    door, path = door_of(host, tmp_path), tmp_path / PASSWORD_FILE
    user, _, password = path.read_text(encoding="utf-8").strip().partition(":")
    assert (user, len(password)) == ("certiflow", 24)
    assert door.settings == {AUTH_VARIABLE: f"{user}:{password}", "PREFECT_API_AUTH_STRING": f"{user}:{password}"}
    assert door.kept_in == f"dans le fichier « {path} »"
    assert password not in repr(door)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert door_of(host, tmp_path) == door
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_password_that_was_given_is_taken_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AUTH_VARIABLE, "equipe:sésame")
    door = door_of("192.0.2.1", tmp_path)
    assert (door.settings[AUTH_VARIABLE], door.kept_in) == ("equipe:sésame", f"dans la variable {AUTH_VARIABLE}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", ["", " ", ":", "equipe", "equipe:", ":sésame", " : "])
def test_an_empty_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(AUTH_VARIABLE, given)
    with pytest.raises(PrefectUnavailable, match=f"la variable {AUTH_VARIABLE} n’en contient pas"):
        door_of("192.0.2.1", tmp_path)
    monkeypatch.delenv(AUTH_VARIABLE)
    (tmp_path / PASSWORD_FILE).write_text(given, encoding="utf-8")
    with pytest.raises(PrefectUnavailable, match=f"{PASSWORD_FILE} » n’en contient pas. Effacez-le"):
        door_of("192.0.2.1", tmp_path)


@pytest.mark.slow
def test_the_server_asks_for_it_and_says_where_it_is(tmp_path: Path) -> None:
    kept = tmp_path / "prefect" / PASSWORD_FILE
    with certiflow_up(tmp_path, "--host", "0.0.0.0", "--no-runner") as program:  # noqa: S104
        assert program.said[2] == f"Utilisateur et mot de passe à y donner\u202f: dans le fichier «\u202f{kept}\u202f»."
        user, _, password = kept.read_text(encoding="utf-8").strip().partition(":")
        address, form = f"{program.url}/api/flow_runs/", {"name": "intrus"}
        answers = [
            httpx.get(f"{program.url}/api/admin/version", auth=auth).status_code
            for auth in (None, (user, "faux"), (user, password))
        ]
        assert answers == [401, 401, 200]
        refused = httpx.post(address, json=form, auth=(user, password))
        assert (refused.status_code, refused.json()) == (403, {"detail": "Missing CSRF token."})
        assert password not in "".join(program.said) + program.stop()
