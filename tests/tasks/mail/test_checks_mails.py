"""The e-mails of the checks of the network: wordings that depend, hostile text."""

import re

import pytest

from tasks.mail.rendering import render_mail
from tests.season.reading import plain
from tests.tasks.mail.checks_previews import CHECKS_PREVIEWS
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview


@pytest.mark.parametrize("template", CHECKS_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    mail = render_mail(template, _typed_over(PREVIEWS[template], hostile))
    assert "<script" not in mail.html
    assert mail.subject.splitlines() == [mail.subject]
    assert re.findall(r'href="(?!mailto:|https?:)', mail.html) == []


@pytest.mark.rule("MIK-58", "MIK-88")
def test_a_partner_reads_what_to_correct_by_whom_and_when_or_that_there_is_nothing() -> None:
    mail = preview("check_concluded")
    assert plain(mail.subject).startswith("Audit semestriel : 2 corrections à apporter")
    text = plain(mail.text)
    assert "E3 – Les pièces qui prouvent la tenue des sessions sont présentes" in text
    assert "Responsable : École supérieure. À faire avant le 03/07/2027." in text
    clean = preview("check_concluded", corrections=[], conclusion="")
    assert plain(clean.subject).startswith("Audit semestriel : rien à corriger")
    assert "17 points conformes" in plain(clean.text)
