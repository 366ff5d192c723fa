"""The fields of the export, which XML and CSV name alike: a mapping of upper-case names to fiches and partners."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.france_competences import Declared, DeclaredState, Fiche, folded_words, registration_code

Fields = Mapping[str, str]

_INACTIVE = frozenset({"non", "inactive", "inactif"})
_STATES = {folded_words(state.label): state for state in DeclaredState if state is not DeclaredState.OTHER}
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}")


def partner_of(code: str, fields: Fields) -> Declared:
    """One partner line. Without a state (CSV, older exports) it is « Actif »; without a scope, None."""
    state = folded_words(fields.get("ETAT_HABILITATION", ""))
    return Declared(
        certification=code,
        siret=_siret(fields.get("SIRET_PARTENAIRE", "")),
        name=" ".join(fields.get("NOM_PARTENAIRE", "").split()),
        scope=" ".join(fields.get("HABILITATION_PARTENAIRE", "").split()) or None,
        state=_STATES.get(state, DeclaredState.OTHER) if state else DeclaredState.ACTIVE,
        active_since=day_of(fields.get("DATE_ACTIF", "")),
        changed_on=day_of(fields.get("DATE_DERNIERE_MODIFICATION_ETAT", "")),
    )


def fiche_of(
    fields: Fields, successors: Iterable[str], partners: Iterable[Declared], certifiers: Iterable[str] = ()
) -> Fiche:
    return Fiche(
        code=registration_code(fields["NUMERO_FICHE"]),
        title=" ".join(fields.get("INTITULE", "").split()),
        active=fields.get("ACTIF", "").strip().casefold() not in _INACTIVE,
        ends_on=day_of(fields.get("DATE_FIN_ENREGISTREMENT", "")),
        decided_on=day_of(fields.get("DATE_DECISION", "")),
        replaced_by=tuple(dict.fromkeys(code for text in successors if (code := registration_code(text)))),
        partners=tuple(partners),
        level=fields.get("NOMENCLATURE_EUROPE_NIVEAU", "").strip().upper().removeprefix("NIV"),
        certifiers=tuple(dict.fromkeys(" ".join(name.split()) for name in certifiers if name.strip())),
    )


def day_of(text: str) -> date | None:
    """« 25/01/2026 », « 2026-01-25 », with or without a time; None for anything else."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    try:
        return datetime.strptime(found[0], "%d/%m/%Y" if "/" in found[0] else "%Y-%m-%d").date()
    except ValueError:
        return None


def _siret(text: str) -> str:
    """The number without the spaces, dots, apostrophes and « ="…" » that spreadsheets and people put around it."""
    return re.sub(r"[\s.'’\"=]", "", text)
