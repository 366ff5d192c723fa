"""How a composed message leaves, and the four ways in which it may not."""

from datetime import date
from typing import Protocol


class DeliveryError(Exception):
    """The message was not handed over for certain; the text is French and meant for staff."""


class Refused(DeliveryError):
    """For good (5xx): sending it again as it is would be refused again.

    Attributes:
        code, answer: the server's reply.
    """

    def __init__(self, code: int, answer: str) -> None:
        super().__init__(f"Le serveur de messagerie refuse l’e-mail ({code}) : {answer}")
        self.code, self.answer = code, answer


class TryLater(DeliveryError):
    """Not now: nothing was delivered, the same bytes may leave later."""


class Unavailable(TryLater):
    """Not now, nor any other message: the batch can stop here instead of waiting for a time-out each."""


class Unknown(DeliveryError):
    """The connection was lost once the text was on its way: it may have been delivered."""


class Transport(Protocol):
    """Takes one message to one recipient: a Cc is a second call, so that a refusal has one owner."""

    def send(self, recipient: str, message_id: str, raw: bytes, sent_on: date) -> None:
        """Hands over `raw`, once.

        Args:
            recipient: the envelope's address, as `parse_address` returned it.
            message_id: the message's own, the same at each attempt.
            sent_on: the date of the mail, the same at each attempt.

        Raises:
            Refused, TryLater, Unavailable, Unknown.
        """

    def close(self) -> None:
        """Lets go of what was opened; a later `send` opens it again."""
