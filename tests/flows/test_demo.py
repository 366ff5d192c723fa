"""`make run`: the whole season that the demonstration plays, and what it leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CERTIFLOW = Path(sys.executable).with_name("certiflow")


def certiflow(home: Path, *arguments: str) -> str:
    """What a command prints; it must end well."""
    environment = {**os.environ, "CERTIFLOW_HOME": str(home)}
    return subprocess.run([CERTIFLOW, *arguments], env=environment, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_demonstration_goes_down_every_road(tmp_path: Path) -> None:
    """One organisation habilitated then controlled, one ready to sign with a replaced trainer, each way out once."""
    home = tmp_path / "home"
    printed = certiflow(home, "demo")
    status = json.loads(certiflow(home, "status", "--json"))
    found = {item["name"]: item for item in status["dossiers"]}
    states = {name: item["state"] for name, item in found.items() if not name.startswith("<script>")}
    assert states == {
        "Atelier Lumière Noire": "HABILITE",
        "Jeune Pousse Arts": "PRET_A_SIGNER",
        "Galerie des Deux Rives": "PREHABILITATION_PERDUE",
        "Académie du Portrait": "RETIREE",
        "Studio Quatre Vents": "REFUSEE",
        "Form’Express Sud": "REJETEE_NOTE",
        "École du Trait": "CLASSEE_SANS_SUITE",
    }
    assert [(item["kind"], item["name"], item["state"]) for item in found["Jeune Pousse Arts"]["workstreams"]] == [
        ("communication", "Jeune Pousse Arts", "CONFORME"),
        ("trainer", "Noé Vasseur (Jeune Pousse Arts)", "ECARTE"),
        ("trainer", "Anaïs Delorme (Jeune Pousse Arts)", "VALIDE"),
    ]
    assert status["exams"] == {
        "exam_session": {"DELIVREE": 1}, "examiner": {"HABILITE": 2}, "certificate": {"DELIVRE": 2},
        "candidacy": {"CERTIFIE": 2, "ECHEC": 1, "ABSENT": 1, "EXCLU": 1},
        "fraud": {"SANCTIONNEE": 1}, "appeal": {"REJETE": 1},
    }  # fmt: skip
    assert status["network"] == {
        "check": {"CONCLU": 8, "A_MENER": 1}, "nonconformity": {"CLOTURE": 1}, "passage": {"A_EXPORTER": 2},
        "registration_file": {"EN_VIGUEUR": 3}, "royalty": {"PAYEE": 1}, "survey": {"ENVOYEE": 2},
    }  # fmt: skip
    assert "Tout concorde" in certiflow(home, "verify")
    assert "à voir" not in printed
