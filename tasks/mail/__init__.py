"""E-mail: contexts → rendering → message → transports. The outbox, its claims and marks live in the ledger."""
