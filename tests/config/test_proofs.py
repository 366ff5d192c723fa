"""The shipped map of proofs, and those that are refused with file, key and cure."""

from pathlib import Path

import pytest

from config.files import ConfigError
from config.proofs import load_proof_map
from config.settings import ROOT
from domain.correspondence import Paper, Pv
from tests.config.editing import edit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    copy = tmp_path / "proof.toml"
    copy.write_bytes((ROOT / "config" / "proof.toml").read_bytes())
    return copy


@pytest.mark.rule("LAW-17")
def test_the_shipped_map_tags_documents_that_exist() -> None:
    known = load_proof_map(ROOT / "config")
    kinds = {kind.value for kind in (*Pv, *Paper)}
    assert set(known.documents) - kinds == set()
    assert set(known.session.documents) - kinds == set()
    assert known.of(Pv.AUDIT_FIRST, "MIK-63") == (1,)  # exact title, code, certifier
    assert known.of(Paper.AGREEMENT, "LAW-02") == (1, 7, 16, 27)
    assert known.of("", "MIK-62") == (1,)
    assert known.of("", "MIK-04") == ()


@pytest.mark.parametrize(("old", "new", "said"), [
    ("charte = [1, 32]", "charte = [1, 33]",
     "proof.toml, clé « documents.charte » : l’indicateur 33 n’est pas dans « indicators ». Ajoutez-le."),
    ("MIK-60 = [1]", "MIK-600 = [1]",
     "proof.toml, clé « rules.MIK-600 » : aucune règle ne porte ce code. Corrigez-le."),
])  # fmt: skip
def test_a_map_that_contradicts_itself_is_refused(path: Path, old: str, new: str, said: str) -> None:
    edit(path, old, new)
    with pytest.raises(ConfigError) as caught:
        load_proof_map(path.parent)
    assert str(caught.value) == said
