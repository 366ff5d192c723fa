"""The hands of the conformity phase: what staff type in its tabs, as it happens."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.agreements import AgreementKind
from domain.audit import Verdict
from domain.evaluation import Aspect, Grade
from tasks.tabs import audit, conformity, layout, signatures, trainers
from tasks.tabs.columns import REF, TYPED_BY
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR, MANAGER, Desk

ATELIER, REF_1, AUDIT_1 = "Atelier n° 1", "D-2026-0001", "A-2026-0001"
KAPLAN, OSTROWSKI, EXAM = "F-2026-0001", "F-2026-0002", "R-2026-0001"
AUDITOR, EVALUATOR = "Nora Diallo", "Marc Vidal"
AUDITOR_MAIL, EVALUATOR_MAIL = "nora.diallo@certificateur.example", "marc.vidal@certificateur.example"
PARTNER_MAIL, AGENCY_MAIL = "direction@atelier.example", "communication@agence.example"
KAPLAN_MAIL, EXAM_MAIL = "jeanne.kaplan@atelier.example", "paul.roux@atelier.example"
EXAM_MANAGER = "Paul Roux"
ROOM, CASE = "https://visio.example/salle-1", "https://pieces.example/cas-pratique.pdf"
REPRESENTATIVE = "Maëlle Le Goff-Kœnig"


def at(day: date, hour: int = 0) -> datetime:
    """A day as a spreadsheet keeps it."""
    return datetime(day.year, day.month, day.day, hour)


def note(desk: Desk, cells: Cells, name: str = ATELIER) -> None:
    """Fill cells of the dossier's row in « Conformité », and sign it."""
    desk.type(conformity.CONFORMITY, name, {TYPED_BY: MANAGER, **cells})


def session(on: date, hour: int = 10) -> Cells:
    return {conformity.INFO_AT: at(on, hour), conformity.INFO_LINK: ROOM}


def attended(on: date) -> Cells:
    return {conformity.INFO_HELD: at(on), conformity.INFO_PRESENT: f"{REPRESENTATIVE}\nJeanne Kaplan"}


def designated(on: date) -> Cells:
    return {
        conformity.MANAGER: EXAM_MANAGER, conformity.MANAGER_EMAIL: EXAM_MAIL,
        conformity.MANAGER_CV: "https://pieces.example/roux.pdf", conformity.DESIGNATED_ON: at(on),
    }  # fmt: skip


def exam_manager_habilitated(on: date) -> Cells:
    return {
        conformity.MANAGER_DECISION: conformity.HABILITATE, conformity.DECIDED_BY: DIRECTOR,
        conformity.DECIDED_ON: at(on),
    }  # fmt: skip


def assured(respects: str = "Oui", means: str = "Oui") -> Cells:
    """The two answers of direction (LAW-01)."""
    return {conformity.RESPECTS: respects, conformity.MEANS: means, conformity.GRANTED_BY: DIRECTOR}


def planned(on: date, hour: int = 14, email: str = KAPLAN_MAIL) -> Cells:
    """A session in a row of « Formateurs »."""
    return {trainers.EMAIL: email, trainers.SESSION_AT: at(on, hour), trainers.LINK: ROOM}


def evaluated(on: date, worst: Grade = Grade.CONFORMING, over: Cells | None = None) -> dict[str, Any]:
    """An evaluation whose aspect « référentiel » has the grade `worst`, and then a point to rework."""
    grades = {aspect.label: Grade.CONFORMING.label for aspect in Aspect} | {Aspect.REFERENCE.label: worst.label}
    points = None if worst is Grade.CONFORMING else "Revoir les compétences 2 et 3 du référentiel."
    return {
        trainers.HELD_ON: at(on), trainers.PRESENT: "Oui", **grades, trainers.CASE: CASE, trainers.POINTS: points,
        trainers.EVALUATOR: EVALUATOR, TYPED_BY: MANAGER, **(over or {}),
    }  # fmt: skip


def row(desk: Desk, tab: str, key: str) -> dict[str, Any]:
    """The only row of that reference, as a person reads it."""
    (found,) = (line for line in desk.rows(tab) if line.get(REF) == key)
    return found


def keys(desk: Desk, tab: str) -> list[str]:
    return [line[REF] for line in desk.rows(tab)]


def lines_of(desk: Desk, control: int) -> list[str]:
    """References of the rows of one pass of the audit."""
    return [key for key in keys(desk, audit.AUDIT) if key.split("/")[1] == str(control)]


def judge(desk: Desk, control: int = 1, failed: Mapping[str, str] | None = None, over: Cells | None = None) -> None:
    """Sign a verdict on every row of a pass: conforming, but the items « support/item » of `failed`, in those words."""
    said = {f"{AUDIT_1}/{control}/{pair}": words for pair, words in (failed or {}).items()}
    desk.type_rows(audit.AUDIT, {
        key: {
            audit.VERDICT: (Verdict.ABSENT if key in said else Verdict.CONFORMING).label,
            audit.EVIDENCE: said.get(key, "Vu à l’écran."), audit.AUDITOR: AUDITOR, **(over or {}),
        }
        for key in lines_of(desk, control)
    })  # fmt: skip


def signed(on: date, over: Cells | None = None) -> Cells:
    """What a row of « Signatures » says once both parties have signed on the same day."""
    return {
        signatures.PARTNER_SIGNATORY: REPRESENTATIVE, signatures.PARTNER_SIGNED_ON: at(on),
        signatures.CERTIFIER_SIGNATORY: DIRECTOR, signatures.CERTIFIER_SIGNED_ON: at(on), TYPED_BY: MANAGER,
        **(over or {}),
    }  # fmt: skip


def sign_all(desk: Desk, on: date) -> None:
    desk.type_rows(signatures.SIGNATURES, {f"{REF_1}/{kind.value}": signed(on) for kind in AgreementKind})


def decide(desk: Desk, decision: str, over: Cells | None = None) -> None:
    """A decision of direction in « Décisions »."""
    desk.add_row(layout.DIRECTION, {
        "Dossier": REF_1, layout.DECISION: decision, "Motif": "Décision de la direction.", layout.DECIDED_BY: DIRECTOR,
        TYPED_BY: MANAGER, **(over or {}),
    })  # fmt: skip
