"""A dossier keeps the grid in force when it was received, even after the file has changed (MIK-19)."""

from dataclasses import replace

import pytest

from config.loader import Config
from domain.certification import Certification


@pytest.fixture
def past(certification: Certification) -> Certification:
    """RS9001 as it was before: another grid, another title."""
    grid = certification.grid.model_copy(update={"version": "2025-1", "pass_mark": 12})
    return certification.model_copy(update={"grid": grid, "title": "Ancien intitulé"})


@pytest.mark.rule("MIK-19")
def test_an_older_dossier_has_its_grid_and_today_s_other_figures(config: Config, past: Certification) -> None:
    both = replace(config, past={("RS9001", "2025-1"): past})
    today = config.certifications["RS9001"]
    assert both.figures_for("RS9001", "2025-1") == today.model_copy(update={"grid": past.grid})


@pytest.mark.rule("MIK-19")
@pytest.mark.parametrize("version", ["2026-1", "", "inconnue"])
def test_any_other_version_has_today_s_figures(config: Config, past: Certification, version: str) -> None:
    both = replace(config, past={("RS9001", "2025-1"): past})
    assert both.figures_for("RS9001", version) is config.certifications["RS9001"]


@pytest.mark.rule("MIK-19")
@pytest.mark.parametrize("version", ["2025-1", "2026-1", ""])
def test_a_certification_whose_file_is_gone_keeps_its_figures(
    config: Config, past: Certification, version: str
) -> None:
    gone = replace(config, certifications={}, past={("RS9001", "2025-1"): past})
    assert gone.figures_for("RS9001", version) is past
