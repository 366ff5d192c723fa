"""The tab « Formateurs »: one row for each evaluation that is due, the past ones kept (MIK-71 to MIK-80)."""

from domain.evaluation import Aspect, Grade
from domain.trainer import TrainerState
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

TRAINERS = "Formateurs"
TRAINER, EXPERIENCE, EXPECTED = "Formateur", "Expérience", "Évaluation attendue"
EMAIL, SESSION_AT, LINK = "E-mail du formateur", "Session prévue le", "Lien de la visioconférence"
HELD_ON, PRESENT, CASE, POINTS, ADVICE, EVALUATOR = (
    "Tenue le", "Présent", "Cas pratique (lien)", "Points à retravailler", "Recommandations", "Évaluateur"
)  # fmt: skip

SESSION, CORRECTED_FILE, SECOND_SESSION = "Session d’évaluation", "Dossier corrigé", "Seconde session"
YES, NO = "Oui", "Non"
_TONES = {
    TrainerState.TO_REWORK.label: Tone.WARN,
    TrainerState.SECOND_SESSION.label: Tone.WARN,
    TrainerState.VALIDATED.label: Tone.GOOD,
    TrainerState.SET_ASIDE.label: Tone.BAD,
    TrainerState.CLOSED.label: Tone.MUTED,
}


def trainers_tab() -> Tab:
    """« Saisi par » signs an evaluation; a session is planned, moved or cancelled by its date alone."""
    return Tab(
        TRAINERS,
        REF,
        (
            system(REF, 16),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(TRAINER, 24),
            system(EXPERIENCE, 14),
            system(EXPECTED, 20),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            staff(EMAIL, 30, help="Il y reçoit son invitation et son rapport (MIK-72, MIK-75)"),
            staff(
                SESSION_AT, 18, Kind.DATETIME, help="Date et heure : l’invitation part, et repart si vous les changez"
            ),
            staff(LINK, 30),
            staff(HELD_ON, 14, Kind.DATE, help="Jour de la session, ou de la relecture du dossier corrigé"),
            staff(PRESENT, 10, Kind.CHOICE, (YES, NO), "Une absence vaut non-conformité majeure"),
            *(staff(aspect.label, 24, Kind.CHOICE, (grade.label for grade in Grade)) for aspect in Aspect),
            staff(CASE, 30, help="Remis dans sa totalité, sans quoi rien n’est validé (MIK-74)"),
            staff(POINTS, 40, Kind.LONG_TEXT, help="Un par ligne : le rapport les numérote (MIK-77)"),
            staff(ADVICE, 40, Kind.LONG_TEXT),
            staff(EVALUATOR, 24, help="Une personne de l’onglet « Équipe »"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, l’évaluation n’est pas lue"),
            answer(),
        ),
    )
