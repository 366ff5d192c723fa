"""The e-mails of the surveys: hostile text, what each says by répertoire and by wave, and why one is asked."""

from typing import Any

import pytest

from tasks.mail.rendering import render_mail
from tests.season.reading import plain
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.survey_previews import SURVEY_PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview


@pytest.mark.parametrize("template", SURVEY_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    context = PREVIEWS[template]
    kept: dict[str, Any] = {key: context[key] for key in ("wave", "url")}  # ours, not typed
    mail = render_mail(template, {**_typed_over(context, hostile), **kept})
    assert "<script" not in mail.html
    assert "{{ 7*7 }} {% raw %}" in mail.text
    assert mail.subject.splitlines() == [mail.subject]


@pytest.mark.rule("NET-18", "NET-19", "NET-23")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "six mois après, nous vous demandons ce que vous devenez : situation, métier, contrat, salaire."),
        ({"wave": "2_ANS"}, "deux ans après, nous vous demandons ce que vous devenez"),
        ({"usage": True}, "six mois après, nous vous demandons ce qu’elle vous apporte"),
    ],
)
def test_each_wave_and_each_repertoire_has_its_question(change: dict[str, Any], said: str) -> None:
    assert said in plain(preview("survey", **change).text)


@pytest.mark.rule("NET-18")
@pytest.mark.parametrize("template", SURVEY_PREVIEWS)
def test_a_holder_reads_why_for_how_long_and_how_to_refuse(template: str) -> None:
    told = plain(preview(template).text)
    for words in ("article R. 6113-15", "conservées 5 ans", "facultatif", "« Ne plus me solliciter »", "la CNIL"):
        assert words in told
    assert PREVIEWS[template]["url"] in told
