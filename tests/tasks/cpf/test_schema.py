"""The XSD that the certifier drops in « cdc/ »: the one of its profile, whole, and nothing fetched elsewhere."""

from pathlib import Path

import pytest

from domain.network.passage_vocabulary import Profile
from tasks.cpf.schema import SchemaUnusable, load_schema
from tests.reference import reference_file

_XSD = '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" version="1.1.2">{0}</xsd:schema>'


def dropped(folder: Path, content: str) -> Path:
    (folder / "cdc").mkdir(exist_ok=True)
    (folder / "cdc" / "certifications.xsd").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.rule("LAW-10")
def test_the_xsd_of_another_version_is_not_that_of_the_profile(tmp_path: Path) -> None:
    assert load_schema(tmp_path, Profile.V112) is None
    official = dropped(tmp_path, reference_file("cpf-1.1.2.xsd").read_text(encoding="utf-8"))
    assert load_schema(official, Profile.V115) is None
    schema = load_schema(official, Profile.V112)
    assert schema is not None
    assert schema.faults(b"<flux/>") == ("flux",)


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_XSD.format('<xsd:import namespace="urn:x" schemaLocation="http://127.0.0.1/x.xsd"/>'),
         "Le schéma certifications.xsd en appelle d’autres : il faut un schéma d’un seul tenant."),
        ("bonjour", "Le schéma certifications.xsd n’est pas un XSD utilisable"),
        (_XSD.format('<xsd:element name="a" type="inconnu"/>'), "Le schéma certifications.xsd n’est pas un XSD"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + _XSD.format(""), "Le schéma certifications.xsd n’est pas un XSD"),
    ],
    ids=["imports", "no xml", "no xsd", "entities"],
)  # fmt: skip
def test_what_is_no_schema_is_refused_in_french(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(SchemaUnusable) as refused:
        load_schema(dropped(tmp_path, content), Profile.V112)
    assert str(refused.value).startswith(said)
