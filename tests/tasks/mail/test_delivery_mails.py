"""The e-mails of certificates, frauds and recours, from their contexts: hostile text, wordings that depend."""

from typing import Any

import pytest

from tasks.mail.rendering import render_mail
from tests.season.reading import plain
from tests.tasks.mail.delivery_previews import DELIVERY_PREVIEWS
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview


@pytest.mark.parametrize("template", DELIVERY_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    context = PREVIEWS[template]
    kept: dict[str, Any] = {key: context[key] for key in ("sanction", "page") if key in context}  # ours, not typed
    mail = render_mail(template, {**_typed_over(context, hostile), **kept})
    assert "<script" not in mail.html
    assert "{{ 7*7 }} {% raw %}" in mail.text
    assert mail.subject.splitlines() == [mail.subject]


@pytest.mark.rule("M2I-46", "M2I-50", "M2I-48")
@pytest.mark.parametrize(
    ("sanction", "subject", "words"),
    [
        ("warning", "Avertissement", "un avertissement vous est donné"),
        ("exclusion", "Exclusion de la session d’examen", "vous êtes exclu de cette session"),
        ("ban", "Interdiction de vous présenter aux épreuves", "jusqu’au jeudi 22 juillet 2027 inclus"),
        ("withdrawal", "Retrait de votre certification", "la direction vous retire la certification"),
    ],
)
def test_each_sanction_says_what_it_is(sanction: str, subject: str, words: str) -> None:
    mail = preview("sanction_notified", sanction=sanction)
    assert plain(mail.subject).startswith(subject)
    assert words in plain(mail.text)
    assert "former un recours jusqu’au" in plain(mail.text)


@pytest.mark.parametrize(
    ("template", "change", "said"),
    [
        ("certificate_delivered", {"bloc": "Concevoir"}, "Votre attestation de bloc de compétences"),
        ("certificate_delivered", {}, "Votre parchemin"),
        ("certificate_withdrawn", {"bloc": "Concevoir"}, "Votre attestation de bloc de compétences vous est retirée"),
        ("certificate_withdrawn", {}, "Votre certification vous est retirée"),
        ("appeal_answered", {"upheld": True}, "Votre recours est accueilli"),
        ("appeal_answered", {}, "Votre recours est rejeté"),
    ],
)
def test_a_bloc_is_not_the_certification_and_an_answer_says_which(
    template: str, change: dict[str, Any], said: str
) -> None:
    assert plain(preview(template, **change).subject).partition(" – ")[0] == said


@pytest.mark.rule("O-14")
def test_a_late_recours_is_told_so() -> None:
    late = "après la fin du délai de recours"
    assert [late in plain(preview("appeal_received", is_late=is_late).text) for is_late in (True, False)] == [
        True, False,
    ]  # fmt: skip
