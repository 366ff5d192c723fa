"""A rejection of the CPF information system, told to the holder or to the office (LAW-10)."""

from domain.correspondence import Mail
from domain.network.passage import Passage
from domain.network.passage_identity import identity_of
from domain.network.passage_vocabulary import PassageEvent
from domain.vocabulary import TimeLimit
from tasks.presenting.exams.letter import ExamLetter, LetterWriters
from tasks.presenting.letters import Context, explained


def _rejected(letter: ExamLetter[Passage]) -> Context:
    facts, reply = letter.facts, letter.facts.reply
    known = letter.config.cpf.explained(reply.code) if reply else None
    return letter.common("LAW-10", "NET-21") | _clock(letter) | {
        "certificate": facts.certificate, "identity": _sent(facts), "ask": list(known.ask) if known else [],
    }  # fmt: skip


def _clock(letter: ExamLetter[Passage]) -> Context:
    dates = letter.moment.after.get(TimeLimit.MATCHING)
    return {"deadline": explained(TimeLimit.MATCHING, dates)} if dates else {}


def _sent(facts: Passage) -> list[tuple[str, str]]:
    """The identity that was not found, as it was sent. The NIR is never written in an e-mail."""
    found = identity_of(facts)
    born = "/".join(f"{part:02d}" for part in (found.day, found.month, found.year) if part)
    said = (
        ("Nom de naissance", found.birth_name), ("Nom d’usage", found.usage_name),
        ("Prénoms", ", ".join(found.first_names)), ("Naissance", born), ("Commune", found.place),
        ("Pays", found.country or facts.birth.country),
    )  # fmt: skip
    return [(label, value.replace("'", "’")) for label, value in said if value]


def _to_study(letter: ExamLetter[Passage]) -> Context:
    facts, reply = letter.facts, letter.facts.reply
    known = letter.config.cpf.explained(reply.code) if reply else None
    event = letter.moment.decision.transition.event
    return letter.common("LAW-10", "NET-21") | {
        "persistent": event is not PassageEvent.REJECTED_UNKNOWN, "message": reply.message if reply else "",
        "cause": known.cause if known else "", "times": sum(not item.accepted for item in facts.replies),
    }  # fmt: skip


LETTERS: LetterWriters[Passage] = {Mail.PASSAGE_REJECTED: _rejected, Mail.PASSAGE_TO_STUDY: _to_study}
