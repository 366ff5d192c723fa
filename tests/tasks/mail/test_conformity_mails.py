"""The e-mails of the conformity phase, from their contexts: hostile text, corrections, wordings that depend."""

import re
from datetime import datetime
from typing import Any

import pytest

from tasks.mail import typography
from tasks.mail.rendering import render_mail
from tests.tasks.mail.case_previews import CASE_PREVIEWS
from tests.tasks.mail.conformity_previews import CONFORMITY_PREVIEWS
from tests.tasks.mail.previews import PREVIEWS
from tests.tasks.mail.test_rendering import preview

_CHOSEN = {"outcome", "audience"}  # slugs of our own, not text


def _typed_over(value: Any, hostile: str) -> Any:
    """The same context where every text is what an attacker would type."""
    if isinstance(value, str):
        return value + hostile
    if isinstance(value, dict):
        return {key: part if key in _CHOSEN else _typed_over(part, hostile) for key, part in value.items()}
    return [_typed_over(part, hostile) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("template", [*CONFORMITY_PREVIEWS, *CASE_PREVIEWS])
def test_no_field_of_the_conformity_phase_is_markup_template_or_header(template: str) -> None:
    hostile = ' <script>alert("1")</script> {{ 7*7 }} {% raw %}\r\nBcc: victime@c.fr'
    mail = render_mail(template, _typed_over(PREVIEWS[template], hostile))
    assert "<script" not in mail.html
    assert "{{ 7*7 }} {% raw %}" in mail.text
    assert mail.subject.splitlines() == [mail.subject]
    assert re.findall(r'href="(?!mailto:|https?:)', mail.html) == []


@pytest.mark.rule("O-06", "MIK-69")
@pytest.mark.parametrize("template", ["corrections_requested", "communication_reminder"])
def test_corrections_keep_their_number_support_and_request(template: str) -> None:
    text = preview(template).text
    assert re.findall(r"^(\d)\. (.+)\n   (\S+ \S+) – ", text, re.MULTILINE) == [
        ("1", "Prérequis", "Site internet"),
        ("2", "Intitulé exact de la certification", "Site internet"),
        ("3", "Offre EDOF en brouillon jusqu’à l’habilitation", "Offre EDOF"),
    ]
    assert "avant 12\u00a0h le dernier jour" in text


def test_a_reminder_without_corrections_speaks_of_the_supports() -> None:
    mail = preview("communication_reminder", corrections=[], days_left=5)
    assert mail.subject.startswith("Supports de communication\u202f: il vous reste 5\u00a0jours ouvrés")
    assert "mettre à jour vos supports de communication." in mail.text


@pytest.mark.rule("MIK-54")
def test_only_a_partner_that_assesses_hears_of_the_responsable() -> None:
    for template in ("info_session_invitation", "kits_delivered"):
        said = ["responsable de l’évaluation" in preview(template, assesses=scope).text for scope in (True, False)]
        assert said == [True, False]


def test_hours_and_durations_are_written_in_french() -> None:
    at = [datetime(2026, 11, 9, hour, minute) for hour, minute in ((14, 30), (9, 0), (8, 5))]
    assert [typography.hour_fr(moment) for moment in at] == [
        "14\u00a0h\u00a030", "9\u00a0h", "8\u00a0h\u00a005",
    ]  # fmt: skip
    assert [typography.duration(minutes) for minutes in (45, 60, 90, 120, 1)] == [
        "45\u00a0minutes", "1\u00a0heure", "1\u00a0h\u00a030", "2\u00a0heures", "1\u00a0minute",
    ]  # fmt: skip
