"""The tab « Inscriptions »: one row a candidacy, from the request to the results of the course (M2I-24 to M2I-26)."""

from domain.exams.vocabulary import CandidacyState, Route, Sex
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

REGISTRATIONS = "Inscriptions"
SESSION, BLOCS, RECEIVED_ON = "Session", "Blocs", "Reçue le"
FIRST_NAMES, BIRTH_NAME, USAGE_NAME, SEX = "Prénoms", "Nom de naissance", "Nom d’usage", "Sexe"
BORN, PLACE, POSTAL_CODE, COUNTRY = (
    "Date de naissance", "Lieu de naissance", "Code postal de naissance", "Pays de naissance"
)  # fmt: skip
EMAIL, PHONE = "E-mail", "Téléphone"
ROUTE, PROOF, PARTNER, TRAINERS, FUNDING = (
    "Voie d’accès", "Justificatif (lien)", "Organisme formateur", "Formateurs", "Financement"
)  # fmt: skip
CHECKED, CHECKED_BY, CHECKED_ON = "Prérequis vérifiés", "Prérequis vérifiés par", "Prérequis vérifiés le"
DECISION, DECIDED_BY, HOMONYM = "Décision", "Décidé par", "Homonymie levée par"
ACCOMMODATION, MEASURES, EXTRA_TIME, ACCOMMODATED_BY = (
    "Aménagement", "Mesures d’aménagement", "Temps supplémentaire (%)", "Aménagement décidé par"
)  # fmt: skip
GAVE_UP, NEW_SESSION, LATE = "Désistement", "Nouvelle session", "Accord pour une convocation tardive"
IN_COURSE, IN_COURSE_URL, IN_COURSE_ON = "Résultats en formation", "Résultats (lien)", "Résultats reçus le"
CERTIFICATION, CANDIDATE, RESIT, CARRIED = "Certification", "Candidat", "Repassage payant", "Blocs déjà acquis"

VALIDATE, REFUSE, GRANTED, DENIED, YES, NO = "Valider", "Refuser", "Accordé", "Refusé", "Oui", "Non"
_TONES = {
    CandidacyState.TO_VALIDATE.label: Tone.WARN,
    CandidacyState.REGISTERED.label: Tone.GOOD,
    CandidacyState.CONVENED.label: Tone.GOOD,
    CandidacyState.PRESENT.label: Tone.GOOD,
    CandidacyState.PASSED.label: Tone.GOOD,
    CandidacyState.CERTIFIED.label: Tone.GOOD,
    CandidacyState.PARTLY.label: Tone.WARN,
    CandidacyState.FAILED.label: Tone.BAD,
    CandidacyState.REFUSED.label: Tone.BAD,
    CandidacyState.EXCLUDED.label: Tone.BAD,
    CandidacyState.IDENTITY_REFUSED.label: Tone.BAD,
    CandidacyState.WITHDRAWN.label: Tone.BAD,
    CandidacyState.ABSENT.label: Tone.MUTED,
    CandidacyState.GAVE_UP.label: Tone.MUTED,
}


def registrations_tab() -> Tab:
    """Staff add a row a candidate; « Saisi par » signs it, and each later change is read as it is typed."""
    return Tab(
        REGISTRATIONS,
        REF,
        (
            system(REF, 14),
            status(_TONES),
            system(CANDIDATE, 26),
            system(CERTIFICATION, 14),
            staff(SESSION, 14, help="Référence de l’onglet « Sessions », comme S-2026-0001"),
            staff(BLOCS, 20, Kind.LONG_TEXT, help="Codes, un par ligne ; vide, une session SE les porte tous (M2I-05)"),
            staff(RECEIVED_ON, 14, Kind.DATE, help="Jour de réception du dossier ; vide, celui du passage (LAW-12)"),
            staff(FIRST_NAMES, 24, help="Tous, dans l’ordre de la pièce d’identité (NET-10)"),
            staff(BIRTH_NAME, 24, help="En lettres latines, comme sur la pièce d’identité"),
            staff(USAGE_NAME, 24),
            staff(SEX, 12, Kind.CHOICE, (sex.label for sex in Sex)),
            staff(BORN, 16, help="JJ/MM/AAAA ; MM/AAAA ou l’année seule quand le reste est inconnu"),
            staff(PLACE, 24),
            staff(POSTAL_CODE, 12),
            staff(COUNTRY, 16, help="Vide : France"),
            staff(EMAIL, 30),
            staff(PHONE, 16),
            staff(ROUTE, 30, Kind.CHOICE, (route.label for route in Route)),
            staff(PROOF, 30, help="De la formation, du parcours, de l’expérience ou de la recevabilité"),
            staff(PARTNER, 16, help="Dossier de l’organisme, comme D-2026-0001 ; vide pour un candidat libre (M2I-07)"),
            staff(TRAINERS, 26, Kind.LONG_TEXT, help="Un par ligne : aucun ne siège au jury du candidat (LAW-15)"),
            staff(FUNDING, 18),
            staff(CHECKED, 12, Kind.CHOICE, (YES, NO), "Sans eux, l’inscription n’est pas validée (REF-20)"),
            staff(CHECKED_BY, 24),
            staff(CHECKED_ON, 14, Kind.DATE),
            staff(DECISION, 12, Kind.CHOICE, (VALIDATE, REFUSE), "Du conseiller formation (M2I-26)"),
            staff(MOTIVE, 34, Kind.LONG_TEXT, help="Obligatoire pour un refus"),
            staff(DECIDED_BY, 24, help="Conseiller formation, examens ou direction, inscrit dans « Équipe »"),
            staff(ACCOMMODATION, 12, Kind.CHOICE, (GRANTED, DENIED), "En raison d’un handicap (REF-17)"),
            staff(MEASURES, 34, Kind.LONG_TEXT, help="Les mesures seules, jamais la raison médicale (LAW-13)"),
            staff(EXTRA_TIME, 12, Kind.NUMBER, help="33 pour un tiers-temps"),
            staff(ACCOMMODATED_BY, 24, help="Référent handicap, examens ou direction"),
            staff(GAVE_UP, 12, Kind.CHOICE, (YES,)),
            staff(NEW_SESSION, 14, help="Pour inscrire à une autre session, sans nouveau dossier (M2I-43)"),
            staff(LATE, 14, Kind.CHOICE, (YES,), "Accord écrit du candidat, à moins de dix jours ouvrés (O-11)"),
            staff(IN_COURSE, 34, Kind.LONG_TEXT, help="Quand le référentiel les demande (M2I-36)"),
            staff(IN_COURSE_URL, 30),
            staff(IN_COURSE_ON, 14, Kind.DATE),
            staff(HOMONYM, 24, help="Un membre de la direction, pièce d’identité en main (M2I-46)"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            system(RESIT, 12, help="Une présentation antérieure aux mêmes blocs (M2I-39, M2I-43)"),
            system(CARRIED, 20, help="Dans cette certification, ou repris de celle qu’elle remplace (M2I-09)"),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
