"""How much there is in a lot, in words."""

from domain.network.destruction import Volume
from tasks.mail.typography import count

_WORDS = {
    "subjects": "fiche", "events": "événement", "documents": "document", "mails": "e-mail",
    "declarations": "déclaration", "pages": "page relevée",
}  # fmt: skip


def told(volume: Volume) -> str:
    """« 3 fiches, 12 événements, 5 documents »: kinds of which there is none are left out."""
    return ", ".join(count(number, _WORDS[name]) for name, number in volume.model_dump().items() if number)
