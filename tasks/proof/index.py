"""What a person reads of a « dossier de contrôle »: the index as a PDF, by rule and by indicator, and the guide."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from config.proofs import ProofMap
from config.rules import load_rules, quote_for
from domain.calendar import format_date
from tasks.ledger.journal import Head
from tasks.mail.typography import count, french, siret
from tasks.office import Office
from tasks.proof.proofs import Proof
from tasks.proof.scope import Scope
from tasks.typesetting.compiler import render

SUMMARY = "index.pdf"
_GUIDE = Path(__file__).parents[2] / "templates" / "proof" / "verification.txt"
Pieces = Sequence[tuple[Proof, str]]
_SHOWN = 120  # signs of a title; the tables of the archive have it whole
_ROWS = 100  # pieces of one rule: the whole network has thousands, that nobody reads on paper


def index_pdf(
    office: Office, scope: Scope, known: ProofMap, pieces: Pieces, mark: str, head: Head, on: date, keyword: str
) -> bytes:  # fmt: skip
    """The index, on the office's letterhead."""
    organisation = office.config.organisation
    said = organisation.model_dump(include={"name", "tagline", "address"})
    data = {
        "organisation": said | {"siret": siret(organisation.siret), "legal_line": organisation.registration},
        "title": "Dossier de contrôle", "subtitle": f"Établi le {format_date(on)}", "card": _card(scope, pieces),
        "sections": [_intact(mark), *_absent(pieces), *_by_rule(pieces, organisation.name),
                     _by_indicator(known, pieces)],
        "seal": french(f"Journal certiflow : {count(head.count, 'événement')}, empreinte {head.hash[:16]}."),
        "keywords": [keyword],
    }  # fmt: skip
    return render("record", data, datetime.combine(on, time(12), office.settings.zone))


def _card(scope: Scope, pieces: Pieces) -> list[list[str]]:
    dossiers = scope.dossiers
    one = dossiers[0] if len(dossiers) == 1 else None
    about = [["Organisme", one["name"]], ["SIRET", siret(one["natural_key"])]] if one else []
    return [
        ["Demandé pour", scope.target],
        *about,
        ["Dossiers", ", ".join(row["ref"] for row in dossiers[:20]) + (" …" if len(dossiers) > 20 else "") or "aucun"],
        ["Sessions", count(len(scope.sessions), "session")],
        ["Pièces", count(sum(proof.content is not None for proof, _ in pieces), "pièce")],
    ]


def _intact(mark: str) -> dict[str, Any]:
    """What the reader compares with the answer of the verification."""
    return {
        "title": "Intégrité",
        "paragraphs": [
            french(f"Empreinte de la liste des fichiers (SHA-256) : {mark}."),
            french(
                "La commande « certiflow verify-proof FICHIER.zip » recalcule chaque empreinte, suit l’extrait du "
                "journal et contrôle les cachets. « verification.txt » dit comment s’en passer."
            ),
        ],
    }


def _absent(pieces: Pieces) -> list[dict[str, Any]]:
    rows = [[proof.number, _shown(proof), proof.subject, note] for proof, note in pieces if note]
    if not rows:
        return []
    if len(rows) > _ROWS:
        rows[_ROWS:] = [["index.csv", french(f"… et {count(len(rows) - _ROWS, 'autre pièce')}"), "", ""]]
    return [{"title": "Pièces manquantes ou à regarder", "table": {
        "columns": ["Numéro", "Pièce", "Dossier", "Observation"], "rows": rows, "shares": [0, 3, 0, 3],
    }}]  # fmt: skip


def _by_rule(pieces: Pieces, certifier: str) -> Iterable[dict[str, Any]]:
    known = load_rules()
    for rule in sorted({proof.rule for proof, _ in pieces}):
        own = [proof for proof, _ in pieces if proof.rule == rule]
        rows = [
            [_file(proof), _shown(proof), format_date(proof.day), ", ".join(map(str, proof.indicators))]
            for proof in own[:_ROWS]
        ]
        if len(own) > _ROWS:
            rows.append(["index.csv", french(f"… et {count(len(own) - _ROWS, 'autre pièce')}"), "", ""])
        quote = [french(f"« {quote_for(rule, certifier)} »")] if rule in known else []
        yield {"title": f"Règle {rule}", "paragraphs": quote, "table": {
            "columns": ["Fichier", "Pièce", "Date", "Indicateurs"], "rows": rows, "shares": [0, 4, 0, 0],
        }}  # fmt: skip


def _by_indicator(known: ProofMap, pieces: Pieces) -> dict[str, Any]:
    rows = []
    for number, label in sorted(known.indicators.items()):
        found = [proof.number for proof, _ in pieces if number in proof.indicators and proof.kind != "e-mail"]
        mails = sum(number in proof.indicators and proof.kind == "e-mail" for proof, _ in pieces)
        told = [*found[:40], *([f"et {len(found) - 40} autres"] if len(found) > 40 else [])]
        told += [count(mails, "e-mail")] if mails else []
        rows.append([str(number), french(label), ", ".join(told) or "aucune pièce de ce dossier"])
    return {
        "title": "Par indicateur Qualiopi",
        "paragraphs": [french(
            "Qualiopi engage l’organisme de formation, non le certificateur : ces pièces peuvent lui servir de preuves."
        )],
        "table": {"columns": ["Indicateur", "Objet", "Pièces"], "rows": rows, "shares": [0, 2, 3]},
    }  # fmt: skip


def _file(proof: Proof) -> str:
    return proof.path if proof.content is not None else "–"


def _shown(proof: Proof) -> str:
    return proof.title if len(proof.title) <= _SHOWN else f"{proof.title[:_SHOWN]}…"


def read_me(office: Office, scope: Scope, head: Head, defects: Sequence[str], on: date) -> str:
    """The guide of the archive: what is in it, what is not and why, how to check it."""
    template = _GUIDE.read_text(encoding="utf-8")
    found = "\n".join(f"- {sentence}" for sentence in defects)
    return template.format(
        certifier=office.config.organisation.name, target=scope.target, day=format_date(on), events=head.count,
        head=head.hash, verified=found or "Tout concorde : journal, déclarations, pages relevées et documents.",
    )  # fmt: skip
