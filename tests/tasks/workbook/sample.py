"""A small layout and rows with everything a real workbook has: every owner, kind and mode."""

from datetime import date, datetime

from tasks.workbook import CellValue, Column, Kind, Layout, Mode, Owner, Tab, TextLine, TextStyle, Tone

FORM, STAFF, SYSTEM = Owner.FORM, Owner.STAFF, Owner.SYSTEM

STATUS_TONES = {
    "Complète": Tone.GOOD,
    "Pré-habilité": Tone.GOOD,
    "Pièces manquantes": Tone.WARN,
    "Rejetée": Tone.BAD,
    "Classée sans suite": Tone.MUTED,
}

APPLICATIONS = Tab(
    name="Candidatures",
    key="Réf.",
    frozen=3,
    columns=(
        Column("Horodateur", FORM, Kind.DATETIME, width=17, help="Posé par le formulaire au moment de l’envoi."),
        Column("Réf.", SYSTEM, width=15, help="Numéro du dossier. Ne le recopiez pas d’une ligne à l’autre."),
        Column("Raison sociale", FORM, width=30),
        Column("SIRET", FORM, width=18, help="14 chiffres."),
        Column("Code postal", FORM, width=10),
        Column("Téléphone", FORM, width=16),
        Column("Année de création", FORM, Kind.NUMBER, width=11),
        Column("Qualiopi valable jusqu’au", FORM, Kind.DATE, width=14),
        Column("Modalité", FORM, Kind.CHOICE, ("Présentiel", "À distance", "Mixte, en alternance"), width=20),
        Column("Motivation", FORM, Kind.LONG_TEXT, width=44),
        Column("Pièces vérifiées", STAFF, Kind.BOOLEAN, width=11, help="Oui quand toutes les pièces ont été ouvertes."),
        Column("Vérifiées le", STAFF, Kind.DATE, width=13),
        Column("Avis de l’équipe", STAFF, Kind.LONG_TEXT, width=34),
        Column("Statut", SYSTEM, width=20, tones=STATUS_TONES),
        Column("Échéance", SYSTEM, Kind.DATE, width=13),
        Column("Retour", SYSTEM, Kind.LONG_TEXT, width=46, help="Ce que certiflow a compris ou refusé, et que faire."),
    ),
)
COMMISSION = Tab(
    name="Commission",
    key="Dossier",
    columns=(
        Column("Dossier", STAFF, width=15),
        Column("Décision", STAFF, Kind.CHOICE, ("Accepté", "Accepté, avec dérogation", "Refusé"), width=24),
        Column("Points", STAFF, Kind.NUMBER, width=9),
        Column("Statut", SYSTEM, width=20, tones=STATUS_TONES),
        Column("Retour", SYSTEM, Kind.LONG_TEXT, width=46),
    ),
)
TO_DO = Tab(
    name="À faire",
    mode=Mode.MIRROR,
    columns=(
        Column("Urgence", SYSTEM, width=13, tones={"En retard": Tone.BAD, "Aujourd’hui": Tone.WARN}),
        Column("Avant le", SYSTEM, Kind.DATE, width=13),
        Column("Dossier", SYSTEM, width=15),
        Column("Organisme", SYSTEM, width=30),
        Column("À faire", SYSTEM, Kind.LONG_TEXT, width=70),
    ),
)
READ_ME = Tab(
    name="Lisez-moi",
    mode=Mode.TEXT,
    text=(
        TextLine("Suivi des habilitations", TextStyle.TITLE),
        TextLine("Ce classeur suit les organismes de formation, de leur candidature à leur habilitation."),
        TextLine("Chaque jour", TextStyle.HEADING),
        TextLine("1. Ouvrez « À faire » : les lignes rouges sont en retard, les jaunes sont pour aujourd’hui."),
        TextLine("2. Remplissez les colonnes jaunes. Trier, filtrer, déplacer une colonne ne gêne rien."),
    ),
)
LAYOUT = Layout((READ_ME, APPLICATIONS, COMMISSION, TO_DO))

NAMES = ("Atelier Numérique du Rhône", "Cap’Emploi Formation", "Œuvre & Métiers", "Lycée Saint-Exupéry", "Institut Béa")


def application(index: int) -> dict[str, CellValue]:
    """The answers of applicant number `index`, as the form would type them."""
    return {
        "Horodateur": datetime(2026, 11, 2, 8 + index % 10, index % 60, 7),
        "Raison sociale": f"{NAMES[index % len(NAMES)]} {index}",
        "SIRET": f"{73282932000000 + index}",
        "Code postal": f"{1000 + index % 95000:05}",
        "Téléphone": "06 12 34 56 78",
        "Année de création": 2010 + index % 12,
        "Qualiopi valable jusqu’au": date(2027, 1 + index % 12, 15),
        "Modalité": ("Présentiel", "À distance", "Mixte, en alternance")[index % 3],
        "Motivation": f"Nous formons {100 + index} stagiaires par an et souhaitons certifier leurs compétences.",
    }
