"""The two digests of the week on a real ledger: who receives what, once a week, with its pictures (domain.md §8)."""

import email
from collections.abc import Sequence
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest

from flows.running import Step
from tasks import steps
from tests.network_ledger import judged, partners
from tests.season import answers as form
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER_MAIL, Desk
from tests.season.reading import Mail, mails
from tests.season.roads import received

MONDAY, TUESDAY, FRIDAY, NEXT_MONDAY = (date(2026, 11, day) for day in (2, 3, 6, 9))
HOSTILE = 'L’École <script>alert("1")</script> & =1+1'


def digest_steps() -> Sequence[Step]:
    return (steps.read_workbook, steps.measure_network, steps.write_digests, steps.send_mails)


def digests(desk: Desk, kind: str, *days: date) -> list[Mail]:
    for day in days:
        desk.day(day, steps=digest_steps())
    return mails(desk, kind)


def raw(desk: Desk, kind: str) -> EmailMessage:
    (path,) = desk.settings.mail_folder.glob(f"*/{kind}--*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_each_person_receives_his_own_tasks_once_a_week_and_nobody_an_empty_list(desk: Desk) -> None:
    received(desk, {1: {}, 2: {form.PROGRAMMES: None}})
    (sent,) = digests(desk, "tasks_digest", MONDAY, MONDAY, TUESDAY)
    assert (sent.to, sent.subject) == (MANAGER_MAIL, "À faire, semaine du lundi 2 novembre 2026 : 2 tâches")
    for said in (sent.text, sent.html):
        assert "Noter la candidature dans l’onglet « Notation »" in said
        assert "D-2026-0001 – Atelier n° 1" in said
        assert "Candidature complète [MIK-18]" in said
    assert len(digests(desk, "tasks_digest", NEXT_MONDAY)) == 2
    assert mails(desk, "network_digest") == []


def test_an_email_lists_the_most_urgent_and_counts_the_others(desk: Desk) -> None:
    received(desk, {rank: {} for rank in range(1, 46)})
    (sent,) = digests(desk, "tasks_digest", MONDAY)
    assert sent.text.count("[MIK-18]") == 40
    assert "S’y ajoutent 5 tâches : filtrez « À faire » sur votre nom." in sent.text


@pytest.mark.rule("NET-05", "NET-07")
def test_on_friday_direction_receives_the_network_in_figures_and_in_pictures(desk: Desk) -> None:
    with desk.office() as office:
        low, *others = partners(office, [HOSTILE, "Bottega", "Cantiere"])
        judged(office, low, passed=6, failed=24)
        for partner in others:
            judged(office, partner, passed=27, failed=3)
    (sent,) = digests(desk, "network_digest", FRIDAY, FRIDAY)
    assert (sent.to, sent.subject) == (
        DIRECTOR_MAIL, "Synthèse du réseau, semaine du lundi 2 novembre 2026"
    )  # fmt: skip
    for said in (sent.text, sent.html):
        assert f"Bonjour {DIRECTOR}," in said
        assert "66,7 % (60 sur 90)" in said
        assert "Réussite : 20 % (6 sur 30), contre 90 % (54 sur 60) chez les autres partenaires." in said
    assert HOSTILE in sent.text
    assert "<script" not in sent.html
    assert "&lt;script&gt;" in sent.html
    message = raw(desk, "network_digest")
    pictures = {
        part["Content-ID"]: part.get_content() for part in message.walk() if part.get_content_maintype() == "image"
    }
    assert list(pictures) == ["<echeances@digest>", "<dossiers@digest>", "<reussite@digest>"]
    assert [content[:8] for content in pictures.values()] == [b"\x89PNG\r\n\x1a\n"] * 3
    for cid in pictures:
        assert f'src="cid:{cid[1:-1]}"' in sent.html
    assert 'alt="Dossiers par état : Habilité : 3."' in sent.html
    assert 'alt="Réussite par certification : RNCP9002 : 66,7 % (60 sur 90)."' in sent.html


def test_a_picture_is_drawn_from_what_the_outbox_keeps(desk: Desk) -> None:
    """The figures change between the decision and the sending: the e-mail and its pictures stay of one piece."""
    with desk.office() as office:
        partners(office, ["Atelier"])
    desk.day(FRIDAY, steps=digest_steps()[:-1])
    with desk.office() as office:
        partners(office, ["Bottega", "Cantiere"])
    desk.day(FRIDAY, steps=digest_steps())
    (sent,) = mails(desk, "network_digest")
    assert 'alt="Dossiers par état : Habilité : 1."' in sent.html
    assert len([part for part in raw(desk, "network_digest").walk() if part.get_content_maintype() == "image"]) == 2
