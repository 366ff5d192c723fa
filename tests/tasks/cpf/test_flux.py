"""The file of the flux: whoever the holder is, he is listed with a reason or his passage is valid (domain.md §7)."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from domain.exams.person import Birth
from domain.exams.vocabulary import Route, Sex
from domain.network.passage import Passage, Sent
from domain.network.passage_identity import gaps
from domain.network.passage_vocabulary import AccessMode, Initiative, Profile
from tasks.cpf.flux import NAMESPACE, Flux, flux_id, flux_xml
from tasks.cpf.schema import Schema
from tasks.cpf.xml import parsed
from tests.domain.network.passages import CONTRACT_115, a_holder, a_passage, sent, typed
from tests.reference import reference_file

_ACTION = '<xsd:element name="action" type="xsd:string"/>'
_NATIONAL = (
    '<xsd:element name="identifiantNational"><xsd:complexType><xsd:all><xsd:element name="nir"><xsd:simpleType>'
    '<xsd:restriction base="xsd:string"><xsd:length value="13"/></xsd:restriction></xsd:simpleType></xsd:element>'
    '<xsd:element name="nomNaissance" type="xsd:string"/></xsd:all></xsd:complexType></xsd:element>'
)
_HOLDER = '<xsd:element name="titulaire" type="cpf:titulaire"/>'
_ISSUER = '<xsd:element name="emetteur" type="cpf:emetteur"/>'


@cache
def schema(profile: Profile) -> Schema:
    """The reference XSD; for 1.1.5, which is not public here, with the two additions that domain.md §7 tells of."""
    text = reference_file("cpf-1.1.2.xsd").read_text(encoding="utf-8")
    if profile is Profile.V115:
        assert (text.count(_HOLDER), text.count(_ISSUER)) == (1, 1)
        text = text.replace(_HOLDER, _HOLDER + _NATIONAL).replace(_ISSUER, _ACTION + _ISSUER)
    return Schema(parsed(text.encode()))


def written(*passages: Passage, as_sent: Sent | None = None, nirs: dict[str, str] | None = None) -> bytes:
    return flux_xml(Flux(as_sent or sent(), passages), nirs or {})


def found(content: bytes, *names: str) -> dict[str, str | None]:
    """Text of the first element of each name, None when nil; absent ones are left out."""
    root = parsed(content)
    elements = {name: root.find(f".//{{{NAMESPACE}}}{name}") for name in names}
    return {name: element.text for name, element in elements.items() if element is not None}


@pytest.mark.rule("NET-21", "LAW-10")
def test_what_a_file_says() -> None:
    passage = a_passage(
        holder=a_holder(first_names="Maëlys Anne Rose Luce", usage_name="Martin"), route=Route.TRAINING,
        supplement=typed(access=AccessMode.APPRENTICESHIP, initiative=Initiative.TRAINER),
    )  # fmt: skip
    content = written(passage)
    assert schema(Profile.V112).faults(content) == ()
    root = parsed(content)
    said = [(etree.QName(item).localname, item.text) for item in root.iter() if not len(item)]
    assert said == [
        ("idFlux", "7d8f3f0e-0000-5000-8000-000000000001"), ("horodatage", "2027-01-28T07:30:00+00:00"),
        ("idClient", "12ABC345"), ("idClient", "12ABC345"), ("idContrat", "MCFCER000123"), ("type", "RNCP"),
        ("code", "RNCP9002"), ("natureDeposant", "CERTIFICATEUR"), ("idTechnique", "ACC-2027-0001"),
        ("obtentionCertification", "PAR_ADMISSION"), ("donneeCertifiee", "true"), ("dateDebutExamen", "2027-01-18"),
        ("dateFinExamen", "2027-01-18"), ("dateDebutValidite", "2027-01-25"), ("dateFinValidite", None),
        ("presenceNiveauLangueEuro", "false"), ("presenceNiveauNumeriqueEuro", "false"), ("scoring", None),
        ("mentionValidee", None), ("modaliteAcces", "FORMATION_INITIALE_APPRENTISSAGE"),
        ("initiativeInscription", "OF"), ("dateInscription", "2026-11-23"), ("nomNaissance", "d'Œuvrard"),
        ("nomUsage", "Martin"), ("prenom1", "Maëlys"), ("prenom2", "Anne"), ("prenom3", "Rose"),
        ("anneeNaissance", "1991"), ("moisNaissance", "3"), ("jourNaissance", "1"), ("sexe", "F"),
        ("codePostal", "67600"), ("libelleCommuneNaissance", "Sélestat"),
    ]  # fmt: skip


@pytest.mark.rule("LAW-10", "M2I-07", "M2I-25")
@pytest.mark.parametrize(
    ("over", "names", "expected"),
    [
        ({"holder": a_holder(birth=Birth(year=1980, place="Alger", country="Algérie"))},
         ("moisNaissance", "jourNaissance", "codePostal", "libellePaysNaissance", "codePaysNaissance"),
         {"moisNaissance": None, "jourNaissance": None, "codePostal": None, "libellePaysNaissance": "Algérie"}),
        ({"holder": a_holder(birth=Birth(year=1980, place="Alger", country="Algérie")),
          "supplement": typed(insee_code="99352", country_code="352")},
         ("codeInsee", "codePostal", "codePaysNaissance"), {"codeInsee": "99352", "codePaysNaissance": "352"}),
        ({"holder": a_holder(birth=Birth(year=1980, day=4, postal_code="20000"))},
         ("moisNaissance", "jourNaissance"), {"moisNaissance": None, "jourNaissance": None}),
        ({"holder": a_holder(first_names="Jean Pierre, Marie-Luce", birth_name="García y Vega")},
         ("nomNaissance", "prenom1", "prenom2", "prenom3", "nomUsage"),
         {"nomNaissance": "García y Vega", "prenom1": "Jean Pierre", "prenom2": "Marie-Luce", "nomUsage": None}),
        ({"route": Route.PERSONAL}, ("modaliteAcces",), {"modaliteAcces": None}),
        ({"route": Route.EXPERIENCE}, ("modaliteAcces",), {"modaliteAcces": "CANDIDAT_LIBRE"}),
        ({"route": Route.VAE}, ("modaliteAcces",), {"modaliteAcces": "VAE"}),
        ({"supplement": typed(training_file="1234567890123")}, ("idDossier", "nomTitulaire", "nomNaissance"),
         {"idDossier": "1234567890123", "nomTitulaire": "d'Œuvrard"}),
        ({"supplement": typed(training_file="1234567890123"), "holder": a_holder(birth_name="Abc" * 11)},
         ("idDossier", "nomNaissance"), {"nomNaissance": "Abc" * 11}),
        ({"supplement": typed(birth_name="Œuvrard", first_names="Maelys", birth=(1990, 2, None), proof="CNI")},
         ("nomNaissance", "prenom1", "prenom2", "anneeNaissance", "moisNaissance", "jourNaissance"),
         {"nomNaissance": "Œuvrard", "prenom1": "Maelys", "anneeNaissance": "1990", "moisNaissance": "2",
          "jourNaissance": None}),
    ],
    ids=["abroad", "abroad with codes", "day without month", "double names", "personal", "free", "vae", "cpf file",
         "too long for a cpf file", "corrected"],
)  # fmt: skip
def test_every_kind_of_holder(over: dict[str, Any], names: Sequence[str], expected: dict[str, str | None]) -> None:
    content = written(a_passage(**over))
    assert found(content, *names) == expected
    assert schema(Profile.V112).faults(content) == ()


@pytest.mark.rule("LAW-10")
def test_the_nir_leaves_with_the_profile_that_has_a_place_for_it_and_with_no_other() -> None:
    nirs = {"ACC-2027-0001": "2910367462001"}
    newer = written(a_passage(), a_passage(ref="ACC-2027-0002"), as_sent=sent(contract=CONTRACT_115), nirs=nirs)
    assert schema(Profile.V115).faults(newer) == ()
    assert found(newer, "action", "nir") == {"action": "CREATION", "nir": "2910367462001"}
    identified = parsed(newer).iter(f"{{{NAMESPACE}}}identificationTitulaire")
    assert [etree.QName(item[0]).localname for item in identified] == ["identifiantNational", "titulaire"]
    older = written(a_passage(), nirs=nirs)
    assert (schema(Profile.V112).faults(older), b"2910367462001" in older) == ((), False)


@pytest.mark.rule("LAW-10")
def test_the_same_passages_make_the_same_flux_and_others_another() -> None:
    one, other = flux_id([("ACC-1", 3), ("ACC-2", 1)]), flux_id([("ACC-2", 1), ("ACC-1", 3)])
    assert one == other
    assert len({one, flux_id([("ACC-1", 4), ("ACC-2", 1)]), flux_id([("ACC-1", 3)])}) == 3


_ANY = st.text(max_size=90)


def _mostly(usual: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What people type, and once in a while anything."""
    return st.integers(0, 9).flatmap(lambda draw: _ANY if draw == 0 else usual)


_NAMES = _mostly(st.text(alphabet="aeéïŒÑßłZ'’ -.,", max_size=58).map(lambda text: f"A{text}"))
_BIRTHS = st.builds(
    Birth, year=st.integers(1900, 2027), month=st.none() | st.integers(1, 12), day=st.none() | st.integers(1, 31),
    place=_ANY, postal_code=_mostly(st.from_regex(r"[0-9]{5}", fullmatch=True)),
    country=_ANY | st.just("France"),
)  # fmt: skip
_TYPED = st.builds(
    typed, insee_code=_mostly(st.sampled_from(("", "", "67462", "2A004", "99352"))),
    country_code=_mostly(st.sampled_from(("", "", "352"))), training_file=_mostly(st.sampled_from(("", "123"))),
    access=st.none() | st.sampled_from(AccessMode), initiative=st.none() | st.sampled_from(Initiative),
    birth_name=st.just("") | _NAMES, first_names=st.just("") | _NAMES, proof=st.just("CNI"),
)  # fmt: skip


@pytest.mark.rule("LAW-10")
@given(st.data())
def test_anybody_is_listed_with_a_reason_or_his_passage_is_valid(data: st.DataObject) -> None:
    holder = a_holder().model_copy(update={
        "first_names": data.draw(_NAMES), "birth_name": data.draw(_NAMES), "usage_name": data.draw(_NAMES),
        "sex": data.draw(st.sampled_from(Sex)), "birth": data.draw(_BIRTHS),
    })  # fmt: skip
    passage = a_passage(holder=holder, supplement=data.draw(_TYPED), route=data.draw(st.sampled_from(Route)))
    missing = gaps(passage)
    if missing:
        assert all(refusal.rule == "LAW-10" and refusal.field and refusal.message for refusal in missing)
    else:
        assert schema(Profile.V112).faults(written(passage)) == ()
