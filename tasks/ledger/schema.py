"""The tables of the ledger. The journal holds no personal datum in clear outside `payload`, which is not hashed."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(column_0_N_label)s",
    }
)

#: one row per dossier, trainer…: its state and what is known of it; `parent` is the dossier that a trainer belongs to;
#: of what was erased, the row stays for the journal alone
subjects = Table(
    "subjects",
    metadata,
    Column("ref", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("certification", String(40), nullable=False),
    Column("natural_key", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("state", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    Column("salt", LargeBinary(32), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("changed_on", Date, nullable=False),
    Column("parent", String(40), index=True),
    Column("erased_on", Date),
    Index("ix_subjects_kind_state", "kind", "state"),
    Index("ix_subjects_certification_natural_key", "certification", "natural_key"),
)

#: append-only, hash-chained: `hash` covers every column but `payload`, of which it covers the salted `digest`
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("ref", String(200), nullable=False, unique=True),
    Column("subject", String(40), ForeignKey("subjects.ref"), nullable=False, index=True),
    Column("event", String(60), nullable=False),
    Column("source", String(40)),
    Column("target", String(40), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

#: who did it and what was typed, beside the journal so that it can be erased and the chain still verify
payloads = Table(
    "payloads",
    metadata,
    Column("seq", Integer, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

#: `said`: code of each notice → the day it was sent, null when skipped; `next_on` is when the sweep must look again
deadlines = Table(
    "deadlines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(40), ForeignKey("subjects.ref"), nullable=False, index=True),
    Column("time_limit", String(40), nullable=False),
    Column("start", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("said", Text, nullable=False, default="{}"),
    Column("next_on", Date),
    Column("closed_on", Date),
    Column("closed_by", String(60)),
    Index("ix_deadlines_open_next", "next_on", sqlite_where=text("closed_on IS NULL")),
    Index(
        "uq_deadlines_one_open",
        "subject",
        "time_limit",
        unique=True,
        sqlite_where=text("closed_on IS NULL"),
        postgresql_where=text("closed_on IS NULL"),
    ),
)

#: the register of documents: requested with the decision, made by a later step, never renumbered
documents = Table(
    "documents",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("subject", String(40), ForeignKey("subjects.ref"), nullable=False, index=True),
    Column("seq", Integer, ForeignKey("journal.seq"), nullable=False),
    Column("data", Text, nullable=False),
    Column("dated", Date, nullable=False),
    Column("status", String(20), nullable=False, index=True),
    Column("sha256", String(64)),
    Column("path", Text),
    Column("unsealed_sha256", String(64)),
    Column("sealed_at", DateTime),
    Column("destroyed_on", Date),
)

#: e-mails, composed in the transaction of the decision and sent later; `pictures` are drawn again at each try
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message_id", String(255), nullable=False, unique=True),
    Column("subject_ref", String(40), index=True),
    Column("template", String(60), nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("attachments", Text, nullable=False, default="[]"),
    Column("calendar", Text, nullable=False, server_default=""),
    Column("pictures", Text, nullable=False, server_default="[]"),
    Column("on_date", Date, nullable=False),
    Column("status", String(20), nullable=False, index=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", DateTime, nullable=True),
    Column("claimed_by", String(80)),
    Column("claimed_until", DateTime),
    Column("sent_at", DateTime),
    Column("error", Text, nullable=False, default=""),
)

#: NIR of holders, encrypted, until 30 days after the CPF information system has taken them (LAW-10)
nirs = Table(
    "nirs",
    metadata,
    Column("passage", String(40), ForeignKey("subjects.ref"), primary_key=True),
    Column("ciphertext", LargeBinary, nullable=False),
    Column("stored_on", Date, nullable=False),
)

#: what was declared, each version as it came: immutable (MIK-16)
submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row_ref", String(40), nullable=False, index=True),
    Column("subject", String(40), ForeignKey("subjects.ref"), nullable=False, index=True),
    Column("declared", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("received_on", Date, nullable=False),
    Column("accepted", Boolean, nullable=False),
)

#: what could not be taken from the workbook, and is still so
anomalies = Table(
    "anomalies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tab", String(60), nullable=False),
    Column("row", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("rule", String(20), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
)

#: the people of the tab « Équipe », as last read
team = Table(
    "team",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("email", String(254), nullable=False),
    Column("role", String(40), nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("expires_at", DateTime, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Integer, nullable=False),
)

#: small facts about the ledger itself: last sweep, demonstration marker, calendar fingerprint
notes = Table(
    "notes",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
)
