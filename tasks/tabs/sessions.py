"""The tab « Sessions »: one row a session, from its planning to its opening (M2I-04 to M2I-19, M2I-41)."""

from collections.abc import Iterable

from domain.exams.session_guards import (
    BLOCS,
    CLOSES,
    FIRST_DAY,
    LAST_DAY,
    LINK,
    MANAGER,
    NEW_FIRST_DAY,
    OPENED_ON,
    OPENS,
    ORGANISER,
    PLACE,
    ROOMS,
    SIGNED_BY,
    SIGNED_ON,
)
from domain.exams.vocabulary import SessionKind, SessionState
from domain.vocabulary import Modality
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

SESSIONS = "Sessions"
CERTIFICATION, KIND, MODALITY = "Certification", "Type", "Modalité"
MANAGER_EMAIL, INVIGILATORS, CONVENE = "E-mail du responsable", "Surveillants", "Convoquer"
CHECKLIST = {
    "premises": "Locaux", "materials": "Matériels", "equipment": "Équipements", "tools": "Outils",
    "documents": "Documents",
}  # fmt: skip
DECISION, DECIDED_BY, NEW_LAST_DAY = "Décision", "Décidé par", "Nouvelle dernière journée"
POSTPONE, CANCEL = "Reporter", "Annuler"
CANDIDATES, JURY, READY, ORGANISED_BY = "Candidats", "Jury", "Prête ?", "Organisée par"
YES, NO = "Oui", "Non"

_ORGANISERS = (
    "Vide : le certificateur ; sinon le dossier D-… d’un partenaire qui évalue ou le SIRET d’un co-certificateur"
)
_TONES = {
    SessionState.CONVENED.label: Tone.WARN,
    SessionState.READY.label: Tone.GOOD,
    SessionState.RUNNING.label: Tone.GOOD,
    SessionState.POSTPONED.label: Tone.WARN,
    SessionState.CANCELLED.label: Tone.BAD,
    SessionState.DELIVERED.label: Tone.MUTED,
}


def sessions_tab(certifications: Iterable[str]) -> Tab:
    """« Saisi par » plans the session; each column then acts as soon as it is filled."""
    yes = (YES, NO)
    return Tab(
        SESSIONS,
        REF,
        (
            system(REF, 14),
            status(_TONES),
            system(ORGANISED_BY, 28, help="Et la portée d’un partenaire (NET-03)"),
            system(CANDIDATES, 24),
            system(JURY, 34),
            system(READY, 50, Kind.LONG_TEXT, "Ce qui manque avant l’ouverture (M2I-15)"),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            staff(CERTIFICATION, 14, Kind.CHOICE, certifications),
            staff(KIND, 34, Kind.CHOICE, (kind.label for kind in SessionKind)),
            staff(BLOCS, 20, Kind.LONG_TEXT, help="Les codes, un par ligne ; vide pour toute la certification"),
            staff(ORGANISER, 18, help=_ORGANISERS),
            staff(PLACE, 34, help="Annoncé aux candidats (M2I-11)"),
            staff(MODALITY, 14, Kind.CHOICE, (modality.label for modality in Modality)),
            staff(LINK, 30, help="Pour une session à distance"),
            staff(ROOMS, 24, Kind.LONG_TEXT, help="Une par ligne : Salle A ; 20"),
            staff(FIRST_DAY, 14, Kind.DATE),
            staff(LAST_DAY, 14, Kind.DATE, help="Vide : la session dure une journée"),
            staff(OPENS, 10, help="Par exemple 9 h ou 08:30 ; vide : 9 h"),
            staff(CLOSES, 10, help="Vide : 18 h"),
            staff(MANAGER, 24, help="Une seule personne (M2I-14)"),
            staff(MANAGER_EMAIL, 30, help="Vide si la personne figure dans « Équipe »"),
            staff(INVIGILATORS, 34, Kind.LONG_TEXT, help="Un par ligne : Nom ; e-mail (M2I-23)"),
            staff(CONVENE, 12, Kind.CHOICE, yes, "Oui : le planning est établi, vérifié, et chacun est convoqué"),
            *(staff(header, 12, Kind.CHOICE, yes) for header in CHECKLIST.values()),
            staff(SIGNED_BY, 24, help="Le responsable de session (M2I-15)"),
            staff(SIGNED_ON, 14, Kind.DATE),
            staff(OPENED_ON, 14, Kind.DATE, help="Le jour venu, un examinateur habilité étant présent (M2I-17)"),
            staff(DECISION, 14, Kind.CHOICE, (POSTPONE, CANCEL)),
            staff(MOTIVE, 40, Kind.LONG_TEXT, help="Obligatoire (M2I-41) ; le jury et les candidats le lisent"),
            staff(DECIDED_BY, 24, help="Le responsable de session, ou une personne de la direction ou des examens"),
            staff(NEW_FIRST_DAY, 14, Kind.DATE, help="Pour un report ; peut venir plus tard"),
            staff(NEW_LAST_DAY, 14, Kind.DATE),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            answer(),
        ),
    )
