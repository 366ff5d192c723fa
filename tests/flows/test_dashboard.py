"""What Prefect shows of the network: numbers and references, never a name (NET-05, NET-07)."""

from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from flows.dashboard import comparison_rows, dashboard_markdown
from flows.digest import digest
from tasks.network.indicators import network_figures
from tasks.office import Office
from tests.network_ledger import judged, partners
from tests.season.desk import Desk
from tests.tasks.ledger.conftest import fresh, ledger, office, opening

__all__ = ["fresh", "ledger", "office", "opening"]

TODAY = date(2027, 1, 25)
NAME = "Atelier | des Lumières"


def network(office: Office) -> None:
    low, *others = partners(office, [NAME, "Bottega", "Cantiere"])
    judged(office, low, passed=6, failed=24)
    for partner in others:
        judged(office, partner, passed=27, failed=3)


@pytest.mark.rule("NET-05", "NET-07")
def test_the_dashboard_says_the_figures_and_names_no_organisation(office: Office) -> None:
    network(office)
    figures = network_figures(office, TODAY)
    lines = dashboard_markdown(figures).replace("\u202f", " ").splitlines()
    assert lines[:3] == [
        "# Réseau au 25/01/2027", "",
        "Échéances : 0 dépassées, 0 cette semaine, 0 dans les 30 jours. Partenaires dont un écart est net : 1.",
    ]  # fmt: skip
    assert "| Dossier | Habilité | 3 |" in lines
    assert "| RNCP9002 | 66,7 % (60 sur 90) |" in lines
    first, *_ = comparison_rows(figures)
    assert (first["Dossier"], first["Réussite"], first["À regarder"]) == (
        "D-2026-0001", "20 % (6 sur 30)", "Réussite"
    )  # fmt: skip
    assert not any(name in f"{lines} {comparison_rows(figures)}" for name in ("Atelier", "Bottega", "Cantiere"))


def test_the_flow_leaves_the_dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect: None) -> None:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    desk = Desk.at(tmp_path / "home")
    desk.set_up()
    with desk.office() as office:
        network(office)
    state = digest(as_of=date(2027, 1, 29), return_state=True)
    assert state.message == "0 changement, 1 e-mail parti."
    with get_client(sync_client=True) as client:
        keys = ArtifactFilter(key=ArtifactFilterKey(any_=["tableau-de-bord", "comparaison-du-reseau"]))
        found = {artifact.key: artifact.type for artifact in client.read_artifacts(artifact_filter=keys)}
    assert found == {"tableau-de-bord": "markdown", "comparaison-du-reseau": "table"}
