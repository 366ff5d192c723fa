"""The tab « Conformité »: one row a dossier, from the pre-habilitation to the declaration to France compétences."""

from domain import conformity_guards as guards
from domain.vocabulary import State
from tasks.tabs.columns import DOSSIER, MOTIVE, ORGANISATION, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

CONFORMITY = "Conformité"
ENDS, MARGIN, STEPS = "Fin du délai", "Marge (jours ouvrés)", "Où en sont les étapes"
INFO_AT, INFO_LINK, INFO_HELD, INFO_PRESENT = (
    "Séance prévue le", "Lien de la séance", "Séance tenue le", "Participants à la séance"
)  # fmt: skip
EXTENT_BLOCS, EXTENT_ROUTES = guards.EXTENT_BLOCS, guards.EXTENT_ROUTES
OTHER_SUPPORTS, READY_ON, CORRECTED_ON = "Autres supports", "Supports prêts le", "Corrections faites le"
MANAGER, MANAGER_EMAIL, MANAGER_CV, DESIGNATED_ON = (
    "Responsable de l’évaluation", "E-mail du responsable", "CV du responsable (lien)", "Désigné le"
)  # fmt: skip
MANAGER_DECISION, DECIDED_BY, DECIDED_ON = "Habilitation du responsable", "Décidé par", "Décidé le"
SIGNING_AT, SIGNING_PLACE = "Signature prévue le", "Lieu ou lien de la signature"
RESPECTS, MEANS, GRANTED_BY = (
    "Capacité à respecter les référentiels", "Moyens adéquats", "Habilitation décidée par"
)  # fmt: skip
DECLARED_ON, PROOF = "Déclaré à France compétences le", "Preuve de la déclaration"

HABILITATE, REFUSE = "Habiliter", "Refuser"
_YES_NO = ("Oui", "Non")
_TONES = {
    State.HABILITATED.label: Tone.GOOD,
    State.READY_TO_SIGN.label: Tone.GOOD,
    State.SUSPENDED.label: Tone.WARN,
    State.TERMINATED.label: Tone.BAD,
    State.WITHDRAWN.label: Tone.BAD,
    State.HABILITATION_LOST.label: Tone.BAD,
    State.EXPIRED.label: Tone.MUTED,
}


def conformity_tab() -> Tab:
    """Staff fill what happens as it happens; « Saisi par » signs the row, once, and stays."""
    return Tab(
        CONFORMITY,
        DOSSIER,
        (
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system("Certification", 14),
            status(_TONES),
            system(ENDS, 14, Kind.DATE),
            system(MARGIN, 12, Kind.NUMBER, "Négative : les jours qui restent ne suffisent plus aux étapes"),
            system(STEPS, 60, Kind.LONG_TEXT),
            staff(INFO_AT, 18, Kind.DATETIME, help="Date et heure : l’invitation part, et repart si vous les changez"),
            staff(INFO_LINK, 30),
            staff(INFO_HELD, 14, Kind.DATE),
            staff(INFO_PRESENT, 30, Kind.LONG_TEXT, help="Une personne par ligne (MIK-42)"),
            staff(
                EXTENT_BLOCS,
                24,
                Kind.LONG_TEXT,
                help="Codes, un par ligne, avant la signature ; vide : la certification entière (NET-04)",
            ),
            staff(EXTENT_ROUTES, 30, Kind.LONG_TEXT, help="Une par ligne ; vide : toutes (NET-04)"),
            staff(OTHER_SUPPORTS, 40, Kind.LONG_TEXT, help="Un par ligne : type ; adresse (MIK-62)"),
            staff(READY_ON, 14, Kind.DATE, help="Sans date, le contrôle se fait à l’échéance (MIK-60)"),
            staff(CORRECTED_ON, 14, Kind.DATE, help="Sans date, le second contrôle se fait à l’échéance (O-06)"),
            staff(MANAGER, 24, help="Si la portée comprend l’évaluation (MIK-82)"),
            staff(MANAGER_EMAIL, 30),
            staff(MANAGER_CV, 30),
            staff(DESIGNATED_ON, 14, Kind.DATE),
            staff(MANAGER_DECISION, 16, Kind.CHOICE, (HABILITATE, REFUSE)),
            staff(MOTIVE, 30, Kind.LONG_TEXT, help="Obligatoire pour un refus"),
            staff(DECIDED_BY, 24),
            staff(DECIDED_ON, 14, Kind.DATE),
            staff(SIGNING_AT, 18, Kind.DATETIME),
            staff(SIGNING_PLACE, 30),
            staff(RESPECTS, 16, Kind.CHOICE, _YES_NO, "Réponse de la direction (LAW-01)"),
            staff(MEANS, 14, Kind.CHOICE, _YES_NO, "Réponse de la direction (LAW-01)"),
            staff(GRANTED_BY, 24, help="Une personne de la direction, inscrite dans « Équipe »"),
            staff(
                DECLARED_ON,
                14,
                Kind.DATE,
                help="L’habilitation, son renouvellement ou sa fin, dans les deux mois (LAW-05)",
            ),
            staff(PROOF, 30),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            answer(),
        ),
    )
