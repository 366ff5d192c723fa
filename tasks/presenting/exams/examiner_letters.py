"""The habilitation of an examiner: minutes of the decision and of its end, e-mails to the person (REF-16, M2I-27)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Pv
from domain.exams.examiner import Examiner
from domain.exams.vocabulary import ExaminerEvent
from tasks.presenting.exams.blocs import bloc_lines
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data, points
from tasks.presenting.letters import Context
from tasks.presenting.wording import worded


def _habilitation(at: ExamFrame[Examiner]) -> Data:
    """By whom, when, for what: the designation of a member of the jury (REF-16)."""
    facts, is_renewal = at.facts, at.moment.decision.transition.event is ExaminerEvent.RENEWED
    start, end = format_date(facts.starts_on), format_date(facts.ends_on)
    text = worded(
        "Habilitation du {start} au {end}, sans dépasser la fin de l’enregistrement de la certification (M2I-27), pour "
        "les blocs ci-dessus. À chaque session, l’examinateur déclare par écrit n’avoir aucun lien avec les candidats "
        "(M2I-31).", start=start, end=end,
    )  # fmt: skip
    return {
        "card": _card(at),
        "sections": [
            {"title": "Compétence de l’examinateur (M2I-29, M2I-30)", "list": _competence(at)},
            {"title": "Blocs", "list": bloc_lines(at.figures.referentiel, facts.blocs)},
        ],
        "decision": {"title": "Habilitation renouvelée" if is_renewal else "Examinateur habilité", "text": text,
                     "tone": "good"},
        "signatures": [{"name": facts.decision.decided_by, "quality": f"Pour {at.organisation.name}"}],
    }  # fmt: skip


def _competence(at: ExamFrame[Examiner]) -> list[str]:
    facts, least = at.facts, at.figures.jury.examiner_years
    known = worded("Référentiel de certification : version {version}", version=facts.version)
    if facts.confirmed_on:
        known = worded("{known}, connaissance confirmée le {day}", known=known, day=format_date(facts.confirmed_on))
    return [
        worded("Expérience dans la spécialité : {years} ans ({least} au moins).", years=points(facts.years),
               least=points(least)),
        f"{known} (M2I-28).",
        worded("Décision prise le {day} par {name}.", day=format_date(facts.decision.decided_on),
               name=facts.decision.decided_by),
    ]  # fmt: skip


def _card(at: ExamFrame[Examiner]) -> list[list[str]]:
    facts = at.facts
    return [
        ["Examinateur", facts.person],
        ["Qualité", facts.quality],
        *([["Employeur", facts.employer]] if facts.employer else []),
        ["Membre externe", "Oui" if facts.external else "Non"],
        *at.card(),
    ]


def _ended(at: ExamFrame[Examiner]) -> Data:
    facts = at.facts
    by = facts.ending.decided_by if facts.ending else facts.decision.decided_by
    return {
        "card": _card(at),
        "sections": [{"title": "Motif", "paragraphs": [facts.ending_motive]}],
        "decision": {
            "title": "Habilitation retirée",
            "text": worded(
                "L’habilitation, qui courait jusqu’au {end}, prend fin le {day}. La personne ne siège plus à un jury "
                "de cette certification (REF-16).",
                end=format_date(facts.ends_on), day=format_date(at.on),
            ),
            "tone": "bad",
        },
        "appeal": at.appeal(),
        "signatures": [{"name": by, "quality": f"Pour {at.organisation.name}"}],
    }  # fmt: skip


def _habilitated(letter: ExamLetter[Examiner]) -> Context:
    facts = letter.facts
    return letter.common("M2I-27", "M2I-29", "M2I-31") | {
        "decided_on": facts.decision.decided_on, "blocs": bloc_lines(letter.figures.referentiel, facts.blocs),
        "renewed": letter.moment.decision.transition.event is ExaminerEvent.RENEWED,
        "starts_on": facts.starts_on, "ends_on": facts.ends_on, "version": facts.version,
    }  # fmt: skip


def _to_confirm(letter: ExamLetter[Examiner]) -> Context:
    version = letter.figures.referentiel.version
    return letter.common("M2I-28") | {"version": version, "known": letter.facts.version}


def _told_of_end(letter: ExamLetter[Examiner]) -> Context:
    return letter.common("REF-16", "O-14") | letter.appeal() | {
        "decided_on": letter.on, "reasons": letter.facts.ending_motive,
    }  # fmt: skip


DOCUMENTS: DocumentWriters[Examiner] = {Pv.EXAMINER_HABILITATION: _habilitation, Pv.EXAMINER_ENDED: _ended}
LETTERS: LetterWriters[Examiner] = {
    Mail.EXAMINER_HABILITATED: _habilitated,
    Mail.EXAMINER_TO_CONFIRM: _to_confirm,
    Mail.EXAMINER_ENDED: _told_of_end,
}
