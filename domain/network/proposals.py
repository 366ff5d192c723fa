"""What the register proposes for each item of a check, with why: a person decides (MIK-63, NET-14, REF-23).

Each function gives (proposal, evidence); None leaves the verdict whole to the person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.vocabulary import CandidacyState, Route
from domain.network.check import Sample
from domain.network.check_vocabulary import CheckVerdict
from domain.network.observed import Observed
from domain.partnership_guards import same_person
from domain.vocabulary import Scope

Proposed = tuple[CheckVerdict | None, str]


@dataclass(frozen=True)
class Look:
    """What a proposal looks at."""

    observed: Observed
    sample: Sample
    figures: Certification


_NO_SESSION = "Aucune session tenue par le partenaire sur la période."
_NOT_ASSESSING = "Le partenaire n’est pas habilité à évaluer."


_MOST_LISTED = 30


def _listed(refs: Iterable[str]) -> str:
    """Each reference once; a long list says how many it leaves out."""
    found = sorted(set(refs))
    more = len(found) - _MOST_LISTED
    return ", ".join(found[:_MOST_LISTED]) + (f" et {more} autres" if more > 0 else "")


def _of_sessions(look: Look, failed: Iterable[str], said: str, wrong: str) -> Proposed:
    """What holds of every session held, or the references of those of which it does not."""
    if not look.observed.sessions:
        return CheckVerdict.NOT_APPLICABLE, _NO_SESSION if look.observed.assesses else _NOT_ASSESSING
    refs = _listed(failed)
    return (CheckVerdict.NON_CONFORMING, f"{wrong} : {refs}.") if refs else (CheckVerdict.CONFORMING, said)


def _programme(look: Look) -> Proposed:
    """NET-06: the programmes declared, beside what the référentiel has."""
    application, blocs = look.observed.dossier.application, look.figures.referentiel.blocs
    hours = f"{application.hours:g} heures" if application.hours else "durée non déclarée"
    number = sum(len(bloc.competences) for bloc in blocs)
    links = " ; ".join(application.programme_urls) or "aucun programme joint"
    return None, f"Déclaré : {hours}. Référentiel : {number} compétences. Programmes : {links}."


def _candidate_files(look: Look) -> Proposed:
    """MIK-52: those to open are drawn."""
    if not look.sample.candidacies:
        return CheckVerdict.NOT_APPLICABLE, "Aucun dossier de candidat sur la période."
    return None, f"Dossiers à ouvrir : {', '.join(look.sample.candidacies)}."


def _trainers(look: Look) -> Proposed:
    """MIK-80: whoever trained a learner of the partner is on the list."""
    listed = look.observed.trainers
    unknown = [
        f"{name} ({seen.facts.ref})"
        for seen in look.observed.trained
        for name in seen.facts.trainers
        if not any(same_person(name, other) for other in listed)
    ]
    if unknown:
        return CheckVerdict.NON_CONFORMING, f"Non validés : {_listed(unknown)}."
    return CheckVerdict.CONFORMING, f"Formateurs validés : {', '.join(listed) or 'aucun'}."


def _own_learners(look: Look) -> Proposed:
    """LAW-04: who prepares and assesses enrols its own learners in its own sessions."""
    observed, scope = look.observed, look.observed.dossier.application.scope
    number = len(observed.trained)
    if scope is not Scope.PREPARE_AND_ASSESS:
        return CheckVerdict.NOT_APPLICABLE, f"Portée : {scope.label}. Apprenants inscrits sur la période : {number}."
    name = observed.dossier.application.name
    elsewhere = [seen.facts.ref for seen in observed.trained if not same_person(seen.facts.session.organiser, name)]
    if elsewhere:
        return CheckVerdict.NON_CONFORMING, f"Inscrits à la session d’un autre organisateur : {_listed(elsewhere)}."
    return None, f"Apprenants inscrits sur la période : {number}. Comparez avec ceux que le partenaire déclare formés."


def _sessions(look: Look) -> Proposed:
    """NET-14: those to open are drawn."""
    if not look.sample.sessions:
        return _of_sessions(look, (), _NO_SESSION, "")
    return None, f"Sessions à ouvrir : {', '.join(look.sample.sessions)}, sur {look.sample.population}."


def _pieces(look: Look) -> Proposed:
    absent = [seen.facts.ref for seen in look.observed.sessions if seen.facts.pieces is None]
    said = f"Pièces reçues pour chaque session observée ({len(look.observed.sessions)})."
    return _of_sessions(look, absent, said, "Pièces non reçues")


def _identity(look: Look) -> Proposed:
    """The rate of identity checks, over every presence noted (REF-23)."""
    noted = [(seen.facts.ref, item) for seen in look.observed.sat for item in seen.facts.attendance if item.present]
    if not noted:
        return CheckVerdict.NOT_APPLICABLE, "Aucune présence notée sur la période."
    unchecked = [ref for ref, item in noted if not item.identity_checked]
    rate = f"Identités vérifiées : {len(noted) - len(unchecked)} sur {len(noted)}"
    if unchecked:
        return CheckVerdict.NON_CONFORMING, f"{rate}. À voir : {_listed(unchecked)}."
    return CheckVerdict.CONFORMING, f"{rate}."


def _vae(look: Look) -> Proposed:
    asked = [seen for seen in (*look.observed.presented, *look.observed.trained)
             if seen.facts.eligibility.route is Route.VAE]  # fmt: skip
    if not asked:
        return CheckVerdict.NOT_APPLICABLE, "Aucune demande de VAE sur la période."
    waiting = [seen.facts.ref for seen in asked if seen.state is CandidacyState.TO_VALIDATE]
    number = len({seen.facts.ref for seen in asked})
    if waiting:
        return CheckVerdict.NON_CONFORMING, f"Recevabilité non décidée : {_listed(waiting)}."
    return CheckVerdict.CONFORMING, f"Demandes de VAE : {number}, toutes suivies."


def _incidents(look: Look) -> Proposed:
    untreated = [ref for seen in look.observed.sessions for ref in seen.untreated]
    total = sum(len(seen.facts.incidents) for seen in look.observed.sessions)
    said = f"Incidents signalés : {total}, tous traités." if total else "Aucun incident signalé."
    return _of_sessions(look, untreated, said, "Incidents sans traitement")


def _minutes(look: Look) -> Proposed:
    """Every member who sat has signed, wherever the jury has deliberated (REF-25)."""
    deliberated = [seen.facts for seen in look.observed.sessions if seen.facts.minutes is not None]
    unsigned = [facts.ref for facts in deliberated if len(facts.signatures) < len(facts.sat)]
    if look.observed.sessions and not deliberated:
        return CheckVerdict.NOT_APPLICABLE, "Aucun jury n’a délibéré sur la période."
    return _of_sessions(look, unsigned, f"Procès-verbaux signés : {len(deliberated)}.", "Signatures manquantes")


def _qualiopi(look: Look) -> Proposed:
    """As declared (MIK-07): the certificate in hand is the person's to see."""
    application = look.observed.dossier.application
    until = application.qualiopi_until if application.has_qualiopi else None
    if until is None:
        return None, "Aucune validité déclarée : demandez le certificat."
    day = format_date(until)
    if until < look.observed.on:
        return CheckVerdict.NON_CONFORMING, f"Validité déclarée jusqu’au {day} : le certificat est échu."
    return CheckVerdict.CONFORMING, f"Validité déclarée jusqu’au {day}."


def _activity(look: Look) -> Proposed:
    """Declared beside observed: a person compares."""
    observed = look.observed
    said = (
        f"Observé du {format_date(observed.since)} au {format_date(observed.on)} : sessions tenues, "
        f"{len(observed.sessions)} ; candidats inscrits à ses sessions, {len(observed.presented)} ; de ses apprenants "
        f"inscrits, {len(observed.trained)} ; réussite, {observed.rate}."
    )
    return None, said


def _duplicates(look: Look) -> Proposed:
    """One document that proves the way of two persons (REF-23)."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for one in (*look.observed.presented, *look.observed.trained):
        for url in _proofs(one.facts):
            seen[url][one.facts.person.key] = one.facts.ref
    shared = [ref for owners in seen.values() if len(owners) > 1 for ref in owners.values()]
    if shared:
        return CheckVerdict.NON_CONFORMING, f"Même pièce pour plusieurs candidats : {_listed(shared)}."
    return CheckVerdict.CONFORMING, f"Pièces comparées : {len(seen)}, aucune n’est commune à deux candidats."


def _proofs(facts: Candidacy) -> Iterable[str]:
    in_course = facts.in_course.url if facts.in_course else ""
    return filter(None, (facts.eligibility.proof_url, in_course))


def _success_rate(look: Look) -> Proposed:
    observed = look.observed
    found = observed.comparison
    if found is None:
        said = f"Partenaire : {observed.rate}. Reste du réseau : {observed.others}."
        return CheckVerdict.NOT_APPLICABLE, f"{said} Trop peu de candidats pour comparer."
    if observed.is_outlier:
        return CheckVerdict.NON_CONFORMING, found.sentence
    return CheckVerdict.CONFORMING, f"Partenaire : {found.share}. Reste du réseau : {found.rest}."


def _history(look: Look) -> Proposed:
    """What the checks of before found, and the dysfunctions that are still open (MIK-89)."""
    past, still = look.observed.history, look.observed.dysfunctions
    failures = sum(len(one.failed) for one in past)
    said = f"Contrôles conclus : {len(past)} ; points non conformes : {failures}."
    if still:
        return CheckVerdict.NON_CONFORMING, f"{said} Dysfonctionnements ouverts : {', '.join(still)}."
    return CheckVerdict.CONFORMING, f"{said} Aucun dysfonctionnement ouvert."


#: `auto` of an item → what the register says of it
AUTOMATIC: Mapping[str, Callable[[Look], Proposed]] = {
    "programme": _programme,
    "candidate_files": _candidate_files,
    "trainers": _trainers,
    "own_learners": _own_learners,
    "sessions": _sessions,
    "pieces": _pieces,
    "identity": _identity,
    "vae": _vae,
    "incidents": _incidents,
    "minutes": _minutes,
    "qualiopi": _qualiopi,
    "activity": _activity,
    "duplicates": _duplicates,
    "success_rate": _success_rate,
    "history": _history,
}
#: one line for each support, engagement or offer, made in `domain.network.opening`
EXPANDED = ("supports", "edof", "engagements")
