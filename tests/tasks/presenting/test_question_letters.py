"""The e-mail of an answer: to whoever asked, or to his organisation, with nothing typed taken for markup (MIK-51)."""

from dataclasses import replace

import pytest

from domain.network.question import QUESTION
from tasks.presenting.presenters import presenter_of
from tests.builders import shipped_config
from tests.domain.network.question_rows import QUESTION_ROWS, an_answer
from tests.season.reading import plain
from tests.tasks.presenting.letters import OF, TEAM
from tests.tasks.presenting.test_exam_letters import decided

ANSWERED = next(row for row in QUESTION_ROWS if row.mails)
HOSTILE = '<script>alert("1")</script> {{ 7*7 }}\r\nBcc: victime@c.fr'


@pytest.mark.rule("MIK-51")
@pytest.mark.parametrize(("email", "reader"), [("zoe@formateurs.example", "zoe@formateurs.example"), ("", OF)])
def test_the_answer_goes_to_the_trainer_else_to_his_organisation(email: str, reader: str) -> None:
    moment = decided(replace(ANSWERED, update={"answer": an_answer(text=HOSTILE), "email": email}))
    (mail,) = presenter_of(QUESTION, shipped_config(), TEAM).mails(moment, [])
    assert (mail.template, mail.recipient) == ("question_answered", reader)
    assert ("transmettez-la-lui" in plain(mail.text)) is (not email)
    assert plain(mail.subject) == "Réponse à une question sur la certification – dossier D-2026-0001"
    assert ("{{ 7*7 }}" in mail.text, "<script" in mail.html) == (True, False)
