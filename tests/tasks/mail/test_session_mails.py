"""The e-mails of the organisation of a session, from their contexts: hostile text, wordings that depend."""

import re

import pytest

from tasks.mail.rendering import render_mail
from tests.season.reading import plain
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.session_previews import AT, SESSION_PREVIEWS
from tests.tasks.mail.test_conformity_mails import _typed_over
from tests.tasks.mail.test_rendering import preview


@pytest.mark.parametrize("template", SESSION_PREVIEWS)
def test_no_field_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    mail = render_mail(template, _typed_over(PREVIEWS[template], hostile))
    assert "<script" not in mail.html
    assert "{{ 7*7 }} {% raw %}" in mail.text
    assert mail.subject.splitlines() == [mail.subject]
    assert re.findall(r'href="(?!mailto:|https?:)', mail.html) == []


def test_a_link_that_is_none_of_the_web_is_no_link() -> None:
    mail = preview("convocation", at={**AT, "link": "javascript:alert(1)"})
    assert "javascript:alert(1)" in mail.text
    assert 'href="javascript' not in mail.html


@pytest.mark.rule("M2I-12", "M2I-13", "O-11")
def test_a_convocation_says_when_where_what_and_what_to_bring() -> None:
    text = plain(preview("convocation").text)
    assert "lundi 18 janvier 2027, 9 h – 12 h : Mise en situation professionnelle" in text
    assert "3 heures, Salle A" in text
    assert "Cette convocation vous parvient tardivement, avec votre accord." in text
    assert "Une pièce d’identité en cours de validité." in text
    changed = plain(preview("convocation", changed=True, late=False, measures="").text)
    assert "cette convocation remplace la précédente" in changed
    assert [word for word in ("tardivement", "Vos aménagements") if word in changed] == []


@pytest.mark.rule("M2I-18")
@pytest.mark.parametrize(("starts_on", "words"), [
    (PREVIEWS["candidate_postponed"]["starts_on"], "est reportée au lundi 8 février 2027, pour la raison suivante"),
    (None, "la nouvelle date vous sera annoncée par une convocation"),
])  # fmt: skip
def test_a_postponement_says_the_new_date_or_that_there_is_none_yet(starts_on: object, words: str) -> None:
    mail = preview("candidate_postponed", starts_on=starts_on, convened=False)
    assert words in plain(mail.text)
    assert "agenda" not in mail.text


@pytest.mark.rule("M2I-31", "REF-15")
@pytest.mark.parametrize(("changes", "subject", "words"), [
    ({}, "Convocation au jury", "Signez le formulaire du document joint"),
    ({"moved": True, "declared": True}, "Jury du lundi 18 janvier 2027 : votre planning", "remplacent les précédents"),
    ({"released": True}, "Jury du lundi 18 janvier 2027 : vous n’avez plus à venir",
     "l’annulation jointe retire le rendez-vous"),
    ({"passages": []}, "Convocation au jury", "vous êtes en réserve"),
])  # fmt: skip
def test_a_juror_reads_what_is_asked_of_him(changes: dict[str, object], subject: str, words: str) -> None:
    mail = preview("jury_convocation", **changes)
    assert plain(mail.subject).startswith(subject)
    assert words in plain(mail.text)
    assert ("Signez le formulaire" in mail.text) == (changes.keys() <= {"passages"})
