"""The tab « Signatures »: one row a document to sign, three a dossier (MIK-87, MIK-90, MIK-92)."""

from domain.agreements import AgreementKind
from tasks.tabs.columns import DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

SIGNATURES = "Signatures"
DOCUMENT, NUMBER, VERSION, ISSUED_ON = "Document", "N°", "Version", "Établi le"
PARTNER_SIGNATORY, PARTNER_SIGNED_ON = "Signé par (organisme)", "Signé le (organisme)"
CERTIFIER_SIGNATORY, CERTIFIER_SIGNED_ON = "Signé par (certificateur)", "Signé le (certificateur)"

TO_ISSUE, TO_SIGN, SIGNED, POINTLESS = "À établir", "À signer", "Signée", "Sans objet"
_TONES = {TO_ISSUE: Tone.WARN, TO_SIGN: Tone.WARN, SIGNED: Tone.GOOD, POINTLESS: Tone.MUTED}


def row_key(dossier: str, kind: AgreementKind) -> str:
    """« D-2026-0001/convention »."""
    return f"{dossier}/{kind.value}"


def signatures_tab() -> Tab:
    """Staff report who signed and when; « Saisi par » closes the row once both parties have signed."""
    return Tab(
        SIGNATURES,
        REF,
        (
            system(REF, 26),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(DOCUMENT, 34),
            system(NUMBER, 16, help="Numéro du document dans le registre"),
            system(VERSION, 12),
            system(ISSUED_ON, 14, Kind.DATE),
            staff(PARTNER_SIGNATORY, 24),
            staff(PARTNER_SIGNED_ON, 14, Kind.DATE, help="Ni avant le document, ni après aujourd’hui"),
            staff(CERTIFIER_SIGNATORY, 24, help="Une personne de la direction, inscrite dans « Équipe »"),
            staff(CERTIFIER_SIGNED_ON, 14, Kind.DATE, help="Ni avant le document, ni après aujourd’hui"),
            staff(TYPED_BY, 24, help="Votre nom, une fois les deux signatures reportées : la ligne est alors lue"),
            status(_TONES),
            answer(),
        ),
    )
