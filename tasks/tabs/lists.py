"""The lists that certiflow rewrites whole, from « À faire » to « Anomalies »."""

from domain.vocabulary import State
from tasks.tabs.columns import DEADLINE, DOSSIER, OWNER, status, system
from tasks.workbook.layout import Column, Mode, Owner, Tab, Tone
from tasks.workbook.values import Kind

STATUS_TONES = {
    State.RECEIVED.label: Tone.WARN,
    State.REJECTED_ON_SCORE.label: Tone.BAD,
    State.REFUSED.label: Tone.BAD,
    State.WITHDRAWN.label: Tone.BAD,
    State.CLOSED_WITHOUT_ACTION.label: Tone.MUTED,
    State.PRE_HABILITATED.label: Tone.GOOD,
    State.IN_CONFORMITY.label: Tone.GOOD,
    State.READY_TO_SIGN.label: Tone.GOOD,
    State.HABILITATED.label: Tone.GOOD,
    State.SUSPENDED.label: Tone.WARN,
    State.TERMINATED.label: Tone.BAD,
    State.HABILITATION_LOST.label: Tone.BAD,
    State.EXPIRED.label: Tone.MUTED,
}


def to_do_list(name: str) -> Tab:
    urgency = {"En retard": Tone.BAD, "Cette semaine": Tone.WARN, "À venir": Tone.MUTED}
    return Tab(
        name,
        None,
        (
            Column("Urgence", Owner.SYSTEM, Kind.TEXT, (), 16, "", urgency),
            system("Pour qui", 26),
            system("Quoi", 50, Kind.LONG_TEXT),
            system(DOSSIER, 14),
            system("Organisme", 28),
            system("Avant le", 14, Kind.DATE),
            system("Pourquoi", 60, Kind.LONG_TEXT),
        ),
        Mode.MIRROR,
        frozen=0,
    )


def dossiers_list(name: str) -> Tab:
    return Tab(
        name,
        None,
        (
            system(DOSSIER, 14),
            system("Organisme", 30),
            system("SIRET", 18),
            system("Certification", 14),
            system("Portée", 22),
            status(STATUS_TONES),
            system(OWNER, 24),
            system("Reçu le", 14, Kind.DATE),
            system("Note", 10, Kind.NUMBER),
            system("Depuis le", 14, Kind.DATE),
        ),
        Mode.MIRROR,
    )


def deadlines_list(name: str) -> Tab:
    return Tab(
        name,
        None,
        (
            system(DOSSIER, 14),
            system("Organisme", 30),
            system(DEADLINE, 36),
            system("Au plus tard le", 14, Kind.DATE),
            system("Calcul", 60, Kind.LONG_TEXT),
            system("Jours ouvrés restants", 12, Kind.NUMBER),
            system("Déjà dit", 50),
        ),
        Mode.MIRROR,
    )


def minutes_list(name: str) -> Tab:
    return Tab(
        name,
        None,
        (
            system("Numéro", 16),
            system("Document", 44),
            system(DOSSIER, 14),
            system("Date", 14, Kind.DATE),
            system("Fichier", 44),
            system("Empreinte SHA-256", 66),
        ),
        Mode.MIRROR,
    )


def anomalies_list(name: str) -> Tab:
    return Tab(
        name,
        None,
        (
            system("Onglet", 16),
            system("Ligne", 24),
            system("Champ", 28),
            system("Problème et remède", 80, Kind.LONG_TEXT),
            system("Règle", 10),
            system("Depuis le", 14, Kind.DATE),
        ),
        Mode.MIRROR,
    )
