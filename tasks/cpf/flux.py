"""Writes the CPF flux: XML in the order of the XSD, profile 1.1.2 or 1.1.5 (domain.md §7).

Elements that the certifier knows nothing of are nil where the XSD wants them, and absent where it does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from domain.network.passage import Passage, Sent
from domain.network.passage_identity import Identity, identity_of
from domain.network.passage_vocabulary import Profile

NAMESPACE = "urn:cdc:cpf:pc5:schema:1.0.0"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_PREFIXES = {"cpf": NAMESPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
#: lengths of `dossierFormation`, shorter than those of `titulaire`
_LONGEST_FILE_NAME, _LONGEST_FILE_FIRST_NAME = 30, 20


@dataclass(frozen=True)
class Flux:
    """One file: what it is sent as, and the passages in it."""

    sent: Sent
    passages: Sequence[Passage]


def flux_id(attempts: Iterable[tuple[str, int]]) -> str:
    """idFlux of these passages, each with its version: the same for the same ones, so that nothing is sent twice."""
    return str(uuid5(NAMESPACE_URL, "cpf:" + "|".join(f"{ref}#{version}" for ref, version in sorted(attempts))))


def flux_xml(flux: Flux, nirs: Mapping[str, str]) -> bytes:
    """The file. `nirs`: reference of the passage → 13 signs, used by the profile 1.1.5 alone."""
    sent, contract = flux.sent, flux.sent.contract
    root = etree.Element(f"{{{NAMESPACE}}}flux", nsmap=_PREFIXES)
    _add(root, "idFlux", sent.flux)
    _add(root, "horodatage", sent.stamp.isoformat(timespec="seconds"))
    if contract.profile is Profile.V115:
        _add(root, "action", "CREATION")
    issuer = _add(root, "emetteur")
    _add(issuer, "idClient", contract.client_id)
    certifier = _add(_add(issuer, "certificateurs"), "certificateur")
    _add(certifier, "idClient", contract.client_id)
    _add(certifier, "idContrat", contract.contract_id)
    certifications = _add(certifier, "certifications")
    ordered = sorted(flux.passages, key=lambda passage: (passage.certification, passage.ref))
    for code, passages in groupby(ordered, key=lambda passage: passage.certification):
        certification = _add(certifications, "certification")
        _add(certification, "type", "RNCP" if code.startswith("RNCP") else "RS")
        _add(certification, "code", code)
        _add(certification, "natureDeposant", contract.depositor.value)
        inside = _add(certification, "passageCertifications")
        for passage in passages:
            nir = nirs.get(passage.ref, "") if contract.profile is Profile.V115 else ""
            _passage(_add(inside, "passageCertification"), passage, nir)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _passage(element: Any, passage: Passage, nir: str) -> None:
    """No level of language or digital skill, score or mention: no référentiel of certiflow gives one."""
    _add(element, "idTechnique", passage.ref)
    _add(element, "obtentionCertification", "PAR_ADMISSION")
    _add(element, "donneeCertifiee", "true")
    _add(element, "dateDebutExamen", passage.exams[0])
    _add(element, "dateFinExamen", passage.exams[1])
    _add(element, "dateDebutValidite", passage.delivered_on)
    _or_nil(element, "dateFinValidite", passage.valid_until)
    _add(element, "presenceNiveauLangueEuro", "false")
    _add(element, "presenceNiveauNumeriqueEuro", "false")
    _or_nil(element, "scoring", None)
    _or_nil(element, "mentionValidee", None)
    registration = _add(element, "modalitesInscription")
    _or_nil(registration, "modaliteAcces", passage.access.value if passage.access else None)
    if passage.supplement.initiative:
        _add(registration, "initiativeInscription", passage.supplement.initiative.value)
    _add(registration, "dateInscription", passage.registered_on)
    _identification(_add(element, "identificationTitulaire"), identity_of(passage), nir)


def _identification(element: Any, found: Identity, nir: str) -> None:
    """By the NIR when it may be sent, else by the CPF dossier when the names fit in it, else by the civil status."""
    first_name = found.first_names[0]
    if nir:
        national = _add(element, "identifiantNational")
        _add(national, "nir", nir)
        _add(national, "nomNaissance", found.birth_name)
    elif (found.training_file and len(found.birth_name) <= _LONGEST_FILE_NAME
          and len(first_name) <= _LONGEST_FILE_FIRST_NAME):  # fmt: skip
        dossier = _add(element, "dossierFormation")
        _add(dossier, "idDossier", found.training_file)
        _add(dossier, "nomTitulaire", found.birth_name)
        _add(dossier, "prenom1Titulaire", first_name)
    else:
        _holder(_add(element, "titulaire"), found)


def _holder(element: Any, found: Identity) -> None:
    _add(element, "nomNaissance", found.birth_name)
    _or_nil(element, "nomUsage", found.usage_name)
    for rank, name in enumerate(found.first_names, 1):
        _add(element, f"prenom{rank}", name)
    _add(element, "anneeNaissance", found.year)
    _or_nil(element, "moisNaissance", found.month)
    _or_nil(element, "jourNaissance", found.day)
    _add(element, "sexe", found.sex)
    commune = _add(element, "codeCommuneNaissance")
    if found.insee_code:
        _add(_add(commune, "codeInseeNaissance"), "codeInsee", found.insee_code)
    else:
        _or_nil(_add(commune, "codePostalNaissance"), "codePostal", found.postal_code)
    labels = (
        ("libelleCommuneNaissance", found.place), ("codePaysNaissance", found.country_code),
        ("libellePaysNaissance", found.country),
    )  # fmt: skip
    for name, value in labels:
        if value:
            _add(element, name, value)


def _add(parent: Any, name: str, value: str | int | date | None = None) -> Any:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if value is not None:
        child.text = value.isoformat() if isinstance(value, date) else str(value)
    return child


def _or_nil(parent: Any, name: str, value: str | int | date | None) -> None:
    """An element that the XSD wants, nil when there is nothing to say."""
    child = _add(parent, name, value or None)
    if child.text is None:
        child.set(_NIL, "true")
