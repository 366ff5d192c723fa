"""The real ledgers of tests.tasks.ledger, for the tests of the life of the network."""

from tests.tasks.ledger.conftest import fresh, ledger, office, opening

__all__ = ["fresh", "ledger", "office", "opening"]
