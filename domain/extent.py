"""How far a habilitation goes: some blocs of a certification, some routes to it, or the whole (NET-04, MIK-01)."""

from collections.abc import Iterable

from domain.certification import Certification
from domain.exams.vocabulary import Route
from domain.facts import Part
from domain.refusal import Refusal


class Extent(Part):
    """What a partner is habilitated for. Empty `blocs`: the whole certification; empty `routes`: every one."""

    blocs: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()

    def bloc_outside(self, blocs: Iterable[str]) -> str:
        """The first of `blocs` that it does not cover; empty when there is none."""
        return next((bloc for bloc in blocs if self.blocs and bloc not in self.blocs), "")

    def covers(self, route: Route) -> bool:
        return not self.routes or route in self.routes


def registration_outside(extent: Extent, partner: str, blocs: Iterable[str], route: Route) -> Refusal | None:
    """Why a partner may not present somebody to these blocs by this route, or None (NET-04)."""
    outside = extent.bloc_outside(blocs)
    if outside:
        message = (
            f"{partner} n’est pas habilité pour le bloc {outside}, mais pour {', '.join(extent.blocs)} seulement. "
            "Retirez ce bloc, ou laissez le dossier du partenaire vide."
        )
        return Refusal(message, "NET-04", "Blocs")
    if not extent.covers(route):
        message = (
            f"{partner} n’est pas habilité pour la voie d’accès « {route.label} ». Corrigez la voie, ou laissez le "
            "dossier du partenaire vide."
        )
        return Refusal(message, "NET-04", "Voie d’accès")
    return None


def blocs_in_words(extent: Extent, figures: Certification) -> str:
    """What the agreement and the minutes say of the blocs."""
    if not extent.blocs:
        return "la certification entière"
    labels = {bloc.code: bloc.label for bloc in figures.referentiel.blocs}
    named = " ; ".join(f"{code} « {labels[code]} »" for code in extent.blocs)
    return f"les seuls blocs de compétences suivants : {named}" if len(extent.blocs) > 1 else f"le seul bloc {named}"


def routes_in_words(extent: Extent) -> str:
    """What the agreement and the minutes say of the routes."""
    return " ; ".join(route.label for route in extent.routes) if extent.routes else "toutes"


def competences_of(extent: Extent, figures: Certification) -> tuple[str, ...]:
    """The titles of the competences of its blocs."""
    kept = [bloc for bloc in figures.referentiel.blocs if not extent.bloc_outside([bloc.code])]
    return tuple(competence.label for bloc in kept for competence in bloc.competences)
