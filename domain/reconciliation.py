"""Our register of habilitated partners against what France compétences publishes (LAW-05, LAW-18, MIK-86).

R. 6113-16-5 gives two months to declare every change. The date counted from is the change in our register (the
habilitation, its end) or, for a line that left the export, the later of the habilitation and of that line's change.
A gap that no dated change of ours explains has no due date. Work is linear in the lines of the register and export.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from domain import discrepancies as say
from domain.calendar import format_date
from domain.discrepancies import Discrepancy, Registered
from domain.france_competences import Declared, Export, Fiche, folded_words, is_siret
from domain.vocabulary import Scope

Lines = Sequence[Declared]

_FORMER, _ORGANISER = Scope.PREPARE.france_competences, Scope.ASSESS.france_competences


def reconcile(registered: Iterable[Registered], export: Export, on: date) -> tuple[Discrepancy, ...]:
    """Everything that differs on the day `on`, the most urgent first; the same data always in the same order.

    Args:
        registered: all habilitations of the register, ended ones included, or theirs will be taken for strangers'.
        export: read for at least the certifications of the register; a fiche it holds is taken for one of ours.
    """
    ours: dict[str, dict[str, Registered]] = defaultdict(dict)
    for entry in registered:
        known = ours[entry.certification].get(entry.siret)
        if known is None or _prevails(entry) > _prevails(known):
            ours[entry.certification][entry.siret] = entry
    found = [
        discrepancy
        for code in {*ours, *export.fiches}
        for discrepancy in _of_certification(code, ours.get(code, {}), export, on)
    ]
    return tuple(sorted(found, key=Discrepancy.urgency))


def statement(found: Sequence[Discrepancy], registered: Iterable[Registered], export: Export, on: date) -> str:
    """The outcome of a reconciliation in one French sentence."""
    live = sum(entry.is_live(on) for entry in registered)
    there = f"l’export « {export.source} »" + (f" du {format_date(export.dated)}" if export.dated else "")
    compared = f"(habilitations en cours : {live} ; fiches comparées : {len(export.fiches)})"
    if not found and not (live and export.fiches):
        return f"Aucun écart au {format_date(on)}, mais rien n’a pu être comparé avec {there} {compared}."
    if not found:
        return f"Aucun écart au {format_date(on)} : le registre et {there} disent la même chose {compared}."
    late = sum(one.late for one in found)
    return f"Écarts au {format_date(on)} entre le registre et {there} : {len(found)}, dont {late} en retard {compared}."


def _prevails(entry: Registered) -> tuple[date, date, str]:
    """Of two habilitations of one partner, the one that ends last, then the newest, speaks for it."""
    return entry.ended_on or date.max, entry.habilitated_on, entry.dossier


def _of_certification(code: str, ours: dict[str, Registered], export: Export, on: date) -> Iterator[Discrepancy]:
    live = sum(entry.is_live(on) for entry in ours.values())
    fiche = export.fiches.get(code)
    if fiche is None:
        if live:
            yield say.fiche_absent(code, live, export)
    elif not fiche.is_active(on):
        if live:
            yield say.certification_inactive(fiche, live)
    else:
        if live and fiche.replaced_by:
            yield say.certification_replaced(fiche)
        yield from _of_partners(fiche, ours, on)


def _of_partners(fiche: Fiche, ours: dict[str, Registered], on: date) -> Iterator[Discrepancy]:
    lines: dict[str, list[Declared]] = defaultdict(list)
    misnumbered: list[list[Declared]] = []
    for line in fiche.partners:
        if is_siret(line.siret) or line.siret in ours:
            lines[line.siret].append(line)
        elif line.is_active:
            misnumbered.append([line])
    for siret in ours.keys() & lines.keys():
        yield from _of_partner(ours[siret], lines[siret], on)
    missing = [ours[siret] for siret in sorted(ours.keys() - lines.keys()) if ours[siret].is_live(on)]
    strangers = [
        active for siret in sorted(lines.keys() - ours.keys()) if (active := [x for x in lines[siret] if x.is_active])
    ]
    for entry, found in _pairs(missing, misnumbered, lambda one: folded_words(one.name)):
        yield say.bad_siret(found[0], entry, on)
    for entry, found in _pairs(missing, strangers, lambda one: one.siret[:9]):
        yield say.other_establishment(entry, found[0], on)
    yield from (say.bad_siret(found[0], None, on) for found in misnumbered)
    yield from (say.unknown_here(found[0]) for found in strangers)
    yield from (say.missing(entry, on) for entry in missing)


def _pairs(
    missing: list[Registered], groups: list[list[Declared]], key: Callable[[Registered | Declared], object]
) -> list[tuple[Registered, Lines]]:
    """Those of `missing` and of `groups` with the same key, taken out of both lists, each once."""
    waiting = {key(entry): entry for entry in reversed(missing)}
    paired: list[tuple[Registered, Lines]] = []
    left: list[list[Declared]] = []
    for group in groups:
        entry = waiting.pop(key(group[0]), None)
        if entry is None:
            left.append(group)
        else:
            paired.append((entry, group))
    found = {entry.siret for entry, _ in paired}
    missing[:], groups[:] = [entry for entry in missing if entry.siret not in found], left
    return paired


def _of_partner(entry: Registered, lines: Lines, on: date) -> Iterator[Discrepancy]:
    active = [line for line in lines if line.is_active]
    if not entry.is_live(on):
        if active and entry.ended_on is not None and entry.ended_on <= on:
            yield say.still_declared(entry, on)
        return
    if not active:
        yield say.not_active(entry, max(lines, key=lambda line: line.changed_on or date.min), on)
        return
    if _rights(line.scope for line in active) != _rights([entry.scope.france_competences]):
        yield say.wrong_scope(entry, active, on)
    if len(active) > 1:
        yield say.duplicate(entry, active)
    if not any(_same_name(entry.name, line.name) for line in active):
        yield say.name_differs(entry, active[0])


def _rights(scopes: Iterable[str | None]) -> frozenset[str | None]:
    """What the lines allow together: « FORMER » on one and « ORGANISER » on another is both."""
    both = Scope.PREPARE_AND_ASSESS.france_competences
    return frozenset(right for scope in scopes for right in ((_FORMER, _ORGANISER) if scope == both else (scope,)))


def _same_name(one: str, other: str) -> bool:
    """« ORSYS » and « Orsys SAS » are one organisation: the words of one are among the other's."""
    words, others = folded_words(one), folded_words(other)
    return words <= others or others <= words
