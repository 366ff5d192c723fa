"""Records with invented people, as flows would hand them to the `record` template."""

from datetime import UTC, datetime
from typing import Any

STAMP = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)

ORGANISATION = {
    "name": "Certif’Académie",
    "tagline": "Organisme certificateur — exemple fictif",
    "address": "12, rue des Érables, 67000 Strasbourg",
    "siret": "732 829 320 00074",
    "nda": "44 67 01234 67",
    "legal_line": "cet enregistrement ne vaut pas agrément de l’État",
}

GRID = [
    ("Extrait Kbis de moins de trois mois", "Pièce datée du 12 mars 2026.", 0, 1),
    ("CV des formateurs", "Deux CV sur trois\u202f; diplômes vérifiés.", 1, 2),
    ("Catalogue de formations", "Objectifs opérationnels et évaluables.", 2, 2),
    ("Site internet et outils de communication", "Mentions légales absentes.", 1, 3),
    ("Certification qualité", "Certificat valide jusqu’au 31 mars 2027.", 2, 2),
    ("Expérience de la certification", "Œuvre pédagogique citée.", 1, 3),
    ("Moyens techniques", "Salle équipée de douze postes.", 1, 1),
    ("Accessibilité", "Aucun référent nommé.", 0, 1),
    ("Organisation des évaluations", "Jury non constitué.", 0, 2),
]


def rejection() -> dict[str, Any]:
    """A rejection on the score: the longest record that must fit one page."""
    rows = [
        [str(line), {"title": title, "note": note}, str(points), str(most)]
        for line, (title, note, points, most) in enumerate(GRID, start=1)
    ]
    return {
        "organisation": ORGANISATION,
        "number": "PV-2026-0001",
        "version": "1",
        "title": "Procès-verbal de rejet",
        "subtitle": "Instruction du 4 novembre 2026 — note inférieure au seuil.",
        "card": [["Organisme", "École supérieure des Métiers"], ["SIRET", "732 829 320 00074"]],
        "sections": [
            {
                "title": "Notation",
                "paragraphs": ["Le seuil de recevabilité est de 12 points sur 17."],
                "table": {
                    "columns": ["Réf.", "Critère et constat", "Points", "Maximum"],
                    "rows": rows,
                    "tones": ["bad" if points == 0 else "" for *_, points, _ in GRID],
                    "total": ["", "Total", "8", "17"],
                },
            }
        ],
        "decision": {"title": "Candidature rejetée", "text": "La note est inférieure au seuil.", "tone": "bad"},
        "appeal": "Voies de recours\u202f: deux mois à compter de la notification.",
        "signatures": [{"name": "Hélène D’Astorg", "quality": "Responsable des partenariats"}],
        "seal": "Journal certiflow\u202f: 128 événements, empreinte 3f9a5c0e7d21b844",
    }


def commission_file(pieces: int) -> dict[str, Any]:
    """A « dossier de commission » (MIK-25) whose table of pieces runs over several pages."""
    rows = [
        [str(n), f"Pièce {n} du formulaire", f"https://drive.example.org/d/1a2B3c4D5e6F7g8H9i{n}/view", "Reçue"]
        for n in range(1, pieces + 1)
    ]
    return {
        "organisation": ORGANISATION,
        "number": "DC-2026-0007",
        "kind": "Dossier de commission",
        "title": "Candidature de l’École supérieure des Métiers",
        "sections": [
            {"title": "Points de vigilance", "list": ["Kbis trop ancien.", "Mentions légales."], "numbered": True},
            {"title": "Pièces", "table": {"columns": ["Nº", "Pièce", "Lien", "État"], "rows": rows}},
        ],
    }


def everywhere(text: str) -> dict[str, Any]:
    """One person's text in every place of a record."""
    cells = {
        "columns": ["a", "b", "c", "d", "e", "f"],
        "rows": [[text, "1", "2", "3", "4", "5"], ["1", text[:40], text[:40], text[:40], text[:40], text[:40]]],
    }
    return {
        "organisation": ORGANISATION,
        "title": f"T{text[:400]}",
        "kind": text,
        "subtitle": text,
        "card": [["Organisme", text], [text[:80], text[:60]]],
        "sections": [
            {"title": f"T{text[:400]}", "paragraphs": [text], "list": [text], "table": cells},
            {"table": {"columns": ["a", "b"], "rows": [["1", {"title": text[:400], "note": text}]]}},
        ],
        "decision": {"title": text[:400], "text": text, "tone": "bad"},
        "appeal": text,
        "signatures": [{"name": text[:400], "quality": text[:400]}],
        "seal": text[:400],
    }
