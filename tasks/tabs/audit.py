"""The tab « Audit »: one row for each item of each support, as the pre-audit proposes it, for the auditor to judge."""

from domain.audit import Verdict
from tasks.tabs.columns import DOSSIER, ORGANISATION, REF, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

AUDIT = "Audit"
CONTROL, SUPPORT, ADDRESS, ITEM, RULE = "Contrôle", "Support", "Adresse", "Élément", "Règle"
PROPOSAL, CONFIDENCE, PASSAGE, REASON, READ = (
    "Proposition", "Confiance (%)", "Passage relevé", "Motif de la proposition", "Relevé"
)  # fmt: skip
ASKED, BEFORE, AFTER = "Correction demandée", "Avant", "Après"
VERDICT, EVIDENCE, REQUEST, AUDITOR = "Verdict", "Constat", "Correction à demander", "Auditeur"

TO_JUDGE, SIGNED, ABANDONED = "À juger", "Signé", "Sans suite"
_TONES = {
    TO_JUDGE: Tone.WARN,
    ABANDONED: Tone.MUTED,
    Verdict.CONFORMING.label: Tone.GOOD,
    Verdict.NON_CONFORMING.label: Tone.BAD,
    Verdict.ABSENT.label: Tone.BAD,
    Verdict.NOT_APPLICABLE.label: Tone.MUTED,
}


def audit_tab() -> Tab:
    """« Auditeur » signs the verdict of a row; the outcome follows once every row of the check is signed."""
    return Tab(
        AUDIT,
        REF,
        (
            system(REF, 28),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(CONTROL, 10),
            system(SUPPORT, 26),
            system(ADDRESS, 40, help="Donnée par l’organisme : vérifiez-la avant de l’ouvrir"),
            system(ITEM, 34),
            system(RULE, 10),
            system(PROPOSAL, 20, help="Ce que le contrôle automatique propose : vous décidez (MIK-63)"),
            system(CONFIDENCE, 12, Kind.NUMBER),
            system(PASSAGE, 60, Kind.LONG_TEXT),
            system(REASON, 44, Kind.LONG_TEXT),
            system(ASKED, 40, Kind.LONG_TEXT, "Au second contrôle : la correction de la lettre, avec son numéro"),
            system(BEFORE, 44, Kind.LONG_TEXT, "Au second contrôle : ce que le premier avait relevé (MIK-68)"),
            system(AFTER, 44, Kind.LONG_TEXT),
            system(READ, 34, Kind.LONG_TEXT, "Jour du relevé et début de l’empreinte de la page conservée"),
            staff(VERDICT, 16, Kind.CHOICE, (verdict.label for verdict in Verdict), "Prérempli avec la proposition"),
            staff(EVIDENCE, 40, Kind.LONG_TEXT, help="Obligatoire pour « Sans objet », ou contre un élément contredit"),
            staff(REQUEST, 44, Kind.LONG_TEXT, help="Vide : la demande prévue par la liste de contrôle"),
            staff(AUDITOR, 24, help="Votre nom, inscrit dans « Équipe », sur chaque ligne : il signe le verdict"),
            status(_TONES),
            answer(),
        ),
        frozen=3,
    )
