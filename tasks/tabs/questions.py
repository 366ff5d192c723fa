"""The tab « Questions »: what trainers ask, the answer and its delay (MIK-51)."""

from domain.network.question import ANSWER, ANSWERED_BY, ANSWERED_ON, ASKED_ON, QUESTION_ASKED, TRAINER, QuestionState
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

QUESTIONS, DELAY = "Questions", "Délai de réponse (jours ouvrés)"
_TONES = {QuestionState.ASKED.label: Tone.WARN, QuestionState.ANSWERED.label: Tone.GOOD}


def questions_tab() -> Tab:
    """One row a question, added by staff, completed with its answer."""
    return Tab(
        QUESTIONS,
        REF,
        (
            system(REF, 16),
            staff(DOSSIER, 14),
            system(ORGANISATION, 28),
            staff(TRAINER, 24, help="Son nom comme dans « Formateurs » : la réponse part alors à son adresse"),
            staff(QUESTION_ASKED, 50, Kind.LONG_TEXT),
            staff(ASKED_ON, 14, Kind.DATE),
            staff(ANSWER, 50, Kind.LONG_TEXT, help="Elle part par e-mail dès que la ligne est complète"),
            staff(ANSWERED_ON, 14, Kind.DATE),
            staff(ANSWERED_BY, 24, help="Une personne de l’onglet « Équipe »"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            system(DELAY, 12, Kind.NUMBER),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
