"""The tab « Certificats »: the register of holders, and the withdrawals that direction decides (M2I-48)."""

from domain.exams.certificate_guards import DECIDED_BY, DECIDED_ON
from domain.exams.vocabulary import CertificateState
from tasks.tabs.columns import MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

CERTIFICATES = "Certificats"
HOLDER, CERTIFICATION, KIND, BLOC, DELIVERED_ON, VALID_UNTIL, SESSION, CANDIDACY, CODE = (
    "Titulaire", "Certification", "Nature", "Bloc", "Délivré le", "Valable jusqu’au", "Session", "Inscription",
    "Code de vérification",
)  # fmt: skip
WITHDRAWN_BY, WITHDRAWN_ON = DECIDED_BY, DECIDED_ON
_TONES = {CertificateState.DELIVERED.label: Tone.GOOD, CertificateState.WITHDRAWN.label: Tone.BAD}


def certificates_tab() -> Tab:
    """One row a certificate, made by certiflow; « Saisi par » signs a withdrawal."""
    return Tab(
        CERTIFICATES,
        REF,
        (
            system(REF, 16),
            system(HOLDER, 28),
            system(CERTIFICATION, 14),
            system(KIND, 30),
            system(BLOC, 18),
            system(DELIVERED_ON, 14, Kind.DATE),
            system(VALID_UNTIL, 14, Kind.DATE),
            system(SESSION, 14),
            system(CANDIDACY, 14),
            system(CODE, 22, help="À donner à qui veut vérifier le document dans le registre public"),
            status(_TONES),
            staff(WITHDRAWN_BY, 24, help="Un membre de la direction, inscrit dans « Équipe » (M2I-48)"),
            staff(MOTIVE, 50, Kind.LONG_TEXT, help="Le retrait est motivé ; le titulaire lit ce motif"),
            staff(WITHDRAWN_ON, 14, Kind.DATE),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, le retrait n’est pas lu"),
            answer(),
        ),
    )
