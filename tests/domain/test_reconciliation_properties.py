"""What holds for every register: declared as it is, nothing differs; each change of the export is told, and only it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.discrepancies import Gap, Registered
from domain.france_competences import Declared, DeclaredState, Fiche, is_siret
from domain.reconciliation import reconcile
from domain.vocabulary import Scope
from tests.domain.reconciling import CODE, ON, SIRETS, declared, export, faithful, registered

LAST, STRANGER = len(SIRETS) - 1, "00000009100017"
SCOPES = st.sampled_from(Scope)
LIVING = st.lists(
    st.builds(
        registered,
        st.integers(0, LAST - 1),
        SCOPES,
        st.dates(date(2020, 1, 1), ON),
        st.none() | st.dates(date(2026, 11, 22), date(2028, 6, 30)),
        st.sampled_from([CODE, "RS9002", "RNCP99001"]),
    ),
    min_size=1,
    unique_by=lambda entry: (entry.certification, entry.siret),
)
ENDED = st.builds(registered, st.just(LAST), SCOPES, st.just(date(2020, 1, 1)), st.dates(date(2021, 1, 1), ON))
OTHERWISE = dict(zip(Scope, [*Scope][1:] + [*Scope][:1], strict=True))


def sibling(siret: str) -> str:
    """Another establishment of the same company."""
    return next(one for key in range(10) if is_siret(one := f"{siret[:12]}2{key}"))


#: what may happen to the line of a partner, by what must be told of it
MUTATIONS: dict[Gap, Callable[[Registered, Declared], list[Declared]]] = {
    Gap.MISSING: lambda _, line: [],
    Gap.NOT_ACTIVE: lambda _, line: [replace(line, state=DeclaredState.DELETED)],
    Gap.WRONG_SCOPE: lambda entry, line: [replace(line, scope=OTHERWISE[entry.scope].france_competences)],
    Gap.OTHER_ESTABLISHMENT: lambda _, line: [replace(line, siret=sibling(line.siret))],
    Gap.BAD_SIRET: lambda entry, line: [replace(line, siret=line.siret[:-1], name=entry.name.upper())],
    Gap.UNKNOWN_HERE: lambda _, line: [line, replace(line, siret=STRANGER)],
    Gap.DUPLICATE: lambda _, line: [line, line],
    Gap.NAME_DIFFERS: lambda _, line: [replace(line, name="TOUT AUTRE")],
}


def mutated(there: Fiche, entry: Registered, change: Callable[[Registered, Declared], list[Declared]]) -> Fiche:
    """The fiche with the line of `entry` changed, all others as they were."""
    lines = [new for x in there.partners for new in (change(entry, x) if x.siret == entry.siret else [x])]
    return replace(there, partners=tuple(lines))


@pytest.mark.rule("LAW-05")
@given(LIVING, ENDED)
def test_an_export_of_the_register_differs_in_nothing(living: list[Registered], ended: Registered) -> None:
    register = [*living, ended]
    assert reconcile(register, faithful(register), ON) == ()


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize("gap", MUTATIONS)
@given(st.data())
def test_each_change_of_a_line_is_told_and_only_it(gap: Gap, data: st.DataObject) -> None:
    living = data.draw(LIVING)
    entry = data.draw(st.sampled_from(living))
    fiches = {**faithful(living).fiches}
    fiches[entry.certification] = mutated(fiches[entry.certification], entry, MUTATIONS[gap])
    told = reconcile(living, export(*fiches.values()), ON)
    siret = STRANGER if gap is Gap.UNKNOWN_HERE else entry.siret
    assert [(one.kind, one.certification, one.siret) for one in told] == [(gap, entry.certification, siret)]


@pytest.mark.rule("LAW-05")
@given(LIVING, ENDED)
def test_a_withdrawal_never_declared_is_told_and_only_it(living: list[Registered], ended: Registered) -> None:
    fiches = {**faithful([*living, ended]).fiches}
    there = fiches[ended.certification]
    fiches[ended.certification] = replace(there, partners=(*there.partners, declared(ended)))
    told = reconcile([*living, ended], export(*fiches.values()), ON)
    assert [(one.kind, one.dossier) for one in told] == [(Gap.STILL_DECLARED, ended.dossier)]


@pytest.mark.rule("LAW-05", "MIK-85")
@given(LIVING, st.data())
def test_the_end_of_a_fiche_is_told_once(living: list[Registered], data: st.DataObject) -> None:
    fiches = {**faithful(living).fiches}
    code = data.draw(st.sampled_from(sorted(fiches)))
    closed = {**fiches, code: replace(fiches[code], active=False)}
    replaced = {**fiches, code: replace(fiches[code], replaced_by=("RS9999",))}
    gone = {other: there for other, there in fiches.items() if other != code}
    for there, kind in (
        (closed, Gap.CERTIFICATION_INACTIVE),
        (replaced, Gap.CERTIFICATION_REPLACED),
        (gone, Gap.FICHE_ABSENT),
    ):
        told = reconcile(living, export(*there.values()), ON)
        assert [(one.kind, one.certification) for one in told] == [(kind, code)]


@given(LIVING, st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(living: list[Registered], random: Random) -> None:
    shuffled = random.sample(living, len(living))
    empty = export(*(replace(there, partners=()) for there in faithful(living).fiches.values()))
    assert reconcile(shuffled, empty, ON) == reconcile(living, empty, ON)
