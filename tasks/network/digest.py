"""The two digests of the week, each once a person and a week, whatever is run and however often (domain.md §8)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Any

from config.rules import quote_for
from domain.correspondence import Mail
from domain.network.indicators import NetworkFigures
from domain.partnership import PARTNERSHIP
from domain.team import Person
from domain.vocabulary import Role
from tasks.ledger import outbox
from tasks.ledger.queries import read_subjects
from tasks.ledger.workstreams import read_streams
from tasks.mail.message import message_id_for
from tasks.mail.rendering import render_mail
from tasks.mail.typography import french
from tasks.network.indicators import kind_of
from tasks.office import Office, Pull
from tasks.presenting.letters import sender_of
from tasks.todo import to_do
from tasks.todo.reading import read_scene
from tasks.todo.task import Task

Context = dict[str, Any]


def queue_digests(office: Office, pull: Pull, figures: NetworkFigures) -> None:
    """From Monday on, his tasks to each person; from the weekday of direction on, the network to direction."""
    if pull.on.isoweekday() < office.config.indicators.digest.direction_weekday:
        _queue_tasks(office, pull)
    else:
        _queue_network(office, pull, figures)


def _queue_tasks(office: Office, pull: Pull) -> None:
    with office.ledger.reading() as connection:
        dossiers = {view.ref: view for view in read_subjects(connection, PARTNERSHIP)}
        scene = read_scene(connection, office, pull, dossiers, read_streams(connection))
    tasks = to_do(scene)
    owned = {name: pull.team.find(name) for task in tasks for name in task.who}
    for person in pull.team.people:
        mine = [task for task in tasks if any(owned[name] == person for name in task.who)]
        if mine:
            _queue(office, pull.on, Mail.TASKS_DIGEST, person, _tasks_context(office, pull.on, mine))


def _tasks_context(office: Office, on: date, tasks: Sequence[Task]) -> Context:
    most = office.config.indicators.digest.tasks
    groups = groupby(islice(tasks, most), key=lambda task: task.urgency)
    return {
        "monday": _monday(on), "number": len(tasks), "left_out": max(len(tasks) - most, 0),
        "groups": [{"urgency": urgency, "tasks": [_task_line(task) for task in found]} for urgency, found in groups],
    }  # fmt: skip


def _task_line(task: Task) -> Context:
    about = " – ".join(part for part in task.about if part)
    return {"what": french(task.what), "about": about, "before": task.before, "why": task.reason}


def _queue_network(office: Office, pull: Pull, figures: NetworkFigures) -> None:
    readers = pull.team.with_role(Role.DIRECTION) or (Person("", office.config.organisation.email, Role.DIRECTION),)
    sections = list(_sections(figures))
    context = {
        "monday": _monday(pull.on),
        "sections": [section for section, _ in sections],
        "flags": [f"{partner.dossier}, {partner.name} – {french(flag.sentence)}"
                  for partner in figures.flagged for flag in partner.flags],
        "rules": [{"id": "NET-07", "quote": quote_for("NET-07", office.config.organisation.name)}],
    }  # fmt: skip
    pictures = [picture for _, picture in sections if picture]
    for person in readers:
        _queue(office, pull.on, Mail.NETWORK_DIGEST, person, context, pictures)


def _sections(figures: NetworkFigures) -> Iterator[tuple[Context, Context | None]]:
    """Each section of the e-mail with the picture that it shows."""
    yield _drawn("Échéances", "echeances", [(label, float(n), f"{n}") for label, n in figures.deadlines.items()])
    states = [(count.state, float(count.number), f"{count.number}") for count in figures.counts
              if count.kind == kind_of(PARTNERSHIP) and count.number]  # fmt: skip
    if states:
        yield _drawn("Dossiers par état", "dossiers", states)
    rates = [(code, share.percent or 0.0, str(share)) for code, share in figures.success.items() if share.total]
    if rates:
        yield _drawn("Réussite par certification", "reussite", rates, most=100)
    if figures.responses.total:
        yield _section("Enquêtes", [("Taux de réponse des titulaires", str(figures.responses))]), None
    if figures.delays:
        said = [(delay.label, f"{delay.mean:g} {delay.unit} en moyenne, {delay.median:g} en médiane, sur {delay.count}")
                for delay in figures.delays]  # fmt: skip
        yield _section("Délais", [(label, text.replace(".", ",")) for label, text in said]), None


def _drawn(title: str, name: str, bars: Sequence[tuple[str, float, str]], most: float = 0) -> tuple[Context, Context]:
    """A section, and what its picture is drawn from; the alternative text says every figure."""
    cid = f"{name}@digest"
    alt = french(f"{title} : " + " ; ".join(f"{label} : {text}" for label, _, text in bars) + ".")
    data = {
        "title": title, "most": most or max(1.0, *(value for _, value, _ in bars)),
        "bars": [{"label": label, "value": value, "text": french(text)} for label, value, text in bars],
    }  # fmt: skip
    section = _section(title, [(label, text) for label, _, text in bars])
    return section | {"picture": {"cid": cid, "alt": alt}}, {"cid": cid, "data": data}


def _section(title: str, figures: Iterable[tuple[str, str]]) -> Context:
    return {"title": title, "figures": [{"label": label, "value": french(value)} for label, value in figures]}


def _queue(
    office: Office, on: date, mail: Mail, person: Person, context: Context, pictures: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Queue one e-mail of the week: the same again is kept once."""
    organisation = office.config.organisation
    common = {"organisation": sender_of(organisation), "recipient": {"name": person.name}}
    rendered = render_mail(mail.value, common | context)
    week = f"{on.isocalendar().year}-W{on.isocalendar().week:02}"
    reference = message_id_for(f"{mail.value}|{week}|{person.email}", organisation.email.rpartition("@")[2])
    outbox.add(office.ledger, {
        "message_id": reference, "subject_ref": None, "template": mail.value, "recipient": person.email,
        "subject": rendered.subject, "text": rendered.text, "html": rendered.html, "attachments": "[]",
        "pictures": json.dumps(list(pictures), ensure_ascii=False), "on_date": on,
    })  # fmt: skip


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
