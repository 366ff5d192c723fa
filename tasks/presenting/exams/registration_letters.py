"""The e-mails of a registration and the sheet of its prerequisites (M2I-26, REF-17, REF-20, REF-29)."""

from domain.calendar import add_months, format_date
from domain.correspondence import Mail, Paper
from domain.exams.candidacy import Candidacy
from domain.exams.vocabulary import CandidacyEvent, Route, SessionKind
from domain.referentiel import Epreuve
from domain.vocabulary import TimeLimit
from tasks.mail.typography import french
from tasks.presenting.exams.blocs import session_blocs
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context, explained
from tasks.presenting.wording import worded


def _prerequisites(at: ExamFrame[Candidacy]) -> Data:
    """What was verified, by whom and when; the prerequisites are those of the référentiel (REF-29)."""
    facts, found = at.facts, at.facts.eligibility
    asked = at.figures.referentiel.prerequisites
    rows = [[french(prerequisite), "Vérifié"] for prerequisite in asked]
    verified: Data = {
        "title": "Prérequis (REF-20)",
        "table": {"columns": ["Prérequis du référentiel", "Constat"], "rows": rows, "shares": [4, 1]},
    }
    if not asked:
        verified = {"title": "Prérequis (REF-20)", "paragraphs": ["Le référentiel ne demande aucun prérequis."]}
    return {
        "subtitle": f"Établie le {format_date(at.on)}",
        "card": [
            ["Candidat", f"{facts.person.first_names} {facts.person.birth_name}"],
            ["Session", _session_line(facts)],
            *at.card(),
        ],
        "sections": [verified, _access(at)],
        "decision": {"title": "Inscription validée", "text": _decision(facts), "tone": "good"},
        "signatures": [
            *([{"name": found.checked_by, "quality": "A vérifié les prérequis"}] if found.checked_by else []),
            {"name": facts.decided_by, "quality": "A validé l’inscription"},
        ],
    }


def _access(at: ExamFrame[Candidacy]) -> Data:
    facts = at.facts
    rows = [
        ["Voie d’accès", french(facts.eligibility.route.label)],
        ["Justificatif", facts.eligibility.proof_url],
        ["Blocs présentés", "\n".join(session_blocs(facts.session, facts.blocs))],
    ]
    if facts.partner_name:
        rows.append(["Organisme formateur", facts.partner_name])
    if facts.carried:
        rows.append(["Blocs déjà acquis", "\n".join(session_blocs(facts.session, facts.carried))])
    return {"title": "Accès à la session (M2I-24, M2I-25)", "table": {"columns": ["Élément", "Constat"], "rows": rows}}


def _decision(facts: Candidacy) -> str:
    found, by = facts.eligibility, worded("Validée par {name}", name=facts.decided_by)
    if facts.decided_on:
        by = worded("Validée par {name}, le {day}", name=facts.decided_by, day=format_date(facts.decided_on))
    if not (found.checked_by and found.checked_on):
        return f"{by}."
    checked = worded(
        "prérequis vérifiés par {name}, le {day}.", name=found.checked_by, day=format_date(found.checked_on)
    )
    return french(f"{by} ; {checked}")


def _session_line(facts: Candidacy) -> str:
    session = facts.session
    return worded("{ref}, le {day} – {place}", ref=session.ref, day=format_date(session.starts_on), place=session.place)


def _received(letter: ExamLetter[Candidacy]) -> Context:
    facts = letter.facts
    is_vae = facts.eligibility.route is Route.VAE
    limit = TimeLimit.VAE_ADMISSIBILITY if is_vae else TimeLimit.REGISTRATION
    rules = ("M2I-26", *(("LAW-12",) if is_vae else ()), *(("M2I-39",) if facts.resit else ()))
    return letter.common(*rules) | _session(facts) | {
        "deadline": explained(limit, letter.moment.after[limit]), "received_on": facts.received_on,
        "route": french(facts.eligibility.route.label), "resit": facts.resit,
        "blocs": session_blocs(facts.session, facts.blocs),
        "carried": session_blocs(facts.session, facts.carried),
    }  # fmt: skip


def _validated(letter: ExamLetter[Candidacy]) -> Context:
    """The information on the épreuves that the registration gives a right to (REF-20)."""
    facts, referentiel, limits = letter.facts, letter.figures.referentiel, letter.figures.time_limits
    is_vae = facts.eligibility.route is Route.VAE
    jury_by = add_months(facts.received_on, limits[TimeLimit.VAE_JURY].length) if is_vae else None
    return letter.common("REF-20", "M2I-12", *(("LAW-12",) if is_vae else ())) | _session(facts) | {
        "deemed": letter.moment.decision.transition.event is CandidacyEvent.DEEMED_ADMISSIBLE, "jury_by": jury_by,
        "blocs": session_blocs(facts.session, facts.blocs), "resit": facts.resit,
        "epreuves": [_epreuve(epreuve) for epreuve in referentiel.epreuves_for(facts.blocs)],
        "disability": french(referentiel.disability), "convened_before": limits[TimeLimit.CONVOCATION].length,
    }  # fmt: skip


def _refused(letter: ExamLetter[Candidacy]) -> Context:
    facts = letter.facts
    rule = "M2I-24" if facts.session.kind is SessionKind.FULL else "M2I-25"
    return letter.common("M2I-26", rule, "O-14") | letter.appeal() | _session(facts) | {
        "decided_on": facts.decided_on or letter.on, "reasons": facts.refusal_motive,
    }  # fmt: skip


def _accommodated(letter: ExamLetter[Candidacy]) -> Context:
    found = letter.facts.accommodation
    if found is None:
        return {}
    appeal, rules = ({}, ()) if found.granted else (letter.appeal(), ("O-14",))
    return letter.common("REF-17", "LAW-13", *rules) | appeal | {
        "decided_on": found.decided_on, "granted": found.granted, "measures": found.measures,
        "extra_time_percent": found.extra_time_percent,
    }  # fmt: skip


def _session(facts: Candidacy) -> Context:
    return {"session": facts.session.model_dump(include={"ref", "starts_on", "ends_on", "place"})}


def _epreuve(epreuve: Epreuve) -> Context:
    told = epreuve.model_dump(include={"label", "objective", "modality", "evaluators", "attribution"})
    minutes = epreuve.model_dump(include={"minutes", "preparation_minutes"})
    return {name: french(text) for name, text in told.items()} | minutes


DOCUMENTS: DocumentWriters[Candidacy] = {Paper.PREREQUISITES: _prerequisites}
LETTERS: LetterWriters[Candidacy] = {
    Mail.REGISTRATION_RECEIVED: _received,
    Mail.REGISTRATION_VALIDATED: _validated,
    Mail.REGISTRATION_REFUSED: _refused,
    Mail.ACCOMMODATION_DECIDED: _accommodated,
}
