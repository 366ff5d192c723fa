"""The tab « Fraudes »: what was reported, the signed report, the sanction (M2I-45 to M2I-50)."""

from domain.exams.fraud import ReportAuthor
from domain.exams.fraud_guards import BAN_UNTIL, CANDIDATES, DECIDED_BY, DECISION, NOTIFIED_ON, SIGNED_ON, WHAT, WHEN
from domain.exams.vocabulary import FraudState, Sanction
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

FRAUDS = "Fraudes"
SESSION, EVIDENCE, REPORTED_BY, SIGNED_BY, QUALITY, REPORT_LINK = (
    "Session", "Preuves", "Signalé par", "Rapport signé par", "Qualité du signataire", "Rapport (lien)"
)  # fmt: skip
DISMISS = "Classer sans sanction"
#: what each choice of « Décision » pronounces; « Classer » nothing
DECISIONS = {
    "Avertissement": Sanction.WARNING,
    "Exclusion": Sanction.EXCLUSION,
    "Interdiction": Sanction.BAN,
    "Retrait": Sanction.WITHDRAWAL,
    DISMISS: None,
}
_TONES = {
    FraudState.REPORTED.label: Tone.WARN,
    FraudState.REPORT_SIGNED.label: Tone.WARN,
    FraudState.SANCTIONED.label: Tone.BAD,
    FraudState.DISMISSED.label: Tone.MUTED,
    FraudState.CLOSED.label: Tone.MUTED,
}


def frauds_tab() -> Tab:
    """One row a case, added by staff; « Saisi par » signs what is typed."""
    return Tab(
        FRAUDS,
        REF,
        (
            system(REF, 14),
            staff(SESSION, 14, help="Par exemple S-2026-0001"),
            staff(CANDIDATES, 18, Kind.LONG_TEXT, help="Numéros d’inscription, un par ligne ; complices compris"),
            staff(WHAT, 50, Kind.LONG_TEXT, help="Ce qui a été constaté (M2I-45)"),
            staff(EVIDENCE, 40, Kind.LONG_TEXT),
            staff(REPORTED_BY, 24),
            staff(WHEN, 18, Kind.DATETIME),
            staff(SIGNED_BY, 24, help="Sans rapport signé, aucune sanction (M2I-47)"),
            staff(QUALITY, 24, Kind.CHOICE, (author.label for author in ReportAuthor)),
            staff(SIGNED_ON, 14, Kind.DATE),
            staff(REPORT_LINK, 30),
            staff(DECISION, 22, Kind.CHOICE, DECISIONS),
            staff(MOTIVE, 50, Kind.LONG_TEXT, help="Chaque personne mise en cause lit ce motif"),
            staff(DECIDED_BY, 24, help="Le responsable de la session, ou un membre de la direction"),
            staff(NOTIFIED_ON, 14, Kind.DATE),
            staff(BAN_UNTIL, 14, Kind.DATE, help="Dernier jour, un an au plus après la notification (M2I-46)"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )  # fmt: skip
