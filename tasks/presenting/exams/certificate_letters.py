"""Parchemins, bloc attestations and their withdrawal (REF-26, REF-27, M2I-38, M2I-48)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Paper, Pv
from domain.exams.award import grouped
from domain.exams.certificate import Certificate
from tasks.certificates.data import TEMPLATES, award_document, page_address
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context
from tasks.presenting.wording import worded


def _award(frame: ExamFrame[Certificate]) -> Data:
    """What was linted before the decision; a refusal here would leave the template without its words."""
    facts = frame.facts
    document = award_document(facts.award, facts.register_url, sealed=facts.sealed)
    words = {} if isinstance(document, tuple) else document.data
    return {"template": TEMPLATES[facts.kind], **words}


def _withdrawal(frame: ExamFrame[Certificate]) -> Data:
    facts, asked = frame.facts, frame.facts.withdrawal
    if asked is None:
        return {}
    delivered = worded(
        "{kind} {number}, délivré le {day} à {name}.", kind=facts.kind.label, number=facts.ref, name=facts.name,
        day=format_date(facts.delivered_on),
    )  # fmt: skip
    text = worded(
        "Le retrait, décidé le {day}, prend effet immédiatement : le document n’a plus de valeur, et le registre "
        "public le montre comme retiré (M2I-48). Le flux CPF est à corriger.",
        day=format_date(asked.decided_on),
    )
    return {
        "card": [["Titulaire", facts.name], ["Inscription", facts.candidacy], ["Session", facts.parent], *frame.card()],
        "sections": [
            {"title": "Document retiré", "paragraphs": [delivered]},
            {"title": "Motif", "paragraphs": [asked.motive]},
        ],
        "decision": {"title": "Certification retirée", "text": text, "tone": "bad"},
        "appeal": frame.appeal(),
        "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
    }  # fmt: skip


def _delivered(letter: ExamLetter[Certificate]) -> Context:
    facts = letter.facts
    return letter.common("M2I-38", "REF-27" if facts.bloc else "REF-26") | {
        "bloc": facts.bloc.label if facts.bloc else "", "delivered_on": facts.delivered_on,
        "valid_until": facts.valid_until, "code": grouped(facts.code),
        "page": page_address(facts.register_url, facts.award),
    }  # fmt: skip


def _withdrawn(letter: ExamLetter[Certificate]) -> Context:
    facts, asked = letter.facts, letter.facts.withdrawal
    decided = {"decided_on": asked.decided_on, "reasons": asked.motive} if asked else {}
    bloc = {"bloc": facts.bloc.label if facts.bloc else ""}
    return letter.common("M2I-48", "O-14") | letter.appeal() | bloc | decided


DOCUMENTS: DocumentWriters[Certificate] = {
    Paper.PARCHMENT: _award,
    Paper.BLOC_CERTIFICATE: _award,
    Pv.CERTIFICATE_WITHDRAWN: _withdrawal,
}
LETTERS: LetterWriters[Certificate] = {
    Mail.CERTIFICATE_DELIVERED: _delivered,
    Mail.CERTIFICATE_WITHDRAWN: _withdrawn,
}
