"""Frauds and their reports, recours and their answers, certificates that direction withdraws."""

from typing import Any

from domain.calendar import add_months
from domain.exams import appeal_guards, fraud_guards
from domain.exams.fraud import ReportAuthor
from domain.exams.vocabulary import AppealState, CandidacyState, CertificateState, FraudState, SessionState
from flows.simulation.desk import Desk, at
from flows.simulation.robots.exam_office import days_of
from flows.simulation.season import Scene
from tasks.tabs import appeals, certificates, frauds, registrations
from tasks.tabs.columns import MOTIVE, REF, TYPED_BY
from tasks.tabs.sessions import SESSIONS

_OFFICE = "Responsable des examens"


def report_frauds(scene: Scene, desk: Desk) -> None:
    """Reported in some sessions, signed some days later, decided later still."""
    office = scene.season.who(_OFFICE)
    _report(scene, desk, office)
    for row in desk.rows(frauds.FRAUDS, FraudState.REPORTED.label):
        if not row.cells.get(frauds.SIGNED_BY) and desk.is_time(("report", row.cells[REF]), 4):
            signed = {frauds.SIGNED_BY: office, frauds.QUALITY: ReportAuthor.MANAGER.label}
            desk.type(frauds.FRAUDS, row, signed | {fraud_guards.SIGNED_ON: at(desk.on)})
    for row in desk.rows(frauds.FRAUDS, FraudState.REPORT_SIGNED.label):
        if not row.cells.get(fraud_guards.DECISION) and desk.is_time(("sanction", row.cells[REF]), 5):
            decided = _sanction(scene, desk, str(row.cells[REF]), scene.season.who("Direction"))
            desk.type(frauds.FRAUDS, row, decided)


def _report(scene: Scene, desk: Desk, office: str) -> None:
    """The first candidate who was there."""
    there: dict[object, object] = {}
    for line in desk.rows(registrations.REGISTRATIONS, CandidacyState.PRESENT.label):
        there.setdefault(line.cells[registrations.SESSION], line.cells[REF])
    for row in desk.rows(SESSIONS, SessionState.ENDED.label):
        ref = row.cells[REF]
        is_news = ref in there and (frauds.FRAUDS, ref) not in desk.memory.rows
        if is_news and scene.chance.happens(scene.habits.fraud, "fraud", ref):
            desk.add(frauds.FRAUDS, {
                frauds.SESSION: ref, fraud_guards.CANDIDATES: there[ref], frauds.REPORTED_BY: office,
                fraud_guards.WHAT: "=Téléphone ouvert sur le corrigé", frauds.EVIDENCE: "Photo du surveillant",
                fraud_guards.WHEN: at(days_of(row)[0], 10, 40), TYPED_BY: office,
            }, ref)  # fmt: skip


def _sanction(scene: Scene, desk: Desk, ref: str, director: str) -> dict[str, Any]:
    decided: dict[str, Any] = {
        MOTIVE: "Le rapport établit la tentative.", fraud_guards.DECIDED_BY: director,
        fraud_guards.NOTIFIED_ON: at(desk.on),
    }  # fmt: skip
    if scene.chance.happens(0.5, "dismissed", ref):
        return decided | {fraud_guards.DECISION: frauds.DISMISS}
    until = add_months(desk.on, scene.chance.whole(1, 11, "ban", ref))
    return decided | {fraud_guards.DECISION: "Interdiction", fraud_guards.BAN_UNTIL: at(until)}


def contest(scene: Scene, desk: Desk) -> None:
    """Some of those who failed, some days after their result; the second director answers."""
    manager, director = scene.season.who("Responsable des partenariats"), scene.season.who("Direction", 1)
    for row in desk.rows(registrations.REGISTRATIONS, CandidacyState.FAILED.label):
        ref = row.cells[REF]
        if (appeals.APPEALS, ref) in desk.memory.rows or not scene.chance.happens(scene.habits.appeal, "appeal", ref):
            continue
        if desk.is_time(("appeal", ref), 20):
            name = f"{row.cells[registrations.FIRST_NAMES]} {row.cells[registrations.BIRTH_NAME]}"
            desk.add(appeals.APPEALS, {
                appeals.CONTESTED: ref, appeals.CLAIMANT: name, appeals.EMAIL: row.cells[registrations.EMAIL],
                appeal_guards.LODGED_ON: at(desk.on), appeal_guards.GROUNDS: "Ma copie n’a pas été lue.",
                TYPED_BY: manager,
            }, ref)  # fmt: skip
    for row in desk.rows(appeals.APPEALS, AppealState.LODGED.label):
        if not row.cells.get(appeals.DECISION) and desk.is_time(("answers", row.cells[REF]), 25):
            wins = scene.chance.happens(scene.habits.wins, "wins", row.cells[REF])
            desk.type(appeals.APPEALS, row, {
                appeals.DECISION: appeals.UPHELD if wins else appeals.REJECTED, MOTIVE: "Les grilles ont été relues.",
                appeal_guards.DECIDED_BY: director, appeal_guards.DECIDED_ON: at(desk.on),
            })  # fmt: skip
    for row in desk.rows(appeals.APPEALS, AppealState.UPHELD.label):
        if not row.cells.get(appeal_guards.FOLLOW_UP) and desk.is_time(("follows", row.cells[REF]), 10):
            desk.type(appeals.APPEALS, row, {appeal_guards.FOLLOW_UP: "Le candidat repasse sans frais."})


def withdraw(scene: Scene, desk: Desk) -> None:
    director = scene.season.who("Direction")
    for row in desk.rows(certificates.CERTIFICATES, CertificateState.DELIVERED.label):
        ref = row.cells[REF]
        is_false = scene.chance.happens(scene.habits.withdrawn_certificate, "withdraws", ref)
        if is_false and not row.cells.get(TYPED_BY) and desk.is_time(("withdraws", ref), 40):
            desk.type(certificates.CERTIFICATES, row, {
                certificates.WITHDRAWN_BY: director, certificates.WITHDRAWN_ON: at(desk.on),
                MOTIVE: "Fausse pièce d’identité.", TYPED_BY: director,
            })  # fmt: skip
