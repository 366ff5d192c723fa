"""Awards that are right, for tests to spoil."""

from datetime import date
from typing import Any

from domain.exams.award import (
    Award,
    AwardedBloc,
    AwardKind,
    Holder,
    Registered,
    Repertoire,
    Signatory,
    verification_code,
)
from domain.exams.person import Birth
from domain.exams.vocabulary import Sex

SECRET = b"a secret of the tests"
URL = "https://verification.certif-academie.example/registre"
LABEL = "Concevoir et réaliser des supports de communication"


def holder(**over: Any) -> Holder:
    return Holder(
        **{
            "first_names": "Maëlys", "birth_name": "Œuvrard-Lefèvre", "sex": Sex.FEMALE,
            "birth": Birth(year=1991, month=7, day=14, place="Sélestat", postal_code="67600"),
        } | over
    )  # fmt: skip


def registered(**over: Any) -> Registered:
    return Registered(
        **{
            "repertoire": Repertoire.RNCP, "code": "RNCP9002", "title": "Concepteur de supports numériques", "level": 5,
            "nsf": ("320t", "326t"), "decided_on": date(2025, 3, 27),
        } | over
    )  # fmt: skip


def award(rank: int = 1, **over: Any) -> Award:
    number = f"CERT-2026-{rank:06}"
    return Award(
        **{
            "number": number, "holder": holder(), "certification": registered(), "certifier": "Certif’Académie",
            "jury_date": date(2026, 11, 24), "delivered_on": date(2026, 12, 1), "place": "Strasbourg",
            "signatory": Signatory(name="Hélène D’Astorg", quality="Directrice"), "valid_until": date(2029, 11, 30),
            "verification_code": verification_code(SECRET, number),
        } | over
    )  # fmt: skip


def bloc_award(rank: int = 2, **over: Any) -> Award:
    return award(rank, kind=AwardKind.BLOC, bloc=AwardedBloc(code="RNCP9002BC02", label=LABEL), **over)


def rs_award(rank: int = 3, **over: Any) -> Award:
    title = "Promouvoir une activité artistique visuelle"
    of = registered(repertoire=Repertoire.RS, code="RS9001", title=title, level=None, nsf=("132",))
    return award(rank, certification=of, valid_until=None, **over)
