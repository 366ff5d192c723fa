"""From a template and its context to a subject, a plain text and an HTML text.

A mail is one file, templates/emails/<slug>.j2: a title and a body made of a few parts (`p`, `facts`, `quote`…). It is
compiled twice: the folders « html » and « text » hold the same layout and parts, one for each alternative. What a
person typed is a value, never a template, and is escaped in HTML.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tasks.mail import typography
from tasks.mail.base_contexts import MailContext
from tasks.mail.contexts import CONTEXTS
from tasks.mail.text import one_line

FOLDER = Path(__file__).parents[2] / "templates" / "emails"
MAX_SUBJECT = 150

_SOURCE_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A mail ready to be composed. `dossier_ref` is empty when it is about no dossier."""

    template: str
    dossier_ref: str
    subject: str
    text: str
    html: str


def render_mail(template: str, context: Mapping[str, Any]) -> RenderedMail:
    """Renders the mail `template`, a key of `CONTEXTS`, with the fields of its model.

    Raises:
        KeyError: no such mail.
        pydantic.ValidationError: a field is missing, unknown or of the wrong type.
    """
    mail = CONTEXTS[template].model_validate(context)
    values = {**dict(mail), "audience": mail.audience}
    plain = _TEXT.get_template(f"{template}.j2").make_module(values)
    return RenderedMail(
        template=template,
        dossier_ref=mail.dossier.ref if mail.dossier else "",
        subject=_subject(one_line(plain.title), mail),  # type: ignore[attr-defined]
        text=_tidy(str(plain)),
        html=_HTML.get_template(f"{template}.j2").render(values),
    )


def broken_templates() -> list[str]:
    """The mails whose template does not load, by name."""
    return [name for name in CONTEXTS if not all(_loads(medium, name) for medium in (_TEXT, _HTML))]


def _loads(environment: ImmutableSandboxedEnvironment, name: str) -> bool:
    try:
        environment.get_template(f"{name}.j2")
    except (TemplateError, OSError):
        return False
    return True


def _subject(title: str, mail: MailContext) -> str:
    suffix = f" – {mail.dossier.noun} {mail.dossier.ref}" if mail.dossier else ""
    room = max(MAX_SUBJECT - len(suffix), 1)
    kept = title if len(title) <= room else title[: room - 1].rstrip() + "…"
    return (kept + suffix)[:MAX_SUBJECT]


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def _unwrap(text: str) -> str:
    """One line from the several of the template's source."""
    return _SOURCE_LINE_BREAK.sub(" ", text.strip())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _breaks(text: str) -> Markup:
    return Markup("<br>\n").join(text.split("\n"))


def _environment(medium: Literal["html", "text"]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([FOLDER / medium, FOLDER]),
        autoescape=medium == "html",
        undefined=StrictUndefined,
        extensions=[typography.FrenchTypography],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        breaks=_breaks,
        cited=typography.cited,
        count=typography.count,
        date_fr=typography.date_fr,
        duration=typography.duration,
        hour_fr=typography.hour_fr,
        points=typography.points,
        quoted=_quoted,
        short_date=typography.short_date,
        siret=typography.siret,
        sticky=lambda text: text.replace(" ", typography.NO_BREAK),
        underlined=lambda text: f"{text}\n{'-' * len(text)}",
        unwrap=_unwrap,
    )
    return environment


_HTML, _TEXT = _environment("html"), _environment("text")
