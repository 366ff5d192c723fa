"""The key of NIR: in a file of its own that others do not read, and without which nothing is read (LAW-10)."""

from pathlib import Path

import pytest

from tasks.cpf.keys import NirKeyUnavailable, load_nir_key

NIR = "2910367462001"


@pytest.mark.rule("LAW-10")
def test_a_nir_is_read_again_with_its_key_alone(tmp_path: Path) -> None:
    key = load_nir_key(tmp_path / "a.key")
    content = key.encrypted(NIR)
    assert (load_nir_key(tmp_path / "a.key").read(content), NIR.encode() in content) == (NIR, False)
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(NirKeyUnavailable, match="n’est pas celle qui a chiffré les NIR"):
        load_nir_key(tmp_path / "b.key").read(content)


@pytest.mark.rule("LAW-10")
def test_a_key_that_others_read_or_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    load_nir_key(path)
    path.chmod(0o644)
    with pytest.raises(NirKeyUnavailable, match="est lisible par d’autres : faites « chmod 600"):
        load_nir_key(path)
    path.write_text("bonjour", encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(NirKeyUnavailable, match="ne s’ouvre pas"):
        load_nir_key(path)
