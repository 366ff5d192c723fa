"""The PV de jury, with every mention of REF-24 and a section for each bloc, and the PV de délivrance (M2I-37)."""

from collections.abc import Iterable

from domain.calendar import format_date
from domain.correspondence import Pv
from domain.exams.minutes import CandidateResult, JuryMinutes
from domain.exams.session import ExamSession
from tasks.mail.typography import french
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded

ACQUIRED, NOT_ACQUIRED = "Validé", "Non validé"
#: the outcome that a parchemin is delivered for
WHOLE = "Certification obtenue"
#: the guards refuse a session without the content of its PV (REF-24)
_NONE = JuryMinutes(jury_date=None, place="", evaluators=(), candidates=())


def _card(frame: ExamFrame[ExamSession]) -> list[list[str]]:
    session = frame.facts
    dates = " – ".join(dict.fromkeys((format_date(session.starts_on), format_date(session.ends_on))))
    return [
        *frame.card(),
        ["Session", f"{session.kind.label}, {dates}"],
        ["Lieu", session.site.place],
        ["Organisateur", session.organiser.name],
        ["Responsable de session", session.manager.name],
    ]


def _jury(frame: ExamFrame[ExamSession]) -> Data:
    session, minutes = frame.facts, frame.facts.minutes or _NONE
    held_on = format_date(minutes.jury_date) if minutes.jury_date else ""
    return {
        "subtitle": f"Jury du {held_on}",
        "card": [*_card(frame), ["Date du jury", held_on]],
        "sections": [_evaluators(session), *_candidates(minutes), *_blocs(session, minutes), *_others(minutes)],
        "decision": {"title": "Le jury a délibéré", "text": _summary(minutes), "tone": "neutral"},
        "signatures": [{"name": item.name, "quality": item.quality} for item in minutes.evaluators],
    }


def _evaluators(session: ExamSession) -> Data:
    """Identity and quality (REF-24); external or not (LAW-15)."""
    rows = [
        [member.name, member.quality, member.role.label, "Externe" if member.external else "Interne"]
        for member in session.sat
    ]
    columns = ["Identité", "Qualité", "Rôle", "Origine"]
    return {"title": "Évaluateurs (REF-24)", "table": {"columns": columns, "rows": rows, "shares": [2, 3, 2, 0]}}


def _candidates(minutes: JuryMinutes) -> list[Data]:
    if not minutes.candidates:
        return []
    rows = [
        [{"title": item.name, "note": item.candidacy}, item.born, item.quality, item.route.label if item.route else "",
         item.outcome]
        for item in minutes.candidates
    ]  # fmt: skip
    columns = ["Identité", "Naissance", "Qualité", "Voie d’accès", "Issue"]
    table = {"columns": columns, "rows": rows, "shares": [3, 2, 3, 3, 2]}
    return [{"title": "Candidats (REF-24)", "table": table}]


def _blocs(session: ExamSession, minutes: JuryMinutes) -> list[Data]:
    """One section a bloc, decided apart from the others (REF-14)."""
    return [
        section
        for bloc in session.referentiel.blocs_of(session.blocs)
        if (section := _bloc(bloc.code, bloc.label, minutes.candidates)) is not None
    ]


def _bloc(code: str, label: str, candidates: Iterable[CandidateResult]) -> Data | None:
    rows, tones = [], []
    for candidate in candidates:
        for result in candidate.blocs:
            if result.bloc == code:
                rows.append([candidate.name, ACQUIRED if result.acquired else NOT_ACQUIRED])
                tones.append("good" if result.acquired else "warn")
    if not rows:
        return None
    table = {"columns": ["Candidat", "Résultat"], "rows": rows, "tones": tones, "shares": [1, 0]}
    return {"title": french(f"Bloc {code} – {label}"), "table": table}


def _others(minutes: JuryMinutes) -> list[Data]:
    listed = (
        ("Candidats absents ou non admis", minutes.absent), ("Candidats exclus", minutes.excluded),
        ("Observations du jury", minutes.observations),
    )  # fmt: skip
    return [{"title": title, "list": list(lines)} for title, lines in listed if lines]


def _summary(minutes: JuryMinutes) -> str:
    if not minutes.candidates:
        return french("Aucun candidat n’était présent : le jury n’a rien à prononcer.")
    outcomes = [candidate.outcome for candidate in minutes.candidates]
    counted = french(" ; ").join(
        worded("{what} : {n}", what=what, n=outcomes.count(what)) for what in dict.fromkeys(outcomes)
    )
    return (
        f"{counted}. Chaque bloc est décidé séparément. Le procès-verbal n’a d’effet qu’une fois signé par tous les "
        "évaluateurs, puis la session validée par le certificateur. Chaque candidat reçoit alors son résultat et les "
        "voies de recours."
    )


def _delivery(frame: ExamFrame[ExamSession]) -> Data:
    """What the certifier's representative validates, and who gets what (M2I-37, NET-02)."""
    session, minutes, given = frame.facts, frame.facts.minutes or _NONE, frame.facts.validation
    by, on = (given.validated_by, format_date(given.validated_on)) if given else ("", "")
    rows = [[item.name, item.candidacy, item.outcome, _granted(item)] for item in minutes.candidates]
    table = {"columns": ["Candidat", "Inscription", "Issue", "À délivrer"], "rows": rows, "shares": [3, 0, 2, 4]}
    signed = [f"{item.name}, le {format_date(item.signed_on)}" for item in session.signatures]
    role = given.role.label if given and given.role else ""
    return {
        "card": _card(frame),
        "sections": [
            {"title": "Procès-verbal de jury signé par (REF-25)", "list": signed},
            *([{"title": "Certifications à délivrer", "table": table}] if rows else []),
        ],
        "decision": {
            "title": "Session validée",
            "text": f"{by}, en qualité de {role.lower()}, a validé la session le {on}. "
            "Le certificateur délivre les certifications, aucun partenaire ne le fait à sa place (NET-02).",
            "tone": "good",
        },
        "signatures": [{"name": by, "quality": role}],
    }


def _granted(candidate: CandidateResult) -> str:
    if candidate.outcome == WHOLE:
        return "Parchemin"
    blocs = [result.bloc for result in candidate.blocs if result.acquired]
    return f"Attestation de bloc : {', '.join(blocs)}" if blocs else "—"


DOCUMENTS: DocumentWriters[ExamSession] = {Pv.JURY: _jury, Pv.DELIVERY: _delivery}
