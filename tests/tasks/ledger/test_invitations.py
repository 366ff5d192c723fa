"""An invitation decided in a transaction leaves in its e-mail; a ledger that knew none is brought up to date."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import select, text

from config.settings import Settings
from domain.dossier import Dossier
from tasks.dispatch import Dispatched, dispatch
from tasks.ledger.database import Ledger, open_ledger
from tasks.ledger.drafts import MailDraft, Moment, Registered
from tasks.ledger.schema import outbox, subjects
from tasks.office import Office
from tasks.presenting.partnership import PartnershipPresenter
from tests.builders import shipped_config
from tests.tasks.invitations.sample import text as invitation
from tests.tasks.ledger.acting import TEAM, act, received
from tests.tasks.ledger.test_dispatch import eml_files

MIGRATIONS = Path(__file__).parents[3] / "tasks" / "ledger" / "migrations"


class Inviting(PartnershipPresenter):
    """The letters of the partnership, each with an invitation."""

    def mails(self, moment: Moment[Dossier], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        return [replace(mail, calendar=invitation()) for mail in super().mails(moment, documents)]


@pytest.mark.rule("MIK-42")
def test_the_invitation_of_a_decision_leaves_in_its_mail(office: Office) -> None:
    act(office.ledger, received(1), presenter=Inviting(shipped_config(), TEAM))
    act(office.ledger, received(2))
    with office.ledger.reading() as connection:
        assert connection.scalars(select(outbox.c.calendar).order_by(outbox.c.id)).all() == [invitation(), ""]
    assert dispatch(office) == Dispatched(sent=2)
    parts = [part for message in eml_files(office).values() for part in message.walk()]
    assert [part.get_payload(decode=True) for part in parts if part.get_content_subtype() in {"calendar", "ics"}] == [
        invitation().encode()
    ] * 2


def test_a_ledger_of_the_first_version_keeps_what_it_holds(tmp_path: Path) -> None:
    url = Settings(home=tmp_path).database_url
    ledger = open_ledger(url)
    act(ledger, received(1))
    _back_to_the_first_version(ledger)
    with ledger.reading() as connection:
        old = [dict(row) for row in connection.execute(text("SELECT * FROM outbox")).mappings()]
    ledger.close()
    ledger = open_ledger(url)
    with ledger.reading() as connection:
        mails = [dict(row) for row in connection.execute(text("SELECT * FROM outbox")).mappings()]
        assert connection.scalars(select(subjects.c.parent)).all() == [None]
    ledger.close()
    assert "calendar" not in old[0]
    assert mails == [row | {"calendar": "", "pictures": "[]"} for row in old]


def _back_to_the_first_version(ledger: Ledger) -> None:
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    with ledger.writing() as connection:
        alembic.attributes["connection"] = connection
        command.downgrade(alembic, "0001")
