"""One example of each digest of the week."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import DOSSIER

MONDAY = date(2026, 11, 2)
TASK = {
    "what": french("Noter la candidature dans l’onglet « Notation »"),
    "about": f"{DOSSIER['ref']} – {DOSSIER['organisme']}",
    "why": "Candidature complète [MIK-18]",
}
LATE_TASK = {
    "what": "Déclarer l’habilitation à France compétences et en garder la preuve",
    "about": f"{DOSSIER['ref']} – {DOSSIER['organisme']}",
    "before": date(2026, 10, 30),
    "why": "2 mois à compter du 30/08/2026 → 30/10/2026 [LAW-05]",
}

DIGEST_PREVIEWS: Mapping[str, dict[str, Any]] = {
    "tasks_digest": {
        "monday": MONDAY,
        "number": 5,
        "groups": [
            {"urgency": "En retard", "tasks": [LATE_TASK]},
            {"urgency": "Cette semaine", "tasks": [TASK, {**TASK, "about": ""}]},
        ],
        "left_out": 2,
    },
    "network_digest": {
        "rules": [{"id": "NET-07", "quote": "l’homogénéité du fonctionnement de son réseau"}],
        "monday": MONDAY,
        "sections": [
            {
                "title": "Échéances",
                "figures": [
                    {"label": "Dépassées", "value": "2"},
                    {"label": "Cette semaine", "value": "5"},
                    {"label": "Dans les 30 jours", "value": "9"},
                ],
                "picture": {
                    "cid": "echeances@digest",
                    "alt": french("Échéances : Dépassées : 2 ; Cette semaine : 5 ; Dans les 30 jours : 9."),
                },
            },
            {
                "title": "Réussite par certification",
                "figures": [{"label": "RS6604", "value": french("78,2 % (122 sur 156)")}],
            },
        ],
        "flags": [
            french(
                "CAND-2026-0042, École supérieure des Métiers du Grand-Est – Réussite : 30 % (6 sur 20), contre 90 % "
                "(135 sur 150) chez les autres partenaires. Un tel écart arrive par hasard moins d’une fois sur 1 000."
            )
        ],
    },
}
