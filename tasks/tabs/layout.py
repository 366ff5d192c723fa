"""The tabs of certiflow's workbook: where staff type and where the system answers."""

from collections.abc import Iterable

from config.loader import Config
from domain.vocabulary import Factor, Opinion, Role, State
from tasks.intake.form import QUESTIONS, SUBMITTED_AT
from tasks.tabs import guide
from tasks.workbook.layout import Column, Layout, Mode, Owner, Tab, Tone
from tasks.workbook.values import Kind

APPLICATIONS, SCORING, COMMISSION, DIRECTION = "Candidatures", "Notation", "Commission", "Décisions"
TEAM, TO_DO, DOSSIERS, DEADLINES, MINUTES, ANOMALIES = (
    "Équipe", "À faire", "Dossiers", "Échéances", "Registre des PV", "Anomalies"
)  # fmt: skip

REF, DOSSIER, STATUS, ANSWER, DEADLINE = "Réf.", "Dossier", "Statut", "Retour", "Échéance"
OWNER = "Responsable du dossier"
VALIDATED_BY, COMMENT = "Grille validée par", "Commentaire"
HELD_ON, ATTENDEES, DECISION, MOTIVE, DEROGATION, TYPED_BY = (
    "Date de la commission", "Participants", "Décision", "Motif", "Dérogation motivée", "Saisi par"
)  # fmt: skip
EVIDENCE, DAYS, DECIDED_BY, DECIDED_ON = "Pièces", "Jours ouvrés accordés", "Décidé par", "Date de la décision"

ACCEPT, REFUSE = "Accepter", "Refuser"
WITHDRAW, EXTEND = "Retrait de la pré-habilitation", "Prolongation du délai"

_STATUS_TONES = {
    State.RECEIVED.label: Tone.WARN,
    State.REJECTED_ON_SCORE.label: Tone.BAD,
    State.REFUSED.label: Tone.BAD,
    State.WITHDRAWN.label: Tone.BAD,
    State.CLOSED_WITHOUT_ACTION.label: Tone.MUTED,
    State.PRE_HABILITATED.label: Tone.GOOD,
}


def staff_points(code: str, label: str) -> str:
    """Header of the column where staff give the points of one judged line."""
    return f"{code} – {label}"


def opinion_of(factor: Factor) -> str:
    return f"Avis – {factor.label}"


def comment_on(factor: Factor) -> str:
    return f"Commentaire – {factor.label}"


def certiflow_layout(config: Config) -> Layout:
    """All the tabs; drop-downs follow the certifications' own grids."""
    return Layout(
        (
            guide.read_me(config.organisation.name),
            _to_do(),
            _applications(),
            _scoring(config),
            _commission(),
            _direction(),
            _dossiers(),
            _deadlines(),
            _minutes(),
            _team(),
            _anomalies(),
        )
    )


def _system(header: str, width: int = 16, kind: Kind = Kind.TEXT, help: str = "", **tones: Tone) -> Column:
    return Column(header, Owner.SYSTEM, kind, (), width, help, tones)


def _staff(header: str, width: int = 18, kind: Kind = Kind.TEXT, choices: Iterable[str] = (), help: str = "") -> Column:
    return Column(header, Owner.STAFF, kind, tuple(choices), width, help)


def _status() -> Column:
    return Column(STATUS, Owner.SYSTEM, Kind.TEXT, (), 24, "Écrit par certiflow à chaque passage", _STATUS_TONES)


def _answer() -> Column:
    return _system(ANSWER, 60, Kind.LONG_TEXT, "Ce que certiflow a fait de la ligne, ou ce qu’il faut corriger")


def _applications() -> Tab:
    questions = (question.column() for question in QUESTIONS)
    return Tab(
        APPLICATIONS,
        REF,
        (
            Column(SUBMITTED_AT, Owner.FORM, Kind.DATETIME, (), 18),
            *questions,
            _staff(OWNER, 24, help="Une personne de l’onglet « Équipe » (MIK-17)"),
            _system(REF, 14),
            _system(DOSSIER, 14),
            _status(),
            _system(DEADLINE, 44, Kind.LONG_TEXT),
            _answer(),
        ),
        frozen=0,
    )


def _scoring(config: Config) -> Tab:
    judged = {
        staff_points(line.code, line.staff_label): tuple(
            f"{choice:g}".replace(".", ",") for choice in line.staff_choices
        )
        for certification in (*config.certifications.values(), *config.past.values())
        for line in certification.grid.lines
        if line.staff_choices
    }
    return Tab(
        SCORING,
        DOSSIER,
        (
            _system(DOSSIER, 14),
            _system("Organisme", 28),
            _system("Certification", 14),
            _system("Points automatiques", 12, Kind.NUMBER),
            _system("Détail des points automatiques", 70, Kind.LONG_TEXT),
            *(_staff(header, 16, Kind.CHOICE, choices) for header, choices in judged.items()),
            _staff(COMMENT, 40, Kind.LONG_TEXT),
            _system("Total", 10, Kind.NUMBER),
            _system("Issue prévue", 34, help="Ce que donnera la validation de la grille"),
            _staff(VALIDATED_BY, 24, help="Votre nom valide la grille : l’issue est alors automatique (MIK-22)"),
            _status(),
            _answer(),
        ),
    )


def _commission() -> Tab:
    opinions = tuple(opinion.label for opinion in Opinion)
    factors = (
        column
        for factor in Factor
        for column in (
            _staff(opinion_of(factor), 18, Kind.CHOICE, opinions),
            _staff(comment_on(factor), 30, Kind.LONG_TEXT),
        )
    )
    return Tab(
        COMMISSION,
        DOSSIER,
        (
            _system(DOSSIER, 14),
            _system("Organisme", 28),
            _system("Certification", 14),
            _system("Note", 10, Kind.NUMBER),
            _system("Alertes", 44, Kind.LONG_TEXT),
            _staff(HELD_ON, 14, Kind.DATE),
            _staff(ATTENDEES, 30, Kind.LONG_TEXT, help="Un par ligne ; pour une personne extérieure : Nom ; Qualité"),
            *factors,
            _staff(DECISION, 14, Kind.CHOICE, (ACCEPT, REFUSE)),
            _staff(MOTIVE, 40, Kind.LONG_TEXT, help="Obligatoire pour un refus (MIK-30)"),
            _staff(DEROGATION, 40, Kind.LONG_TEXT, help="Obligatoire pour accepter malgré une alerte (O-07)"),
            _staff(TYPED_BY, 24),
            _status(),
            _answer(),
        ),
    )


def _direction() -> Tab:
    return Tab(
        DIRECTION,
        None,
        (
            _staff(DOSSIER, 14),
            _staff(DECISION, 30, Kind.CHOICE, (WITHDRAW, EXTEND)),
            _staff(MOTIVE, 50, Kind.LONG_TEXT),
            _staff(EVIDENCE, 30, Kind.LONG_TEXT),
            _staff(DAYS, 14, Kind.NUMBER, help="Pour une prolongation seulement, une seule fois (O-05)"),
            _staff(DECIDED_BY, 24, help="Une personne de la direction, inscrite dans « Équipe »"),
            _staff(DECIDED_ON, 14, Kind.DATE),
            _staff(TYPED_BY, 24),
            _status(),
            _answer(),
        ),
    )


def _team() -> Tab:
    return Tab(
        TEAM,
        None,
        (
            _staff("Nom", 28),
            _staff("E-mail", 34),
            _staff("Rôle", 28, Kind.CHOICE, (role.label for role in Role)),
            _answer(),
        ),
        frozen=0,
    )


def _to_do() -> Tab:
    urgency = {"En retard": Tone.BAD, "Cette semaine": Tone.WARN, "À venir": Tone.MUTED}
    return Tab(
        TO_DO,
        None,
        (
            Column("Urgence", Owner.SYSTEM, Kind.TEXT, (), 16, "", urgency),
            _system("Pour qui", 26),
            _system("Quoi", 50, Kind.LONG_TEXT),
            _system(DOSSIER, 14),
            _system("Organisme", 28),
            _system("Avant le", 14, Kind.DATE),
            _system("Pourquoi", 60, Kind.LONG_TEXT),
        ),
        Mode.MIRROR,
        frozen=0,
    )


def _dossiers() -> Tab:
    return Tab(
        DOSSIERS,
        None,
        (
            _system(DOSSIER, 14),
            _system("Organisme", 30),
            _system("SIRET", 18),
            _system("Certification", 14),
            _system("Portée", 22),
            _status(),
            _system(OWNER, 24),
            _system("Reçu le", 14, Kind.DATE),
            _system("Note", 10, Kind.NUMBER),
            _system("Depuis le", 14, Kind.DATE),
        ),
        Mode.MIRROR,
    )


def _deadlines() -> Tab:
    return Tab(
        DEADLINES,
        None,
        (
            _system(DOSSIER, 14),
            _system("Organisme", 30),
            _system(DEADLINE, 36),
            _system("Au plus tard le", 14, Kind.DATE),
            _system("Calcul", 60, Kind.LONG_TEXT),
            _system("Jours ouvrés restants", 12, Kind.NUMBER),
            _system("Déjà dit", 24),
        ),
        Mode.MIRROR,
    )


def _minutes() -> Tab:
    return Tab(
        MINUTES,
        None,
        (
            _system("Numéro", 16),
            _system("Document", 44),
            _system(DOSSIER, 14),
            _system("Date", 14, Kind.DATE),
            _system("Fichier", 44),
            _system("Empreinte SHA-256", 66),
        ),
        Mode.MIRROR,
    )


def _anomalies() -> Tab:
    return Tab(
        ANOMALIES,
        None,
        (
            _system("Onglet", 16),
            _system("Ligne", 24),
            _system("Champ", 28),
            _system("Problème et remède", 80, Kind.LONG_TEXT),
            _system("Règle", 10),
            _system("Depuis le", 14, Kind.DATE),
        ),
        Mode.MIRROR,
    )
