"""Hands and eyes for the roads of the accrochage: certificates delivered, files of the flux, returns of the CDC."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from config.settings import ROOT
from domain.exams.person import Person
from domain.exams.vocabulary import CandidacyState
from domain.network.passage_process import PASSAGE
from tasks import steps
from tasks.cpf.flux import NAMESPACE
from tasks.ledger.queries import View, read_subjects
from tasks.run import Run
from tasks.tabs import passages as tab
from tasks.tabs.layout import TEAM
from tests.exams import EXAM_OFFICE, EXAM_OFFICE_MAIL
from tests.exams_ledger import judged, results_sent
from tests.season import reading
from tests.season.conformity import row
from tests.season.desk import MANAGER, Desk

CPF = {"cpf": NAMESPACE}
DELIVERED_ON, EXPORTED_ON, RETURNED_ON = date(2027, 1, 25), date(2027, 1, 28), date(2027, 2, 4)
FIRST, SECOND = "ACC-2027-0001", "ACC-2027-0002"
EXPORT = steps.phase(steps.prepare_passages, steps.follow, steps.export)
RETURN = steps.phase(steps.prepare_passages)
FRAUDS = steps.phase(steps.treat_frauds)


def contracted(tmp_path: Path, profile: str = "1.1.2") -> Path:
    """The shipped configuration with a contract; a folder « cdc » that is empty."""
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    path = folder / "organisation.toml"
    table = f'\n[cpf]\nclient_id = "12ABC345"\ncontract_id = "MCFCER000123"\nprofile = "{profile}"\n'
    path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    (folder / "cdc").mkdir(exist_ok=True)
    return folder


def with_contract(desk: Desk, folder: Path, profile: str = "1.1.2") -> Desk:
    """The same desk with a contract and an exam office."""
    found = replace(desk, settings=desk.settings.model_copy(update={"config_folder": contracted(folder, profile)}))
    found.add_row(TEAM, {"Nom": EXAM_OFFICE, "E-mail": EXAM_OFFICE_MAIL, "Rôle": "Responsable des examens"})
    return found


def signed(**cells: Any) -> dict[str, Any]:
    return {"Saisi par": MANAGER, **cells}


def said(desk: Desk, ref: str = FIRST) -> str:
    return reading.plain(row(desk, tab.PASSAGES, ref)["Retour"])


def certified(desk: Desk, *people: Person, on: date = DELIVERED_ON) -> None:
    """Whole certifications, delivered by a run of that day."""
    with desk.office() as office:
        session = results_sent(office)
        for person in people:
            judged(office, session, person, session.blocs, CandidacyState.PASSED)
    desk.day(on, steps=steps.phase(steps.judge_sessions))


def views(desk: Desk) -> dict[str, View[Any]]:
    with desk.ledger() as connection:
        return {view.ref: view for view in read_subjects(connection, PASSAGE)}


def states(desk: Desk) -> dict[str, str]:
    return {ref: view.state.value for ref, view in views(desk).items()}


def export(desk: Desk, on: date = EXPORTED_ON) -> Run:
    return desk.day(on, steps=EXPORT)


def files(desk: Desk) -> dict[str, Any]:
    """The files that wait for their return: name → root."""
    return {path.stem: etree.parse(str(path)).getroot() for path in sorted(desk.settings.cpf_folder.glob("*.xml"))}


def told(root: Any) -> list[str]:
    """The idTechnique of a file, in order."""
    return [str(found.text) for found in root.iterfind(".//cpf:idTechnique", CPF)]


def answered(
    desk: Desk,
    accepted: Sequence[str],
    rejected: Mapping[str, str],
    *,
    flux: str = "",
    name: str = "retour.xml",
    treatment: str = "51354",
) -> Path:
    """A return dropped in its folder, for the only file that waits unless `flux` says which."""
    flux = flux or next(iter(files(desk)))
    root = etree.Element("{urn:cdc:cpf:pc5:rapport:schema}rapport", nsmap={"ns2": "urn:cdc:cpf:pc5:rapport:schema"})
    for tag, text in (("nomFichier", f"{flux}.xml"), ("idFlux", flux), ("idTraitement", treatment)):
        etree.SubElement(root, tag).text = text
    if rejected:
        section = etree.SubElement(root, "PassagesKO")
        for ref, message in rejected.items():
            passage = etree.SubElement(section, "passage")
            etree.SubElement(passage, "idTechnique").text = ref
            etree.SubElement(passage, "messageErreur").text = message
    if accepted:
        section = etree.SubElement(root, "PassagesOK")
        for ref in accepted:
            etree.SubElement(section, "idTechnique").text = ref
    return dropped(desk, etree.tostring(root, xml_declaration=True, encoding="UTF-8"), name)


def dropped(desk: Desk, content: bytes, name: str = "retour.xml") -> Path:
    path = desk.settings.cpf_folder / "retours" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
