"""Good terms of an agreement, and the shipped agreements and kits, for the tests about signing."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from config.agreements import load_agreements
from config.kits import load_kits
from config.settings import ROOT
from domain.agreements import Agreement, AgreementKind, Terms
from domain.kits import Kits
from domain.signing import Workstreams
from tasks.presenting.agreements import terms_of
from tests import builders

START = date(2026, 12, 15)


@cache
def shipped_agreements() -> dict[AgreementKind, Agreement]:
    return load_agreements(ROOT / "config")


@cache
def shipped_kits() -> Kits:
    return load_kits(ROOT / "config", builders.shipped_config().certifications)[builders.CODE]


def terms(name: str = "Atelier des Lumières", **over: Any) -> Terms:
    """Terms that lack nothing, of an OF called `name`."""
    done = Workstreams(trainers=("Zoé Garnier", "Luc Petit"), evaluation_manager="Inès Caron")
    dossier = builders.dossier(application=builders.application(name=name), workstreams=done)
    figures = builders.shipped_certification()
    return replace(terms_of(dossier, builders.shipped_config().organisation, figures, START), **over)
