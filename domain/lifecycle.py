"""What becomes of a certification at the end of its registration: extended, revised or closed (M2I-08 to M2I-10)."""

from collections.abc import Mapping, Set
from datetime import date
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from domain.calendar import add_months, format_date
from domain.figures import Code, Figures
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit

if TYPE_CHECKING:
    from domain.certification import Certification


class LifecycleState(Labelled):
    ACTIVE = "ACTIVE", "Active"
    EXTENDED = "PROROGEE", "Prorogée à l’identique"
    REVISED = "REVISEE", "Révisée"
    CLOSED = "CLOTUREE", "Clôturée"


class Lifecycle(Figures):
    """Where a certification stands.

    Args:
        since: the day that this was decided; None while it is active.
        successor: code of the revised certification that takes over.
        correspondences: old bloc → the blocs of the successor that it counts for (M2I-09).
    """

    state: LifecycleState = LifecycleState.ACTIVE
    since: date | None = None
    successor: str = ""
    correspondences: Mapping[Code, tuple[Code, ...]] = {}

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.since is None) != (self.state is LifecycleState.ACTIVE):
            raise ValueError(
                "« since » est le jour de la décision de proroger, de réviser ou de clôturer : indiquez-le, "
                "ou retirez-le d’une certification active"
            )
        if bool(self.successor) != (self.state is LifecycleState.REVISED):
            raise ValueError(
                "« successor » est le code de la certification révisée : indiquez-le quand « state » vaut « REVISEE », "
                "et seulement alors (M2I-09)"
            )
        if self.correspondences and not self.successor:
            raise ValueError("« correspondences » ne vaut que pour une certification révisée : retirez la table")
        return self


def last_day(certification: "Certification", acquired: Set[str] = frozenset()) -> date:
    """Until when a holder of the blocs `acquired` may obtain the certification (M2I-08, M2I-10)."""
    end = certification.registration_end
    if certification.lifecycle.state is LifecycleState.CLOSED and certification.referentiel.blocs_of(acquired):
        return _end_after_closure(certification)
    return end


def may_register(certification: "Certification", on: date, acquired: Set[str] = frozenset()) -> Refusal | None:
    """Why nobody who holds the blocs `acquired` may register on that day, or None (M2I-08 to M2I-10)."""
    if on < certification.registration_start:
        opens = format_date(certification.registration_start)
        return _refused(
            f"la certification {certification.code} n’est enregistrée qu’à partir du {opens} : "
            "attendez cette date pour inscrire le candidat.",
            "M2I-08",
        )
    if on <= last_day(certification, acquired):
        return None
    return _over(certification, acquired)


def carried_over(acquired: Set[str], old: "Certification", new: "Certification") -> frozenset[str]:
    """The blocs of `new` that a holder of blocs of `old` has already (M2I-09).

    A bloc that comes from several old ones is carried over with all of them only; nothing goes to a certification that
    is not the successor.
    """
    if new.code == old.code:
        return frozenset(bloc.code for bloc in new.referentiel.blocs_of(acquired))
    if old.lifecycle.successor != new.code:
        return frozenset()
    origins: dict[str, set[str]] = {}
    for before, after in old.lifecycle.correspondences.items():
        for code in after:
            origins.setdefault(code, set()).add(before)
    return frozenset(code for code, needed in origins.items() if needed <= acquired)


def _over(certification: "Certification", acquired: Set[str]) -> Refusal:
    end, code = certification.registration_end, certification.code
    ended = f"l’enregistrement de la certification {code} a pris fin le {format_date(end)}"
    match certification.lifecycle.state:
        case LifecycleState.REVISED:
            cure = (
                "inscrivez le candidat à la certification révisée "
                f"{certification.lifecycle.successor}, où ses blocs acquis sont repris"
            )
            return _refused(f"{ended} ; {cure}.", "M2I-09")
        case LifecycleState.CLOSED:
            limit = format_date(_end_after_closure(certification))
            if certification.referentiel.blocs_of(acquired):
                cure = "orientez le candidat vers une autre certification"
                return _refused(f"{ended} et le délai laissé aux titulaires d’un bloc, le {limit} ; {cure}.", "M2I-10")
            cure = f"seul le titulaire d’un bloc s’y inscrit encore, jusqu’au {limit} : vérifiez les blocs acquis"
            return _refused(f"{ended} ; {cure}.", "M2I-10")
        case LifecycleState.ACTIVE | LifecycleState.EXTENDED:
            cure = f"si elle est prorogée, donnez son nouveau terme dans « registration_end » de {code}.toml"
            return _refused(f"{ended} ; {cure}.", "M2I-08")


def _end_after_closure(certification: "Certification") -> date:
    """The end of D-CLOTURE, in months."""
    months = certification.time_limits[TimeLimit.CLOSURE].length
    return add_months(certification.registration_end, months)


def _refused(message: str, rule: str) -> Refusal:
    return Refusal(message, rule, "Certification")
