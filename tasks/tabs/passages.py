"""The tab « Accrochage »: what the CPF flux says of each holder, what was sent, what came back (NET-21, LAW-10)."""

from domain.network.passage_guards import ASKED_ON, DEPOSITED_ON, DONE_ON
from domain.network.passage_identity import BIRTH_NAME, BORN, COUNTRY, FIRST_NAMES, INSEE, PROOF, TRAINING_FILE
from domain.network.passage_vocabulary import AccessMode, Initiative, PassageState
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

PASSAGES = "Accrochage"
HOLDER, CERTIFICATION, CERTIFICATE, DELIVERED_ON = "Titulaire", "Certification", "Certificat", "Délivré le"
ACCESS, INITIATIVE, FILE, MESSAGE = "Modalité d’accès", "Initiative", "Fichier", "Message du portail"
_S = PassageState
_TONES = {
    **{state.label: Tone.WARN for state in (_S.INCOMPLETE, _S.REJECTED, _S.TO_CORRECT)},
    **{state.label: Tone.MUTED for state in (_S.EXPORTED, _S.EXPORTED_AGAIN, _S.CANCELLED)},
    _S.MATCHED.label: Tone.GOOD,
    _S.REJECTED_AGAIN.label: Tone.BAD,
}


def passages_tab() -> Tab:
    """One row a holder of a whole certification, made by certiflow; « Saisi par » signs what is typed."""
    return Tab(
        PASSAGES,
        REF,
        (
            system(REF, 16),
            system(HOLDER, 28),
            system(CERTIFICATION, 14),
            system(CERTIFICATE, 16),
            system(DELIVERED_ON, 14, Kind.DATE),
            staff(INSEE, 14, help="Cinq signes : une commune (67462, 2A004) ou un pays (99352)"),
            staff(COUNTRY, 10, help="Trois signes ; facultatif"),
            staff(TRAINING_FILE, 16, help="Numéro du dossier de formation CPF, si vous le connaissez"),
            staff(ACCESS, 30, Kind.CHOICE, (mode.label for mode in AccessMode),
                  "Vide : ce que dit l’inscription, ou rien si elle ne suffit pas"),
            staff(INITIATIVE, 22, Kind.CHOICE, (who.label for who in Initiative), "Qui a demandé l’inscription"),
            staff(BIRTH_NAME, 24, help="Après un rejet, d’après la pièce du titulaire"),
            staff(FIRST_NAMES, 24, help="Séparés par des virgules, dans l’ordre de l’état civil ; trois partent"),
            staff(BORN, 16, help="JJ/MM/AAAA, MM/AAAA ou AAAA"),
            staff(PROOF, 30, help="La pièce d’où vient la correction ; jamais le numéro de Sécurité sociale"),
            system(FILE, 40, help="À déposer sur le portail des certificateurs, dans le dossier « cpf »"),
            staff(DEPOSITED_ON, 14, Kind.DATE, help="Une seule ligne suffit : la date vaut pour tout le fichier"),
            system(MESSAGE, 50, Kind.LONG_TEXT, "Mot pour mot"),
            staff(ASKED_ON, 14, Kind.DATE, help="Le jour où la Caisse des dépôts demande une correction (LAW-10)"),
            staff(DONE_ON, 14, Kind.DATE, help="Le jour où la correction, ou le retrait, est fait sur le portail"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )  # fmt: skip
