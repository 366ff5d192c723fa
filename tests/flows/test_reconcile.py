"""`certiflow reconcile` and the flow: exit codes, what is printed, stable JSON, the artifact."""

import json
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import State as FlowState
from typer.testing import CliRunner, Result

from config.settings import Settings
from flows.cli import app
from flows.deployments import DEPLOYMENTS
from flows.reconciliation import ReconciliationForm, reconciliation
from tasks.office import open_office
from tests.reference import reference_file
from tests.tasks.france_competences.granting import PORT, habilitated
from tests.tasks.france_competences.samples import XML

HOSTILE = "[red]Quai[/red] \x1b[2J"
NOTHING_THERE = "<FICHES><FICHE><NUMERO_FICHE>RS9001</NUMERO_FICHE><ACTIF>Oui</ACTIF></FICHE></FICHES>"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "home"


def register(home: Path, *partners: tuple[str, str]) -> None:
    """Habilitations, before the command reads them."""
    with open_office(Settings(home=home)) as office:
        for siret, name in partners:
            habilitated(office, siret, name)


def reconcile(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, ["reconcile", *arguments])


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.rule("LAW-05", "MIK-86")
def test_nothing_differs(home: Path, tmp_path: Path) -> None:
    export = tmp_path / "rs-2026-11-20.xml"
    export.write_text(NOTHING_THERE, encoding="utf-8")
    found = reconcile(str(export), "--as-of", "21/11/2026")
    assert (found.exit_code, flat(found.output)) == (
        0,
        "Aucun écart au 21/11/2026, mais rien n’a pu être comparé avec l’export « rs-2026-11-20.xml » du 20/11/2026 "
        "(habilitations en cours : 0 ; fiches comparées : 1).",
    )


@pytest.mark.rule("LAW-05", "MIK-86")
def test_what_differs_is_listed_with_its_two_months(home: Path) -> None:
    register(home, ("00000006700017", "Atelier Dune"))
    found = reconcile(str(XML), "--as-of", "2026-11-21")
    assert found.exit_code == 1
    assert "Partenaire non déclaré" in found.output
    assert "au plus tard le 15/11/2026" in flat(found.output)


def test_names_are_neither_markup_nor_terminal_orders(home: Path, tmp_path: Path) -> None:
    register(home, ("00000006700017", HOSTILE))
    export = tmp_path / "rs.xml"
    export.write_text(NOTHING_THERE, encoding="utf-8")
    found = reconcile(str(export), "--as-of", "2026-11-21")
    assert "[red]Quai[/red] [2J est habilité" in flat(found.output)
    assert "\x1b" not in found.output


@pytest.mark.rule("LAW-05")
def test_json_is_stable(home: Path) -> None:
    register(home, (PORT, "Atelier du port"), ("00000006700017", "Atelier Dune"))
    found = reconcile(str(XML), "--as-of", "2026-11-21", "--json")
    said = json.loads(found.output)
    assert (found.exit_code, set(said), said["schema"], said["as_of"]) == (
        1, {"schema", "as_of", "sentence", "discrepancies"}, 1, "2026-11-21",
    )  # fmt: skip
    (missing,) = [one for one in said["discrepancies"] if one["kind"] == "manquant"]
    assert set(missing) == {
        "kind", "certification", "sentence", "siret", "name", "dossier", "due_on", "late", "rule",
    }  # fmt: skip
    assert (missing["siret"], missing["dossier"], missing["due_on"], missing["late"]) == (
        "00000006700017", "D-2026-0002", "2026-11-15", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "le fichier est absent"), ("<FICHES>", "le XML est mal formé ou coupé")]
)
def test_an_unreadable_export_is_one_french_sentence(
    home: Path, tmp_path: Path, content: str | None, reason: str
) -> None:
    export = tmp_path / "rs.xml"
    if content is not None:
        export.write_text(content, encoding="utf-8")
    found = reconcile(str(export))
    assert (found.exit_code, "Traceback" in found.output) == (2, False)
    assert flat(found.output).startswith(f"L’export « rs.xml » est illisible : {reason}")


def test_the_official_sample(home: Path) -> None:
    """Its eight fiches are not ours: read whole, and our own said to be absent."""
    register(home, (PORT, "Atelier du port"))
    found = reconcile(str(reference_file("france-competences-rs.xml")), "--as-of", "2026-11-21", "--json")
    assert found.exit_code == 1
    assert [(one["kind"], one["certification"]) for one in json.loads(found.output)["discrepancies"]] == [
        ("fiche_absente", "RS9001")
    ]


def artifact(state: FlowState[Any]) -> Any:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["france-competences"]))
        )
    return next(json.loads(str(item.data)) for item in found if item.flow_run_id == state.state_details.flow_run_id)


@pytest.mark.rule("LAW-05", "MIK-86")
def test_the_flow_leaves_a_table(home: Path, prefect: None) -> None:
    register(home, ("00000006700017", "Atelier Dune"))
    state = reconciliation(ReconciliationForm(path=f" {XML} "), return_state=True)
    assert (state.name, (state.message or "")[:6]) == ("Completed", "Écarts")
    rows = artifact(state)
    assert [row["SIRET"] for row in rows if row["Écart"] == "Partenaire non déclaré"] == ["00000006700017"]


def test_the_flow_says_that_nothing_differs(home: Path, tmp_path: Path, prefect: None) -> None:
    export = tmp_path / "rs.xml"
    export.write_text(NOTHING_THERE, encoding="utf-8")
    state = reconciliation(ReconciliationForm(path=str(export)), return_state=True)
    assert artifact(state) == [{"Résultat": state.message}]
    assert flat(state.message or "").startswith("Aucun écart au ")


def test_the_flow_answers_an_unreadable_export_without_alarming_staff(home: Path, prefect: None) -> None:
    state = reconciliation(ReconciliationForm(path="nulle-part.zip"), return_state=True)
    assert (state.name, state.is_completed()) == ("Export illisible", True)
    assert flat(state.message or "").startswith("L’export « nulle-part.zip » est illisible")


def test_it_is_served_on_demand_with_a_french_form() -> None:
    (served,) = [item for item in DEPLOYMENTS if item.name == "france-competences"]
    schema = served.flow.parameters.model_dump()
    assert (served.cron, "Fichier de l’export" in str(schema)) == (None, True)
