"""What the examples of e-mails are made of: an invented certifier, dossier, grid and plan."""

from datetime import date

from tasks.mail.typography import french

NOTIFIED = date(2026, 11, 2)
ORGANISATION = {
    "name": "Atelier Certif",
    "address": "12, rue des Érables, 67000 Strasbourg",
    "email": "partenariats@atelier-certif.fr",
    "phone": "03 88 00 00 00",
    "website": "https://www.atelier-certif.fr",
    "legal_line": french(
        "SAS au capital de 10 000 € – SIRET 732 829 320 00074. Vos données sont traitées pour "
        "l’instruction de votre candidature ; vous pouvez y accéder et les faire rectifier en répondant à ce message."
    ),
}
DOSSIER = {
    "ref": "CAND-2026-0042",
    "organisme": "École supérieure des Métiers du Grand-Est",
    "siret": "73282932000074",
    "certification": {"code": "RS6604", "title": "Promouvoir une activité artistique visuelle"},
    "owner": "Maëlle Le Goff",
}
CONFORMITY = {
    "label": "Mise en conformité",
    "due_on": date(2026, 12, 15),
    "sentence": "30 jours ouvrés à compter du 02/11/2026, hors 11/11 → 15/12/2026",
}
COMPLETION = {
    "label": "Dossier à compléter",
    "due_on": date(2026, 12, 1),
    "sentence": "20 jours ouvrés à compter du 02/11/2026, hors 11/11 → 01/12/2026",
}
PV = {"number": "PV-2026-0042", "title": "Procès-verbal de décision"}
APPEAL = {
    "lodge_by": date(2027, 1, 2),
    "sentence": "2 mois à compter du 02/11/2026 → 02/01/2027",
    "acknowledged_within": 2,
    "answered_within": 15,
}
PIECES = [
    {
        "label": "Extrait Kbis",
        "reason": "Le lien fourni ne mène à aucun document.",
        "cure": "Joignez un extrait Kbis de moins de trois mois.",
    },
    {
        "label": "CV des formateurs",
        "reason": "Aucun CV pour Hélène D’Astorg.",
        "cure": "Joignez son CV, avec ses années d’expérience dans le domaine.",
    },
]
GRID = [
    ("Situation juridique", 1, 1, "SIRET valide, Kbis du 12/10/2026."),
    ("Ancienneté et structure", 1, 2, "3 ans d’activité, 2 salariés."),
    ("Compétences internes", 1, 3, "Un formateur avec plus de 3 ans d’expérience."),
    ("Qualiopi", 2, 2, "Valable jusqu’au 30/06/2027."),
    ("Expériences dans le domaine", 0, 2, ""),
    ("Programmes existants", "1.5", 2, french("Couverture des compétences : 70 %.")),
    ("Modalités pédagogiques", 1, 2, "Plausibles, moyens peu décrits."),
    ("Capacité à communiquer et commercialiser", 1, 2, ""),
    ("Retours des stagiaires", 1, 1, "Moyenne 4,6/5 sur 38 réponses."),
]
PLAN = [
    ("Séance d’information", date(2026, 11, 9), "5 jours ouvrés à compter du 02/11/2026 → 09/11/2026"),
    (
        "Contrôle des supports de communication",
        date(2026, 12, 1),
        "15 jours ouvrés à compter du 09/11/2026, hors 11/11 → 01/12/2026",
    ),
    ("Corrections éventuelles", date(2026, 12, 8), "5 jours ouvrés à compter du 01/12/2026 → 08/12/2026"),
    (
        "Signature de la charte qualité et de la convention",
        date(2026, 12, 15),
        "30 jours ouvrés à compter du 02/11/2026, hors 11/11 → 15/12/2026",
    ),
]
REASONS = """Le projet est intéressant, mais la commission relève deux insuffisances.

1. Aucun formateur ne justifie de trois années d'expérience dans le domaine.
2. Le processus de sélection des candidats à la certification n'est pas décrit."""
SCORES = [dict(zip(("label", "points", "maximum", "comment"), line, strict=True)) for line in GRID]
STEPS = [dict(zip(("label", "due_on", "sentence"), step, strict=True)) for step in PLAN]
ACTION = "achever la mise en conformité ou demander une prolongation motivée."
