"""An example of the e-mail about erased data."""

from datetime import date
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french

RETENTION_PREVIEWS: dict[str, dict[str, Any]] = {
    "data_erased": {
        "dossier": {
            "noun": "lot à effacer", "ref": "DEST-2028-0001", "organisme": "Candidature D-2026-0007",
            "certification": {"code": "RS9001", "title": "Promouvoir une activité artistique visuelle"}, "owner": "",
        },
        "rules": [{"id": "RGPD", "quote": load_rules()["RGPD"]}],
        "documents": [{"number": "PV-2028-0012", "title": "Procès-verbal de destruction de données"}],
        "duration": "du 01/12/2026 au 01/12/2028",
        "volume": french("1 fiche, 6 événements, 1 document, 3 e-mails"),
        "decided_by": "Hélène Dubois",
        "decided_on": date(2028, 12, 4),
    },
}  # fmt: skip
