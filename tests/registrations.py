"""Good facts of a certification's own life: its file, a council, a demand, a watch note, a royalty."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.network.council import Council
from domain.network.demand import Demand
from domain.network.registration import Action, RegistrationFile
from domain.network.registration_vocabulary import DemandNature
from domain.network.royalty import Charge, Royalty
from domain.network.watch import WatchNote
from domain.vocabulary import Scope

OPENED_ON, TERM = date(2026, 11, 2), date(2028, 12, 19)
FIRST, SECOND = (
    Action(what="Ajouter un critère d’accessibilité", owner="Claire Martin", due_on=date(2027, 3, 1)),
    Action(what="Consulter trois employeurs", owner="Hélène Dubois", due_on=date(2027, 2, 1)),
)


def a_file(**over: Any) -> RegistrationFile:
    values: dict[str, Any] = {
        "ref": "ENR-2026-0001", "certification": "RNCP9002", "title": "Concepteur d’interfaces numériques",
        "opened_on": OPENED_ON, "registered_on": date(2025, 12, 19), "term": TERM,
    }  # fmt: skip
    return RegistrationFile.model_validate({**values, **over})


def a_council(**over: Any) -> Council:
    values: dict[str, Any] = {
        "ref": "CONS-2027-0001", "certification": "RNCP9002", "concerned": ("RNCP9002", "RS9001"),
        "held_on": date(2027, 1, 11), "agenda": "Résultats de l’année\nValeur d’usage", "chaired_by": "Hélène Dubois",
        "members": ("Hélène Dubois ; Direction", "Paul Roux ; Employeur"),
        "discussed": "Les employeurs attendent l’accessibilité.", "actions": (FIRST, SECOND),
    }  # fmt: skip
    return Council.model_validate({**values, **over})


def a_demand(nature: DemandNature = DemandNature.FC_NOTICE, **over: Any) -> Demand:
    values: dict[str, Any] = {
        "ref": "DEM-2027-0001", "certification": "RNCP9002", "nature": nature, "received_on": date(2027, 1, 11),
        "what": "Critère 4 : impact sur l’emploi",
        "due_on": date(2027, 2, 1) if nature is DemandNature.COMPLEMENT else None,
    }  # fmt: skip
    return Demand.model_validate({**values, **over})


def a_note(**over: Any) -> WatchNote:
    values: dict[str, Any] = {
        "ref": "VEI-2027-0001", "certification": "RS9001", "concerned": ("RS9001",),
        "source": "Légifrance : Code du travail et arrêtés", "noted_on": date(2027, 1, 11),
        "found": "Nouvel arrêté sur le parchemin.", "impact": "Une mention de plus.", "owner": "Claire Martin",
        "action": FIRST,
    }  # fmt: skip
    return WatchNote.model_validate({**values, **over})


def a_royalty(**over: Any) -> Royalty:
    values: dict[str, Any] = {
        "ref": "RED-2027-0001", "certification": "RNCP9002", "parent": "D-2026-0001", "owner": "Claire Martin",
        "opened_on": date(2027, 1, 22),
        "partner": {"dossier": "D-2026-0001", "name": "Atelier n° 1", "siret": "73282932000074",
                    "email": "direction@atelier.example", "representative": "Maëlle Le Goff-Kœnig",
                    "scope": Scope.PREPARE_AND_ASSESS},
        "charge": Charge(
            session="S-2027-0001", held_on=date(2027, 1, 18), place="Strasbourg",
            candidates=tuple(f"I-2027-{n:04}" for n in range(1, 13)), per_candidate=Decimal(90),
            per_session=Decimal("150.50"),
        ),
    }  # fmt: skip
    return Royalty.model_validate({**values, **over})
