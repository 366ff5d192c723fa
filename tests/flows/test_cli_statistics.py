"""`certiflow statistics`: the table, the files, and what is said when they cannot be made (NET-22, LAW-11)."""

import shutil
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from config.settings import Settings
from domain.exams.award import AwardKind
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, Route, SessionState
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyState
from flows.cli import app
from tasks.network.statistics import read_cohorts
from tasks.office import Office, open_office
from tests.exams import a_candidacy, a_session
from tests.exams_ledger import place
from tests.surveys import a_survey, an_answer, certified

CODE = "RNCP9002"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    return Settings(home=tmp_path / "home")


def statistics(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "220"}).invoke(app, ["statistics", *arguments])


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def a_cohort(office: Office) -> None:
    """Two holders of one session, one by VAE who has answered; a bloc attestation, which makes no holder."""
    session = a_session()
    session = session.with_update({"ref": place(office, EXAM_SESSION, session, SessionState.DELIVERED)})
    by_vae = a_candidacy(session)
    by_vae = by_vae.with_update({"eligibility": by_vae.eligibility.model_copy(update={"route": Route.VAE})})
    vae = place(office, CANDIDACY, by_vae, CandidacyState.CERTIFIED)
    certified(office, "Maëlys", parent=session.ref)
    holder = certified(office, "Zoé", parent=session.ref, candidacy=vae)
    certified(office, "Luc", kind=AwardKind.BLOC)
    answered = a_survey(certificate=holder.ref, answer=an_answer())
    place(office, SURVEY, answered, SurveyState.ANSWERED)


@pytest.mark.rule("NET-22", "LAW-11", "NET-18")
def test_the_statistics_of_a_certification_are_printed_and_written(settings: Settings, tmp_path: Path) -> None:
    with open_office(settings) as office:
        a_cohort(office)
    file = tmp_path / "statistiques.xml"
    found = statistics(CODE.lower(), "--out", str(file))
    assert found.exit_code == 0, found.output
    said = flat(found.output)
    assert f"Écrit : {file}" in said
    assert "Renouvellement : pas encore prêt : 0 promotion complète sur 2 demandées." in said
    line = etree.parse(str(file)).find(".//STATISTIQUES_PROMOTION")
    assert line is not None
    assert {child.tag: child.text for child in line} == {
        "ANNEE": "2027", "NOMBRE_CERTIFIES": "2", "NOMBRE_CERTIFIES_VAE": "1", "TAUX_INSERTION_GLOBAL_6MOIS": "100",
        "TAUX_INSERTION_METIER_6MOIS": "100",
    }  # fmt: skip
    table = tmp_path / "statistiques.csv"
    assert statistics(CODE, "--out", str(table)).exit_code == 0
    assert table.read_text("utf-8-sig").splitlines()[1].startswith("Ensemble;2027;2;1;")


def test_nobody_certified_yet_is_said(settings: Settings) -> None:
    found = statistics(CODE)
    assert (found.exit_code, "aucun titulaire pour l’instant" in flat(found.output)) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("RNCP404",), 2, "Aucune certification « RNCP404 ». Choisissez parmi :"),
        ((CODE, "--out", "statistiques.pdf"), 2, "Le fichier se nomme en .xml ou en .csv"),
        ((CODE, "--out", "absent/statistiques.xml"), 3, "ne peut pas être écrit"),
    ],
)
def test_what_cannot_be_done_says_why(settings: Settings, arguments: tuple[str, ...], code: int, said: str) -> None:
    found = statistics(*arguments)
    assert (found.exit_code, said in flat(found.output)) == (code, True), found.output


ALLY = """
[[co_certifiers]]
name = "Certificateur allié"
siret = "44306184100047"
email = "contact@allie.example"
representative = "Paul Roy"
"""


@pytest.mark.rule("NET-24")
def test_a_session_says_whose_holders_it_makes(settings: Settings, tmp_path: Path) -> None:
    """The sessions of a co-certifier make its own holders; those of a partner make the certifier's (NET-01)."""
    folder = Path(shutil.copytree(settings.config_folder, tmp_path / "config"))
    with (folder / "certifications" / f"{CODE}.toml").open("a", encoding="utf-8") as file:
        file.write(ALLY)
    with open_office(settings.model_copy(update={"config_folder": folder})) as office:
        figures = office.config.certifications[CODE]
        (ally,) = figures.co_certifiers
        theirs = Organiser(name=ally.name, email=ally.email, siret=ally.siret)
        partners = Organiser(name="Partenaire", email="p@of.example", dossier="D-2026-0001")
        for name, organiser in (("Maëlys", theirs), ("Zoé", partners)):
            session = place(office, EXAM_SESSION, a_session(organiser=organiser), SessionState.DELIVERED)
            certified(office, name, parent=session)
        with office.ledger.reading() as connection:
            cohorts = read_cohorts(office, connection)
    holders = [
        sum(item.certified for item in cohorts.promotions(CODE, name)) for name in ("", figures.certifier, ally.name)
    ]
    assert holders == [2, 1, 1]
