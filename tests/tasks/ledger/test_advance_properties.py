"""Whatever is sent again, in whatever order and batches: the ledger is the one that each command made once."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.correspondence import Paper, Pv
from domain.dossier import Dossier
from domain.process import Command
from domain.vocabulary import Event
from tasks.ledger.advance import Applied, Refused
from tasks.ledger.database import Ledger
from tasks.ledger.drafts import DocumentDraft, MailDraft, Moment, Registered
from tasks.ledger.journal import verify
from tasks.presenting.partnership import PartnershipPresenter
from tests.builders import HELD_ON, commission_record, shipped_config
from tests.tasks.ledger.acting import TEAM, act, done, journey, picture
from tests.tasks.ledger.conftest import Opening


class Bare(PartnershipPresenter):
    """Letters without their text: what is sent to whom, at once."""

    def __init__(self) -> None:
        super().__init__(shipped_config(), TEAM)

    def document(self, moment: Moment[Dossier], kind: Pv | Paper) -> DocumentDraft:
        return DocumentDraft(kind, kind.label, {})

    def mails(self, moment: Moment[Dossier], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        numbers, address = tuple(item.number for item in documents), moment.decision.facts.application.email
        return [MailDraft(mail.value, address, "", "", "", numbers) for mail in moment.decision.transition.mails]


def send(ledger: Ledger, commands: Sequence[Command], cuts: Sequence[int] = ()) -> tuple[list[Command], list[Command]]:
    """The commands in batches. Returns those that were applied and those that were refused."""
    applied, refused = [], []
    for start, end in pairwise([0, *cuts, len(commands)]):
        for outcome in act(ledger, *commands[start:end], presenter=Bare()):
            if isinstance(outcome, Applied):
                applied.append(outcome.command)
            elif isinstance(outcome, Refused):
                refused.append(outcome.command)
    return applied, refused


def without_versions(ledger: Ledger) -> dict[str, list[dict[str, object]]]:
    """A version counts batches, so it alone may differ."""
    found = picture(ledger)
    for row in found["subjects"]:
        del row["version"]
    return found


@st.composite
def repeated(draw: st.DrawFn) -> tuple[list[Command], list[Command], list[int]]:
    """Two dossiers whose lives interleave; the same with each command sent again later; where the batches end."""
    lives = [journey(1)[1:], journey(2)[1:]]
    turns = draw(st.permutations([0] * len(lives[0]) + [1] * len(lives[1])))
    once = [journey(1)[0], journey(2)[0], *(lives[turn].pop(0) for turn in turns)]
    many = list(once)
    for command in draw(st.lists(st.sampled_from(once), max_size=20)):
        after = many.index(command) + 1
        many.insert(draw(st.integers(after, len(many))), command)
    return once, many, sorted(draw(st.lists(st.integers(0, len(many)), max_size=6)))


QUICK = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.rule("MIK-02")
@QUICK
@given(repeated())
def test_commands_sent_again_at_any_later_moment_change_nothing(
    opening: Opening, story: tuple[list[Command], list[Command], list[int]]
) -> None:
    once, many, cuts = story
    with opening() as control, opening() as ledger:
        assert send(control, once) == (once, [])
        assert send(ledger, many, cuts) == (once, [])
        assert without_versions(ledger) == without_versions(control)


RIVAL = done(Event.COMMISSION_REFUSED, 1, HELD_ON, commission=commission_record())
POOL = [*journey(1)[1:], RIVAL, *journey(2)[1:]]


@pytest.mark.rule("MIK-02")
@QUICK
@given(st.lists(st.sampled_from(POOL), max_size=40), st.lists(st.integers(0, 40), max_size=5))
def test_in_any_order_what_was_applied_is_what_the_ledger_holds_once(
    opening: Opening, commands: list[Command], cuts: list[int]
) -> None:
    with opening() as ledger, opening() as control:
        both = [journey(1)[0], journey(2)[0]]
        applied, _ = send(ledger, [*both, *commands], sorted(cuts))
        held = picture(ledger)
        assert [row["ref"] for row in held["journal"]] == [command.ref for command in applied]
        assert send(ledger, applied) == ([], [])
        assert picture(ledger) == held
        assert send(control, applied) == (applied, [])
        assert without_versions(control) == without_versions(ledger)
        with ledger.reading() as connection:
            assert verify(connection) == []
