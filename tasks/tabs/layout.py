"""The tabs of certiflow's workbook: where staff type and where the system answers."""

from config.loader import Config
from domain.vocabulary import Factor, Opinion, Role
from tasks.intake.form import QUESTIONS, SUBMITTED_AT
from tasks.tabs import guide, lists
from tasks.tabs.appeals import appeals_tab
from tasks.tabs.attendance import attendance_tab
from tasks.tabs.audit import audit_tab
from tasks.tabs.certificates import certificates_tab
from tasks.tabs.checks import checks_tab, points_tab
from tasks.tabs.columns import DEADLINE, DOSSIER, MOTIVE, OWNER, REF, TYPED_BY, answer, staff, status, system
from tasks.tabs.conformity import conformity_tab
from tasks.tabs.councils import councils_tab
from tasks.tabs.deliberations import deliberations_tab
from tasks.tabs.demands import demands_tab
from tasks.tabs.examiners import examiners_tab
from tasks.tabs.frauds import frauds_tab
from tasks.tabs.grids import grids_tab
from tasks.tabs.incidents import incidents_tab
from tasks.tabs.indicators import comparison_tab, dashboard_tab, matrix_tab
from tasks.tabs.juries import juries_tab
from tasks.tabs.lists import STATUS_TONES
from tasks.tabs.nonconformities import nonconformities_tab
from tasks.tabs.passages import passages_tab
from tasks.tabs.planning import planning_list
from tasks.tabs.procedures import procedures_tab
from tasks.tabs.questions import questions_tab
from tasks.tabs.registration_files import registration_files_tab
from tasks.tabs.registrations import registrations_tab
from tasks.tabs.replacements import replacements_tab
from tasks.tabs.results import results_tab
from tasks.tabs.retention import retention_tab
from tasks.tabs.royalties import royalties_tab
from tasks.tabs.sessions import sessions_tab
from tasks.tabs.signatures import signatures_tab
from tasks.tabs.surveys import answers_tab, cohorts_list, surveys_list
from tasks.tabs.trainers import trainers_tab
from tasks.tabs.watch import watch_tab
from tasks.workbook.layout import Column, Layout, Owner, Tab
from tasks.workbook.values import Kind

APPLICATIONS, SCORING, COMMISSION, DIRECTION = "Candidatures", "Notation", "Commission", "Décisions"
TEAM, TO_DO, DOSSIERS, DEADLINES, MINUTES, ANOMALIES = (
    "Équipe", "À faire", "Dossiers", "Échéances", "Registre des PV", "Anomalies"
)  # fmt: skip

VALIDATED_BY, COMMENT = "Grille validée par", "Commentaire"
HELD_ON, ATTENDEES, DECISION, DEROGATION = (
    "Date de la commission", "Participants", "Décision", "Dérogation motivée"
)  # fmt: skip
EVIDENCE, DAYS, DECIDED_BY, DECIDED_ON = "Pièces", "Jours ouvrés accordés", "Décidé par", "Date de la décision"

ACCEPT, REFUSE = "Accepter", "Refuser"
WITHDRAW, EXTEND = "Retrait de la pré-habilitation", "Prolongation du délai"


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
            lists.to_do_list(TO_DO),
            dashboard_tab(config.certifications),
            comparison_tab(),
            matrix_tab(config.checks),
            _applications(),
            _scoring(config),
            _commission(),
            _direction(),
            conformity_tab(),
            audit_tab(),
            trainers_tab(),
            nonconformities_tab(config.certifications),
            procedures_tab(),
            questions_tab(),
            replacements_tab(),
            signatures_tab(),
            checks_tab(),
            points_tab(),
            examiners_tab(config.certifications),
            sessions_tab(config.certifications),
            juries_tab(),
            planning_list(),
            registrations_tab(),
            attendance_tab(),
            incidents_tab(),
            grids_tab(),
            deliberations_tab(),
            results_tab(),
            answers_tab(),
            surveys_list(),
            cohorts_list(),
            certificates_tab(),
            passages_tab(),
            frauds_tab(),
            appeals_tab(),
            royalties_tab(),
            registration_files_tab(),
            councils_tab(),
            demands_tab(config.certifications),
            watch_tab(config.registration.sources),
            lists.dossiers_list(DOSSIERS),
            lists.deadlines_list(DEADLINES),
            lists.minutes_list(MINUTES),
            retention_tab(),
            _team(),
            lists.anomalies_list(ANOMALIES),
        )
    )


def _applications() -> Tab:
    questions = (question.column() for question in QUESTIONS)
    return Tab(
        APPLICATIONS,
        REF,
        (
            Column(SUBMITTED_AT, Owner.FORM, Kind.DATETIME, (), 18),
            *questions,
            staff(OWNER, 24, help="Une personne de l’onglet « Équipe » (MIK-17)"),
            system(REF, 14),
            system(DOSSIER, 14),
            status(STATUS_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
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
            system(DOSSIER, 14),
            system("Organisme", 28),
            system("Certification", 14),
            system("Points automatiques", 12, Kind.NUMBER),
            system("Détail des points automatiques", 70, Kind.LONG_TEXT),
            *(staff(header, 16, Kind.CHOICE, choices) for header, choices in judged.items()),
            staff(COMMENT, 40, Kind.LONG_TEXT),
            system("Total", 10, Kind.NUMBER),
            system("Issue prévue", 34, help="Ce que donnera la validation de la grille"),
            staff(VALIDATED_BY, 24, help="Votre nom valide la grille : l’issue est alors automatique (MIK-22)"),
            status(STATUS_TONES),
            answer(),
        ),
    )


def _commission() -> Tab:
    opinions = tuple(opinion.label for opinion in Opinion)
    factors = (
        column
        for factor in Factor
        for column in (
            staff(opinion_of(factor), 18, Kind.CHOICE, opinions),
            staff(comment_on(factor), 30, Kind.LONG_TEXT),
        )
    )
    return Tab(
        COMMISSION,
        DOSSIER,
        (
            system(DOSSIER, 14),
            system("Organisme", 28),
            system("Certification", 14),
            system("Note", 10, Kind.NUMBER),
            system("Alertes", 44, Kind.LONG_TEXT),
            staff(HELD_ON, 14, Kind.DATE),
            staff(ATTENDEES, 30, Kind.LONG_TEXT, help="Un par ligne ; pour une personne extérieure : Nom ; Qualité"),
            *factors,
            staff(DECISION, 14, Kind.CHOICE, (ACCEPT, REFUSE)),
            staff(MOTIVE, 40, Kind.LONG_TEXT, help="Obligatoire pour un refus (MIK-30)"),
            staff(DEROGATION, 40, Kind.LONG_TEXT, help="Obligatoire pour accepter malgré une alerte (O-07)"),
            staff(TYPED_BY, 24),
            status(STATUS_TONES),
            answer(),
        ),
    )


def _direction() -> Tab:
    return Tab(
        DIRECTION,
        None,
        (
            staff(DOSSIER, 14),
            staff(DECISION, 30, Kind.CHOICE, (WITHDRAW, EXTEND)),
            staff(MOTIVE, 50, Kind.LONG_TEXT),
            staff(EVIDENCE, 30, Kind.LONG_TEXT),
            staff(DAYS, 14, Kind.NUMBER, help="Pour une prolongation seulement, une seule fois (O-05)"),
            staff(DECIDED_BY, 24, help="Une personne de la direction, inscrite dans « Équipe »"),
            staff(DECIDED_ON, 14, Kind.DATE),
            staff(TYPED_BY, 24),
            status(STATUS_TONES),
            answer(),
        ),
    )


def _team() -> Tab:
    return Tab(
        TEAM,
        None,
        (
            staff("Nom", 28),
            staff("E-mail", 34),
            staff("Rôle", 28, Kind.CHOICE, (role.label for role in Role)),
            answer(),
        ),
        frozen=0,
    )
