"""What every e-mail about a royalty says of it."""

from domain.network.royalty import Charge
from tasks.mail.typography import count, euros
from tasks.presenting.letters import Context


def charge_of(charge: Charge) -> Context:
    """What is owed and for what, as every e-mail about it says."""
    lines = [f"{count(len(charge.candidates), 'candidat inscrit')} × {euros(charge.per_candidate)}"]
    fixed = [f"Session : {euros(charge.per_session)}"] if charge.per_session else []
    return {
        "session": charge.session, "held_on": charge.held_on, "place": charge.place,
        "lines": [*(lines if charge.candidates else []), *fixed], "amount": f"{euros(charge.total)} hors taxes",
    }  # fmt: skip
