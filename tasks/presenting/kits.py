"""What is handed over after the information session: delivery records, slip, and each kit (MIK-43 to MIK-58)."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.agreements import Agreement
from domain.calendar import format_date
from domain.kits import Component, Kit
from domain.signing import DeliveredKit
from tasks.mail.typography import french
from tasks.presenting.agreements import SHORT
from tasks.presenting.frame import Data


def deliveries(
    kits: Sequence[Kit], agreements: Sequence[Agreement], recipient: str, on: date
) -> tuple[DeliveredKit, ...]:
    """One record per kit, per component (« communication.objectifs ») and per agreement delivered (MIK-43, MIK-57).

    Each has its version and the whole SHA-256 of its content.
    """
    return tuple(
        DeliveredKit(
            code=code, title=item.title, version=item.version, sha256=item.sha256, delivered_on=on, recipient=recipient
        )
        for code, item in _documents(kits, agreements)
    )


def _documents(kits: Sequence[Kit], agreements: Sequence[Agreement]) -> list[tuple[str, Kit | Component | Agreement]]:
    found: list[tuple[str, Kit | Component | Agreement]] = []
    for kit in kits:
        found.append((kit.kind.value, kit))
        found += [(f"{kit.kind.value}.{code}", component) for code, component in kit.components.items()]
    return found + [(agreement.kind.value, agreement) for agreement in agreements]


def delivery_slip(kits: Sequence[Kit], agreements: Sequence[Agreement], recipient: str, on: date) -> Data:
    """The data of the bordereau de remise, to lay over `Frame.frame`.

    Args:
        recipient: who receives and signs: the OF's representative, or the responsable de l'évaluation (MIK-55).
    """
    is_for_exams = any(kit.needs_evaluation_scope for kit in kits)  # handed to somebody who cannot bind the OF
    quality = "Reçu les documents, engagements lus" if is_for_exams else "Reçu les documents, engagements acceptés"
    return {
        "subtitle": f"Remis à {recipient} le {format_date(on)}",
        "sections": [
            {
                "title": "Documents remis",
                "paragraphs": [
                    french(
                        "Chaque empreinte désigne un contenu et un seul. Elle est abrégée ici à ses "
                        f"{SHORT} premiers caractères ; le registre la garde entière."
                    )
                ],
                "table": {
                    "columns": ["Document", "Version", "Empreinte SHA-256"],
                    "rows": [_row(code, item) for code, item in _documents(kits, agreements)],
                },
            },
            *[_commitments(kit) for kit in kits if kit.commitments],
        ],
        "signatures": [{"name": recipient, "quality": quality}],
    }


def _row(code: str, item: Kit | Component | Agreement) -> list[str | dict[str, str]]:
    """A kit or an agreement in bold, its components below."""
    title = french(item.title)
    return [title if "." in code else {"title": title}, item.version, item.sha256[:SHORT]]


def _commitments(kit: Kit) -> Data:
    return {
        "title": french(f"{kit.title} : engagements ({kit.commitments_rule})"),
        "paragraphs": [french("L’organisme s’engage sans exception à respecter :")],
        "list": [french(commitment) for commitment in kit.commitments],
    }


def document_of(delivered: DeliveredKit) -> Data:
    """One document as an e-mail lists it."""
    return {"title": delivered.title, "version": delivered.version}


def documents_of(delivered: Iterable[DeliveredKit]) -> list[Data]:
    """The documents as people name them; what each kit is made of is left out."""
    return [document_of(item) for item in delivered if "." not in item.code]


def kit_data(kit: Kit) -> Data:
    """The data of a kit as a document of its own, to lay over `Frame.frame`."""
    return {
        "title": french(kit.title),
        "version": kit.version,
        "subtitle": f"Version {kit.version}, empreinte {kit.sha256[:SHORT]}",
        "sections": [_section(component) for component in kit.components.values()]
        + ([_commitments(kit)] if kit.commitments else []),
    }


def _section(component: Component) -> Data:
    joined = f"Document joint : {component.file}, empreinte SHA-256 {component.sha256}."
    said = joined if component.file else component.text
    return {"title": french(component.title), "paragraphs": [french(part) for part in said.split("\n\n")]}
