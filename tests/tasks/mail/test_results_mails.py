"""The e-mails of the day and of the results: wordings that depend, hostile text."""

import re

import pytest

from tasks.mail.rendering import render_mail
from tests.season.reading import plain
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.results_previews import RESULTS_PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview


@pytest.mark.parametrize("template", RESULTS_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    mail = render_mail(template, _typed_over(PREVIEWS[template], hostile))
    assert "<script" not in mail.html
    assert mail.subject.splitlines() == [mail.subject]
    assert re.findall(r'href="(?!mailto:|https?:)', mail.html) == []


@pytest.mark.rule("M2I-39", "M2I-44", "REF-22")
@pytest.mark.parametrize(
    ("outcome", "subject", "pays"),
    [("whole", "Certification obtenue", False), ("some", "Réussite partielle", True),
     ("none", "Résultat de votre session", True)],
)  # fmt: skip
def test_whoever_has_to_come_again_hears_that_it_is_charged_and_when(outcome: str, subject: str, pays: bool) -> None:
    mail = preview("candidate_result", outcome=outcome)
    assert plain(mail.subject) == f"{subject} – inscription I-2026-0042"
    text = plain(mail.text)
    assert ("Ce nouveau passage est payant." in text) is pays
    assert ("08/03/2027, Strasbourg (session S-2026-0013)" in text) is pays
    assert "former un recours" in text


def test_without_a_date_the_letter_promises_one() -> None:
    text = plain(preview("candidate_absent", next_sessions=[]).text)
    assert "La date de la prochaine session n’est pas encore fixée" in text


@pytest.mark.rule("O-12", "MIK-56")
@pytest.mark.parametrize(
    ("first", "days_left", "title"),
    [(True, 3, "Pièces de la session à transmettre"), (False, 1, "Pièces de la session : il vous reste 1 jour ouvré"),
     (False, 0, "Pièces de la session : dernier jour")],
)  # fmt: skip
def test_the_pieces_are_asked_for_then_reminded(first: bool, days_left: int, title: str) -> None:
    assert plain(preview("pieces_due", first=first, days_left=days_left).subject).startswith(title)


def test_a_session_without_anything_to_tell_says_so() -> None:
    text = plain(preview("direction_note", absences=[], not_admitted=[], incidents=[]).text)
    assert "Ni absence, ni exclusion, ni incident : rien n’est à signaler." in text
