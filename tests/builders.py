"""Good facts for tests: each builder gives what every guard accepts, and takes the fields that a test changes."""

from datetime import date
from functools import cache
from typing import Any

from config.loader import Config, load_config
from config.settings import ROOT
from domain.application import Application, Trainer
from domain.certification import Certification, Grid
from domain.dossier import Attendee, CommissionRecord, Dossier, Extension, FactorOpinion, Withdrawal
from domain.scoring import ScoredLine, Scoresheet
from domain.vocabulary import Factor, Modality, Opinion, Role, Scope

CODE = "RS9001"
OWNER = "Inès Moreau"
DIRECTOR = "Paul Lefèvre"
RECEIVED_ON = date(2026, 11, 2)
SCORED_ON = date(2026, 11, 9)
HELD_ON = date(2026, 11, 12)
TODAY = date(2026, 11, 13)


@cache
def shipped_config() -> Config:
    """The configuration as it is shipped."""
    return load_config(ROOT / "config")


def shipped_certification() -> Certification:
    return shipped_config().certifications[CODE]


def application(**over: Any) -> Application:
    """A complete application that has all 12 automatic points on RECEIVED_ON."""
    values: dict[str, Any] = {
        "certification": CODE,
        "scope": Scope.PREPARE_AND_ASSESS,
        "name": "Atelier des Lumières",
        "siret": "73282932000074",
        "email": "contact@atelier-lumieres.example",
        "kbis_url": "https://atelier-lumieres.example/kbis.pdf",
        "kbis_date": date(2026, 10, 1),
        "representative_first_name": "Hélène",
        "representative_last_name": "Aubry",
        "creation_year": 2018,
        "headcount": 4,
        "trainers": (
            Trainer(name="Zoé Garnier", years=8, cv_url="https://atelier-lumieres.example/cv-1.pdf"),
            Trainer(name="Luc Petit", years=3.5, cv_url="https://atelier-lumieres.example/cv-2.pdf"),
        ),
        "has_qualiopi": True,
        "qualiopi_number": "Q-2025-118",
        "qualiopi_body": "Certif Qualité",
        "qualiopi_categories": ("Actions de formation",),
        "qualiopi_from": date(2025, 6, 1),
        "qualiopi_until": date(2028, 5, 31),
        "domain_sessions": 6,
        "domain_learners": 48,
        "domain_proof_url": "https://atelier-lumieres.example/sessions.pdf",
        "programme_urls": ("https://atelier-lumieres.example/programme.pdf",),
        "modality": Modality.MIXED,
        "modality_description": "Deux jours en atelier, puis trois classes virtuelles.",
        "hours": 35.5,
        "website": "https://atelier-lumieres.example",
        "has_edof": True,
        "cpf_intended": True,
        "commitment": True,
        "feedback_mean": 4.6,
        "feedback_scale": 5.0,
        "feedback_count": 32,
        "feedback_proof_url": "https://atelier-lumieres.example/avis.pdf",
    }
    return Application.model_validate({**values, **over})


def dossier(**over: Any) -> Dossier:
    """A dossier with an owner and nothing missing, neither scored nor decided."""
    values: dict[str, Any] = {
        "ref": "D-2026-0001",
        "certification": CODE,
        "owner": OWNER,
        "application": application(),
        "received_on": RECEIVED_ON,
        "declaration_sha256": "0" * 64,
        "grid_version": shipped_certification().grid.version,
    }
    return Dossier.model_validate({**values, **over})


def scoresheet(total: float, grid: Grid | None = None, **over: Any) -> Scoresheet:
    """A validated grid of `total` points, given line after line, automatic points first."""
    grid, lines, left = grid or shipped_certification().grid, [], total
    for line in grid.lines:
        points = min(left, line.max)
        automatic = min(points, line.auto_max)
        left -= points
        lines.append(
            ScoredLine(code=line.code, label=line.label, max=line.max, auto_points=automatic,
                       staff_points=points - automatic, reason="vu")
        )  # fmt: skip
    values: dict[str, Any] = {
        "grid_version": grid.version,
        "lines": tuple(lines),
        "scorer": OWNER,
        "scored_on": SCORED_ON,
    }
    return Scoresheet.model_validate({**values, **over})


def scored(total: float, **over: Any) -> Dossier:
    """A dossier whose grid is validated at `total`."""
    return dossier(scoresheet=scoresheet(total), **over)


def attendee(name: str = DIRECTOR, role: Role = Role.DIRECTION) -> Attendee:
    return Attendee(name=name, role=role)


def factor_opinions(**over: Any) -> tuple[FactorOpinion, ...]:
    """The five other factors, all favourable; `over` changes the fields of each."""
    return tuple(
        FactorOpinion.model_validate({"factor": factor, "opinion": Opinion.FAVOURABLE, **over}) for factor in Factor
    )


def commission_record(**over: Any) -> CommissionRecord:
    """A commission with its quorum and its five factors."""
    values: dict[str, Any] = {
        "held_on": HELD_ON,
        "attendees": (attendee(), attendee(OWNER, Role.PARTNER_MANAGER)),
        "factors": factor_opinions(),
        "motive": "Le projet est solide.",
        "recorded_by": OWNER,
    }
    return CommissionRecord.model_validate({**values, **over})


def extension(**over: Any) -> Extension:
    values: dict[str, Any] = {
        "days": 10,
        "motive": "Travaux dans les locaux.",
        "decided_by": attendee(),
        "decided_on": TODAY,
    }
    return Extension.model_validate({**values, **over})


def withdrawal(**over: Any) -> Withdrawal:
    values: dict[str, Any] = {"motive": "Fausse déclaration.", "decided_by": attendee(), "decided_on": TODAY}
    return Withdrawal.model_validate({**values, **over})
