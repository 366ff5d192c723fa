"""A register, and the export of a certifier whose declarations are all right."""

from collections.abc import Iterable
from datetime import date

from domain.discrepancies import Registered
from domain.france_competences import Declared, DeclaredState, Export, Fiche
from domain.vocabulary import Scope

ON = date(2026, 11, 21)
CODE = "RS9001"
#: invented organisations whose keys are right
SIRETS = (
    "00000001800010", "00000002600013", "00000003400017", "00000004200010",
    "00000005900014", "00000006700017", "00000007500010", "00000008300014",
)  # fmt: skip
NAMES = ("Quai", "Voile", "Phare", "Ancre", "Brise", "Dune", "Vague", "Rade")


def registered(
    rank: int = 0, scope: Scope = Scope.PREPARE, since: date = date(2026, 10, 1), ended_on: date | None = None,
    code: str = CODE,
) -> Registered:  # fmt: skip
    return Registered(f"D-2026-{rank:04}", code, SIRETS[rank], f"Atelier {NAMES[rank]}", scope, since, ended_on)


def declared(entry: Registered, state: DeclaredState = DeclaredState.ACTIVE) -> Declared:
    """The line that declares `entry` as it is."""
    name, scope = f"{entry.name} SARL".upper(), entry.scope.france_competences
    return Declared(entry.certification, entry.siret, name, scope, state, entry.habilitated_on, entry.habilitated_on)


def fiche(*lines: Declared, code: str = CODE, active: bool = True, replaced_by: tuple[str, ...] = ()) -> Fiche:
    return Fiche(code, "Promouvoir une activité", active, date(2028, 6, 30), None, replaced_by, lines)


def export(*fiches: Fiche) -> Export:
    return Export("rs.xml", date(2026, 11, 20), {one.code: one for one in fiches}, frozenset({"RS"}), 900)


def faithful(register: Iterable[Registered]) -> Export:
    """The export that declares just the habilitations in force."""
    lines = [declared(entry) for entry in register if entry.is_live(ON)]
    codes = {entry.certification for entry in register}
    return export(*(fiche(*(x for x in lines if x.certification == code), code=code) for code in codes))
