"""The tab « Procédures »: each row is one step that direction takes about a partner (LAW-06, QUA-10, MIK-89)."""

from domain import procedure_guards as field
from domain.vocabulary import Labelled
from tasks.tabs.columns import DOSSIER, MOTIVE, TYPED_BY, answer, staff, status
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

PROCEDURES = "Procédures"


class ProcedureStep(Labelled):
    SUSPEND = "suspendre", "Suspendre la convention"
    GRIEVANCES = "griefs", "Notifier les griefs"
    OBSERVATIONS = "observations", "Enregistrer les observations"
    TERMINATE = "resilier", "Résilier la convention"
    LIFT = "lever", "Lever la suspension"
    RENEW = "renouveler", "Renouveler la convention"


def procedures_tab() -> Tab:
    """Rows are added by staff and stay as they were typed; « Saisi par » closes each."""
    return Tab(
        PROCEDURES,
        None,
        (
            staff(DOSSIER, 14),
            staff(field.STEP, 28, Kind.CHOICE, (step.label for step in ProcedureStep)),
            staff(MOTIVE, 50, Kind.LONG_TEXT, help="L’organisme le lit ; sans objet pour des observations"),
            staff(field.GRIEVANCES, 50, Kind.LONG_TEXT, help="Un par ligne : l’organisme y répond point par point"),
            staff(field.RECEIVED_ON, 14, Kind.DATE),
            staff(field.OBSERVATIONS, 50, Kind.LONG_TEXT, help="Ce que l’organisme a répondu, mot pour mot"),
            staff(field.ANSWER, 50, Kind.LONG_TEXT, help="Pour résilier après des observations : ce qui leur répond"),
            staff(field.UNTIL, 14, Kind.DATE, help="Pour un renouvellement ; vide : la fin de l’enregistrement"),
            staff(field.AMENDMENT, 30, help="Pour un renouvellement : où est l’avenant signé"),
            staff(field.DECIDED_BY, 24, help="Une personne de la direction, inscrite dans « Équipe »"),
            staff(field.DECIDED_ON, 14, Kind.DATE),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status({}),
            answer(),
        ),
    )  # fmt: skip
