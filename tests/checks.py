"""Good facts of the checks of the network: each builder gives what every guard accepts."""

from datetime import UTC, date, datetime
from typing import Any

from domain.audit import Snapshot, Support, SupportType
from domain.communication import ReadSupport
from domain.dossier import Attendee
from domain.exams.session import Organiser
from domain.network.check import CheckedItem, Correction, NetworkCheck, Sample
from domain.network.check_vocabulary import CheckKind, CheckSection, CheckVerdict
from domain.network.nonconformity_vocabulary import Gravity
from domain.vocabulary import Role, Scope
from tests import builders_conformity as good
from tests.builders import CODE, OWNER

SIGNED_ON = good.SIGNED_ON
OPENED_ON, CHECKED_ON = date(2027, 6, 7), date(2027, 6, 18)
WEBSITE = Support(number=1, type=SupportType.WEBSITE, url="https://atelier-lumieres.example")


def an_item(code: str = "F1", **over: Any) -> CheckedItem:
    """Judged conforming, nothing proposed."""
    values: dict[str, Any] = {
        "code": code, "section": CheckSection.TRAINING, "label": "Le programme couvre le référentiel",
        "rule": "NET-06", "indicator": "7", "gravity": Gravity.MAJOR, "action": "Complétez le programme.",
        "verdict": CheckVerdict.CONFORMING,
    }  # fmt: skip
    return CheckedItem.model_validate({**values, **over})


def a_failure(code: str = "E3", **over: Any) -> CheckedItem:
    values: dict[str, Any] = {
        "section": CheckSection.ASSESSMENT, "label": "Les pièces sont présentes", "rule": "NET-14",
        "verdict": CheckVerdict.NON_CONFORMING, "observation": "L’émargement du 7 juin manque.",
        "correction": Correction(action="Transmettez l’émargement.", owner="Atelier des Lumières",
                                 due_on=date(2027, 7, 3)),
    }  # fmt: skip
    return an_item(code, **{**values, **over})


def unjudged(*items: CheckedItem) -> tuple[CheckedItem, ...]:
    return tuple(item.model_copy(update={"verdict": None, "observation": "", "correction": None}) for item in items)


def a_reading() -> ReadSupport:
    snapshot = Snapshot(url=WEBSITE.url, read_at=datetime(2027, 6, 7, 9, tzinfo=UTC), status=200, sha256="ab" * 32)
    return ReadSupport(support=WEBSITE, snapshot=snapshot, proposals=())


def a_check(kind: CheckKind = CheckKind.SEMESTER, **over: Any) -> NetworkCheck:
    """Opened, read, everything judged, one failure; not concluded."""
    dossier = good.habilitated()
    values: dict[str, Any] = {
        "ref": "CT-2027-0001", "certification": CODE, "owner": OWNER, "parent": dossier.ref,
        "partner": dossier.partner, "opened_on": OPENED_ON, "kind": kind, "counted_from": SIGNED_ON,
        "due_on": date(2027, 6, 22), "since": SIGNED_ON, "checklist": "2026-1",
        "regulation": ("2026-1", "c0ffee" * 10 + "abcd"),
        "sample": Sample(seed="check:D-2026-0001:semestriel:1", sessions=("S-2027-0003",), population=4,
                         candidacies=("I-2027-0007",), risks=("partenaire habilité depuis moins de 6 mois",)),
        "supports": (WEBSITE,), "readings": (a_reading(),), "read_on": OPENED_ON,
        "items": (an_item(), a_failure()), "learners": ("I-2027-0007",),
    }  # fmt: skip
    return NetworkCheck.model_validate({**values, **over})


def conclusion(**over: Any) -> dict[str, Any]:
    """The update of a command that concludes."""
    return {
        "concluded_on": CHECKED_ON, "concluded_by": Attendee(name=OWNER, role=Role.PARTNER_MANAGER),
        "conclusion": "Une pièce manque.", **over,
    }  # fmt: skip


def partner_organiser() -> Organiser:
    """The partner of these facts, as it organises a session."""
    partner = good.habilitated().partner
    return Organiser(dossier=partner.dossier, name=partner.name, email=partner.email,
                     scope=Scope.PREPARE_AND_ASSESS)  # fmt: skip
