import html
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tasks.mail import rendering, typography
from tasks.mail.base_contexts import ContestableDecision, Decision
from tasks.mail.contexts import CONTEXTS
from tasks.mail.rendering import RenderedMail, render_mail
from tests.tasks.mail.preview_parts import APPEAL, PIECES, REASONS
from tests.tasks.mail.previews import PREVIEWS

INCLUDED = {"again", "appeal", "closing", "place", "survey_data"}


def visible(markup: str) -> str:
    """What an HTML mail shows, on one line."""
    body = re.sub(r"<head>.*?</head>|<!--.*?-->", "", markup, flags=re.DOTALL)
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<br>|</?(?:p|td|tr|h1|h2|li)[^>]*>|<[^>]+>", " ", body)))


def preview(template: str, **changes: Any) -> RenderedMail:
    return render_mail(template, {**PREVIEWS[template], **changes})


def of_kind(kind: type) -> list[str]:
    return [template for template, context in CONTEXTS.items() if issubclass(context, kind)]


def test_each_mail_has_one_template_one_context_and_one_preview() -> None:
    templates = {path.stem for path in rendering.FOLDER.glob("*.j2")} - INCLUDED
    assert templates == set(CONTEXTS) == set(PREVIEWS)


def test_both_alternatives_are_made_of_the_same_parts() -> None:
    def parts(medium: str) -> list[str]:
        return re.findall(r"macro (\w+\([^)]*\))", (rendering.FOLDER / medium / "parts.j2").read_text("utf-8"))

    assert parts("html") == parts("text")


@pytest.mark.parametrize("template", CONTEXTS)
def test_both_alternatives_say_what_must_be_said(template: str) -> None:
    context = CONTEXTS[template].model_validate(PREVIEWS[template])
    mail = preview(template)
    expected = ["Bonjour Claire Durand,", "partenariats@atelier-certif.fr"]
    expected += [f"Règle {rule.id}" for rule in context.rules]
    expected += [text for document in context.documents for text in (document.number, document.title)]
    if context.deadline:
        expected += [context.deadline.sentence, typography.date_fr(context.deadline.due_on)]
    if context.dossier:
        expected += [context.dossier.ref, context.dossier.organisme]
    for alternative in (mail.text, visible(mail.html)):
        assert [text for text in expected if text not in alternative] == []


@pytest.mark.parametrize("template", CONTEXTS)
def test_the_subject_is_one_short_line_that_names_the_dossier(template: str) -> None:
    mail = preview(template)
    assert mail.subject.splitlines() == [mail.subject]
    assert len(mail.subject) <= 150
    noun = PREVIEWS[template].get("dossier", {}).get("noun", "dossier")
    if mail.dossier_ref:
        assert mail.subject.endswith(f"– {noun} {mail.dossier_ref}")


@pytest.mark.parametrize("template", CONTEXTS)
def test_our_own_words_follow_french_typography(template: str) -> None:
    typed = {field: "motif" for field in ("reasons", "derogation", "error") if field in PREVIEWS[template]}
    mail = preview(template, **typed)
    for alternative in (mail.text, visible(mail.html)):
        assert re.findall(r".{0,20} [;:!?%»].{0,20}|« .{0,20}|\w'\w", alternative) == []


@pytest.mark.parametrize("template", CONTEXTS)
def test_the_plain_text_holds_no_markup(template: str) -> None:
    assert re.findall(r"<|&\w+;|[{}]", preview(template).text) == []


@pytest.mark.parametrize("template", CONTEXTS)
def test_a_field_too_many_or_too_few_is_refused(template: str) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        preview(template, surprise="oui")
    required = [name for name, field in CONTEXTS[template].model_fields.items() if field.is_required()]
    for name in required:
        with pytest.raises(ValidationError, match="missing"):
            render_mail(template, {key: value for key, value in PREVIEWS[template].items() if key != name})


@pytest.mark.rule("MIK-31", "MIK-32")
@pytest.mark.parametrize("template", of_kind(Decision))
def test_no_decision_without_its_pv(template: str) -> None:
    with pytest.raises(ValidationError, match="documents"):
        preview(template, documents=[])


@pytest.mark.rule("O-14")
def test_decisions_against_the_organisme_say_how_to_contest_them() -> None:
    contestable = of_kind(ContestableDecision)
    assert contestable == [
        "closed_without_action", "rejected_on_score", "commission_refused", "withdrawn", "agreement_suspended",
        "agreement_terminated", "habilitation_lost", "agreement_expired", "trainer_set_aside",
    ]  # fmt: skip
    for template in [*contestable, "manager_decision"]:
        mail = preview(template)
        for text in (mail.text, visible(mail.html)):
            assert f"former un recours jusqu’au samedi 2\u00a0janvier\u00a02027 inclus ({APPEAL['sentence']})" in text
            assert "accuserons réception sous 2\u00a0jours ouvrés" in text
            assert "une réponse motivée sous 15\u00a0jours ouvrés" in text


@pytest.mark.rule("MIK-13")
@pytest.mark.parametrize("template", ["missing_pieces", "missing_pieces_reminder"])
def test_each_missing_piece_is_listed_with_its_reason_and_its_cure(template: str) -> None:
    mail = preview(template, pieces=PIECES)
    for rank, piece in enumerate(PIECES, start=1):
        assert f"{rank}. {piece['label']}\n   {piece['reason']}\n   → {piece['cure']}\n" in mail.text
        assert f"{rank}. {piece['label']} {piece['reason']} →\u00a0{piece['cure']}" in visible(mail.html)


@pytest.mark.rule("O-03")
def test_a_closed_application_is_told_that_it_may_come_back() -> None:
    mail = preview("closed_without_action")
    assert "Vous pouvez déposer une nouvelle candidature" in mail.text
    assert "Joignez" not in mail.text


@pytest.mark.rule("MIK-23")
def test_a_rejection_gives_the_score_and_the_points_of_each_line() -> None:
    mail = preview("rejected_on_score")
    text = mail.text
    assert "notée 9,5/17" in text
    assert "Qualiopi Valable jusqu’au 30/06/2027. 2/2 Expériences dans le domaine 0/2" in visible(mail.html)
    assert re.findall(r"^- (.+)\u202f: ([\d,]+/\d)$", text, re.MULTILINE) == [
        ("Situation juridique", "1/1"),
        ("Ancienneté et structure", "1/2"),
        ("Compétences internes", "1/3"),
        ("Qualiopi", "2/2"),
        ("Expériences dans le domaine", "0/2"),
        ("Programmes existants", "1,5/2"),
        ("Modalités pédagogiques", "1/2"),
        ("Capacité à communiquer et commercialiser", "1/2"),
        ("Retours des stagiaires", "1/1"),
    ]
    assert "\nTotal\u202f: 9,5/17\n" in text


@pytest.mark.rule("MIK-30")
def test_a_refusal_quotes_the_reasons_as_they_were_typed() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in REASONS.splitlines())
    assert f"\n{quoted}\n" in preview("commission_refused").text


@pytest.mark.rule("MIK-28", "MIK-29", "MIK-33")
def test_a_pre_habilitation_says_what_it_allows_what_it_binds_to_and_by_when() -> None:
    text = preview("pre_habilitated").text
    assert ">>> Mise en conformité – au plus tard le mardi 15\u00a0décembre\u00a02026" in text
    assert "rien ne se publie avant la signature" in text
    assert "Vos déclarations vous engagent" in text
    assert re.findall(r"^- .+\u202f: (\d\d/\d\d/2026)$", text, re.MULTILINE) == [
        "09/11/2026",
        "01/12/2026",
        "08/12/2026",
        "15/12/2026",
    ]


@pytest.mark.rule("MIK-35")
def test_a_withdrawal_takes_effect_at_once() -> None:
    text = preview("withdrawn").text
    assert "Cette décision prend effet immédiatement, ce lundi 2\u00a0novembre\u00a02026" in text
    assert "> Le certificat Qualiopi déclaré appartient à un autre organisme." in text


@pytest.mark.parametrize(
    ("template", "days", "subject"),
    [
        ("conformity_reminder", {"days_left": 5}, "Mise en conformité\u202f: il vous reste 5\u00a0jours ouvrés"),
        ("conformity_reminder", {"days_left": 1}, "Mise en conformité\u202f: il vous reste 1\u00a0jour ouvré"),
        ("conformity_reminder", {"days_left": 0}, "Mise en conformité\u202f: dernier jour"),
        ("deadline_reminder_staff", {"days_left": 0}, "Mise en conformité\u202f: échéance aujourd’hui"),
        ("deadline_overdue_owner", {"days_late": 0}, "Mise en conformité\u202f: à terme aujourd’hui"),
        ("deadline_overdue_owner", {"days_late": 1}, "Mise en conformité\u202f: 1\u00a0jour ouvré de retard"),
        ("missing_pieces", {"pieces": PIECES[:1]}, "Une pièce manque à votre candidature"),
    ],
)
def test_counts_agree_in_number(template: str, days: dict[str, Any], subject: str) -> None:
    assert preview(template, **days).subject == f"{subject} – dossier CAND-2026-0042"


def test_nobody_named_is_greeted_politely() -> None:
    assert "\nMadame, Monsieur,\n" in preview("acknowledgement", recipient={}).text


def test_what_an_applicant_typed_is_never_markup_template_or_header() -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }}\r\nBcc: victime@c.fr\u202e"
    dossier = {**PREVIEWS["unassigned_dossier"]["dossier"], "organisme": hostile}
    mail = preview("unassigned_dossier", dossier=dossier)
    shown = "<script>alert(1)</script> {{ 7*7 }} Bcc: victime@c.fr"
    assert mail.subject == f"Dossier sans responsable\u202f: {shown} – dossier CAND-2026-0042"
    assert shown in mail.text
    assert "<script" not in mail.html
    assert shown in visible(mail.html)


def test_a_long_motive_arrives_whole() -> None:
    motive = "\r\n".join(f"Ligne {n} : " + "é" * 180 for n in range(100))
    lines = motive.split("\r\n")
    mail = preview("commission_refused", reasons=motive)
    assert [line[2:] for line in mail.text.split("\n") if line.startswith("> ")] == lines
    assert "<br>\n".join(lines) in mail.html


def test_a_long_name_shortens_the_subject_but_not_the_reference() -> None:
    dossier = {**PREVIEWS["unassigned_dossier"]["dossier"], "organisme": "X" * 500}
    mail = preview("unassigned_dossier", dossier=dossier)
    assert len(mail.subject) == 150
    assert mail.subject.endswith("X… – dossier CAND-2026-0042")
    assert "X" * 500 in mail.text


def test_blank_text_is_not_text() -> None:
    with pytest.raises(ValidationError, match="reasons"):
        preview("commission_refused", reasons=" \n\u202e\n ")


def test_dates_and_figures_are_written_in_french() -> None:
    assert typography.date_fr(date(2026, 11, 2)) == "lundi 2\u00a0novembre\u00a02026"
    assert typography.date_fr(date(2027, 8, 1)) == "dimanche 1er\u00a0août\u00a02027"
    assert [typography.points(Decimal(text)) for text in ("10.5", "11.0", "10", "0")] == ["10,5", "11", "10", "0"]
    assert typography.siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"
    assert typography.french('l\'avis : "oui" ; 70 % !') == ("l’avis\u202f: «\u202foui\u202f»\u202f; 70\u202f%\u202f!")
