"""Good facts of the conformity phase: each builder gives what every guard accepts, and takes the fields to change."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from domain.agreements import AgreementKind
from domain.audit import Finding, Judgement, Proposal, Snapshot, Support, SupportType, Verdict
from domain.communication import Communication, Correction, Pass, ReadSupport
from domain.conformity import Meeting, Partner
from domain.dossier import Dossier
from domain.evaluation import Aspect, AspectGrade, Evaluation, Grade
from domain.evaluation_manager import EvaluationManager, ManagerDecision
from domain.kits import KitKind
from domain.signing import (
    Assurances,
    Attendance,
    DeliveredKit,
    FcDeclaration,
    IssuedAgreements,
    Signature,
    UnmetCorrection,
    Workstreams,
)
from domain.trainer import Trainer
from tasks.presenting.kits import deliveries
from tests.builders import CODE, DIRECTOR, OWNER, TODAY, dossier, shipped_certification, shipped_config

NOTIFIED_ON = TODAY
SESSION_ON = date(2026, 11, 20)
TRAINER_ON = date(2026, 11, 26)
AUDITED_ON = date(2026, 12, 11)
RECHECKED_ON = date(2026, 12, 18)
SIGNED_ON = date(2026, 12, 22)
DECLARED_ON = date(2027, 1, 15)
PARIS = timezone(timedelta(hours=1))
AUDITOR, EVALUATOR, MANAGER = "Nora Diallo", "Marc Vidal", "Inès Caron"
REPRESENTATIVE = "Hélène Aubry"


def meeting(on: date = SESSION_ON, **over: Any) -> Meeting:
    values = {"starts": datetime(on.year, on.month, on.day, 10), "link": "https://visio.example/salle-1", **over}
    return Meeting.model_validate(values)


# --- the dossier


def workstreams(**over: Any) -> Workstreams:
    """Every gate open."""
    values: dict[str, Any] = {
        "communication_on": AUDITED_ON,
        "trainers": ("Zoé Garnier",),
        "evaluation_manager_designated": MANAGER,
        "evaluation_manager_email": "ines.caron@atelier-lumieres.example",
        "evaluation_manager": MANAGER,
    }
    return Workstreams.model_validate({**values, **over})


def attendance(**over: Any) -> Attendance:
    values = {"held_on": SESSION_ON, "attendees": (REPRESENTATIVE, "Zoé Garnier"), "recorded_by": OWNER}
    return Attendance.model_validate({**values, **over})


def delivered() -> tuple[DeliveredKit, ...]:
    """What is handed over at the information session."""
    config = shipped_config()
    kits = [kit for kit in config.kits[CODE].root.values() if not kit.needs_evaluation_scope]
    return deliveries(kits, [config.agreements[AgreementKind.REGULATION]], REPRESENTATIVE, SESSION_ON)


def delivered_evaluation(on: date = SESSION_ON) -> tuple[DeliveredKit, ...]:
    return deliveries([shipped_config().kits[CODE].of(KitKind.EVALUATION)], [], MANAGER, on)


def in_conformity(**over: Any) -> Dossier:
    """The information session was held and its kits handed over."""
    values = {
        "notified_on": NOTIFIED_ON, "info_session": meeting(), "attendance": attendance(), "kits": delivered(),
        "workstreams": workstreams(),
    }  # fmt: skip
    return dossier(**{**values, **over})


def issued_agreements(**over: Any) -> IssuedAgreements:
    agreements = shipped_config().agreements
    values = {
        "issued_on": RECHECKED_ON, "start": SIGNED_ON, "end": shipped_certification().registration_end,
        "versions": {kind: agreement.version for kind, agreement in agreements.items()},
        "fingerprints": {kind: agreement.sha256 for kind, agreement in agreements.items()},
    }  # fmt: skip
    return IssuedAgreements.model_validate({**values, **over})


def signature(kind: AgreementKind, **over: Any) -> Signature:
    values = {
        "kind": kind, "partner_signatory": REPRESENTATIVE, "partner_signed_on": date(2026, 12, 21),
        "certifier_signatory": DIRECTOR, "certifier_signed_on": SIGNED_ON, "recorded_by": OWNER,
    }  # fmt: skip
    return Signature.model_validate({**values, **over})


def assurances(**over: Any) -> Assurances:
    values = {
        "respects_reference": True, "adequate_means": True, "decided_by": DIRECTOR, "decided_on": SIGNED_ON,
    }  # fmt: skip
    return Assurances.model_validate({**values, **over})


def ready_to_sign(**over: Any) -> Dossier:
    """Everything signed, direction has answered: nothing is missing but the habilitation itself."""
    signed = tuple(signature(kind) for kind in AgreementKind)
    values = {"agreements": issued_agreements(), "signatures": signed, "assurances": assurances()}
    return in_conformity(**{**values, **over})


def habilitated(**over: Any) -> Dossier:
    return ready_to_sign(**{"habilitated_on": SIGNED_ON, **over})


def fc_declaration(**over: Any) -> FcDeclaration:
    values = {"declared_on": DECLARED_ON, "proof": "https://certificateur.example/depot.pdf", "recorded_by": OWNER}
    return FcDeclaration.model_validate({**values, **over})


def unmet(number: int = 1, **over: Any) -> UnmetCorrection:
    values = {
        "number": number, "support": "Support 1 – Site internet", "item": "prerequis",
        "request": "Indiquez les prérequis de la certification.", "found": "Toujours absents de la page.",
        "requested_on": AUDITED_ON, "checked_on": RECHECKED_ON,
    }  # fmt: skip
    return UnmetCorrection.model_validate({**values, **over})


# --- the workstreams


def partner() -> Partner:
    return dossier().partner


def _workstream(ref: str, **values: Any) -> dict[str, Any]:
    return {
        "ref": ref, "certification": CODE, "grid_version": shipped_certification().grid.version, "owner": OWNER,
        "parent": "D-2026-0001", "partner": partner(), "opened_on": SESSION_ON, **values,
    }  # fmt: skip


def supports(*types: SupportType) -> tuple[Support, ...]:
    """One support of each type, numbered; the site alone when none is given."""
    return tuple(
        Support(number=number, type=kind, url=f"https://atelier-lumieres.example/{kind.value}")
        for number, kind in enumerate(types or (SupportType.WEBSITE,), start=1)
    )


def read_support(support: Support, on: date, passage: str = "Durée : 35 heures", **over: Any) -> ReadSupport:
    """A support as read at 9:30, where each item of the checklist was found in `passage`."""
    snapshot = {
        "url": support.url, "final_url": support.url, "status": 200, "media_type": "text/html",
        "read_at": datetime(on.year, on.month, on.day, 9, 30, tzinfo=PARIS),
        "sha256": hashlib.sha256(f"{support.url}{on}".encode()).hexdigest(),
    }  # fmt: skip
    proposals = tuple(
        Proposal(item=item.code, finding=Finding.FOUND, passage=passage, confidence=0.9)
        for item in shipped_config().checklist.of(support.type)
    )
    return ReadSupport(support=support, snapshot=Snapshot.model_validate({**snapshot, **over}), proposals=proposals)


def judged_pass(
    on: date, read: tuple[ReadSupport, ...], pairs: tuple[tuple[int, str], ...],
    failed: Mapping[tuple[int, str], str],
) -> Pass:  # fmt: skip
    """A pass where every pair is conforming but those of `failed`, absent with the auditor's words."""
    judgements = tuple(
        Judgement(support=support, item=item, auditor=AUDITOR, evidence=failed.get((support, item), ""),
                  verdict=Verdict.ABSENT if (support, item) in failed else Verdict.CONFORMING)
        for support, item in pairs
    )  # fmt: skip
    version = shipped_config().checklist.version
    return Pass(read_on=on, checklist=version, supports=read, judged_on=on, judgements=judgements)


def communication(*types: SupportType, passage: str = "Durée : 35 heures", **over: Any) -> Communication:
    """The supports were read for the first time; nothing is judged yet."""
    declared = supports(*types)
    expected = tuple(
        (support.number, item.code) for support in declared for item in shipped_config().checklist.of(support.type)
    )
    read = tuple(read_support(support, AUDITED_ON, passage) for support in declared)
    first = Pass(read_on=AUDITED_ON, checklist=shipped_config().checklist.version, supports=read)
    values = {"supports": declared, "passes": (first,), "expected": expected, **over}
    return Communication.model_validate(_workstream("A-2026-0001", **values))


def first_pass(facts: Communication, failed: Mapping[tuple[int, str], str] | None = None) -> dict[str, Any]:
    """What the first audit brings: `failed` says (support, item) → the auditor's words."""
    missing, (first,) = failed or {}, facts.passes
    items = {item.code: item for item in shipped_config().checklist.items}
    asked = sorted(missing, key=lambda pair: not items[pair[1]].blocking)
    return {
        "passes": (judged_pass(AUDITED_ON, first.supports, facts.expected, missing),),
        "corrections": tuple(
            Correction(number=number, support=pair[0], item=pair[1], request=items[pair[1]].correction)
            for number, pair in enumerate(asked, start=1)
        ),
    }


def second_pass(
    facts: Communication, failed: Mapping[tuple[int, str], str] | None = None, passage: str = "Prérequis : aucun."
) -> dict[str, Any]:
    """What the re-check brings, on the corrections only."""
    read = tuple(read_support(support, RECHECKED_ON, passage) for support in facts.supports)
    pairs = tuple((one.support, one.item) for one in facts.corrections)
    return {"passes": (*facts.passes, judged_pass(RECHECKED_ON, read, pairs, failed or {}))}


def evaluation(on: date = TRAINER_ON, worst: Grade = Grade.CONFORMING, **over: Any) -> Evaluation:
    """A clean session, unless `worst`: the grade of the aspect « référentiel », which then gives a point."""
    grades = tuple(
        AspectGrade(aspect=aspect, grade=worst if aspect is Aspect.REFERENCE else Grade.CONFORMING) for aspect in Aspect
    )
    values = {
        "held_on": on, "grades": grades, "case_url": "https://atelier-lumieres.example/cas.pdf",
        "points": () if worst is Grade.CONFORMING else ("Revoir les compétences 2 et 3 du référentiel.",),
        "evaluator": EVALUATOR, "session_on": None if over.get("on_file") else on,
    }  # fmt: skip
    return Evaluation.model_validate({**values, **over})


def trainer(**over: Any) -> Trainer:
    """A trainer who is invited to a session on TRAINER_ON."""
    values = {"trainer": "Zoé Garnier", "email": "zoe@atelier-lumieres.example", "years": 8.0,
              "cv_url": "https://atelier-lumieres.example/cv-1.pdf", "session": meeting(TRAINER_ON)}  # fmt: skip
    return Trainer.model_validate(_workstream("F-2026-0001", **{**values, **over}))


def manager(**over: Any) -> EvaluationManager:
    """A designated responsable de l'évaluation, not decided upon."""
    values = {"manager": MANAGER, "email": "ines.caron@atelier-lumieres.example",
              "cv_url": "https://atelier-lumieres.example/cv-3.pdf", "designated_on": SESSION_ON}  # fmt: skip
    return EvaluationManager.model_validate(_workstream("R-2026-0001", **{**values, **over}))


def manager_decision(**over: Any) -> ManagerDecision:
    return ManagerDecision.model_validate({"decided_on": TRAINER_ON, "decided_by": DIRECTOR, **over})
