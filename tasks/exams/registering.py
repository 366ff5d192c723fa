"""What a registration is made of and judged with: its session, the other candidacies of the person, bans, its OF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy, SessionCard
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.registration_conflicts import ACTIVE, Ban, Beside, conflict, identity_conflict, presented
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionKind, SessionState
from domain.extent import registration_outside
from domain.partnership_guards import same_person
from domain.process import Command, decide
from domain.refusal import Refusal
from domain.vocabulary import Labelled, State
from tasks.exams.deciders import DIRECTION, person_with
from tasks.exams.identities import People, past_of
from tasks.exams.registration_rows import Typed
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View
from tasks.office import Office, Pull
from tasks.tabs import registrations as tab

#: events that give a seat at a session
_SEATING = (CandidacyEvent.RECEIVED, CandidacyEvent.VALIDATED, CandidacyEvent.MOVED)


@dataclass(frozen=True)
class Registrar:
    """One reading of the ledger, that the rows of a run are judged with, one after the other.

    Args:
        partners: the dossiers that the rows name.
    """

    office: Office
    pull: Pull
    sessions: Mapping[str, View[ExamSession]]
    partners: Mapping[str, View[Dossier]]
    people: People
    bans: Sequence[Ban]

    def placed(self, typed: Typed, known: Candidacy | None) -> dict[str, Any] | Refusal:
        """The fields of the facts that say who presents himself to what, those that others know of him included.

        Args:
            known: the registration as it stands; None for a new row.
        """
        session = self.session(typed.session, tab.SESSION)
        if isinstance(session, Refusal):
            return session
        config, ref = self.office.config, known.ref if known else ""
        figures = config.figures_for(session.certification)
        carried, is_resit = past_of(self.people, typed.person, figures, config.figures_for, ref)
        blocs = presented(session, typed.blocs, carried, is_full=session.kind is SessionKind.FULL)
        card = known.session if known and known.session.ref == session.ref else SessionCard.of(session)
        return {
            "certification": session.certification, "grid_version": session.grid_version, "parent": session.ref,
            "session": card, "blocs": blocs,
            "carried": carried, "resit": is_resit(blocs),
            "received_on": typed.received_on or (known.received_on if known else self.pull.on),
        }  # fmt: skip

    def described(self, typed: Typed, known: Candidacy | None) -> dict[str, Any] | Refusal:
        """The fields that stay open once the registration is decided: the person, his OF, what was verified."""
        dossier = self.partners.get(typed.partner)
        if typed.partner and dossier is None:
            return Refusal(unknown_subject(typed.partner).message, "M2I-24", tab.PARTNER)
        if dossier is not None:
            outside = _barred(dossier, known) or self._outside(dossier.facts, typed, known)
            if outside is not None:
                return outside
        homonym = typed.asked.homonym
        if homonym and not (known and same_person(homonym, known.homonym_checked_by)):
            director = person_with(self.pull.team, homonym, DIRECTION, "M2I-46", tab.HOMONYM)
            if isinstance(director, Refusal):
                return director
            homonym = director.name
        partner = dossier.facts.partner if dossier else None
        return {
            "person": typed.person, "eligibility": typed.eligibility, "trainers": typed.trainers,
            "funding": typed.funding, "late_agreement": typed.asked.late, "homonym_checked_by": homonym,
            "partner": typed.partner, "partner_name": partner.name if partner else "",
            "partner_email": partner.email if partner else "",
        }  # fmt: skip

    def _outside(self, dossier: Dossier, typed: Typed, known: Candidacy | None) -> Refusal | None:
        """A partner presents people to what it is habilitated for (NET-04)."""
        blocs = typed.blocs or (known.blocs if known else ())
        view = self.sessions.get(typed.session)
        if view is not None and view.facts.certification != dossier.certification:
            message = (
                f"{dossier.name} est habilité pour {dossier.certification}, pas pour {view.facts.certification}. "
                "Indiquez le dossier de cette certification, ou laissez l’organisme vide."
            )
            return Refusal(message, "NET-25", tab.PARTNER)
        blocs = blocs or (view.facts.blocs if view else ())
        return registration_outside(dossier.extent, dossier.name, blocs, typed.eligibility.route)

    def session(self, ref: str, field: str) -> ExamSession | Refusal:
        view = self.sessions.get(ref)
        if view is not None:
            return view.facts
        message = f"aucune session ne porte le numéro « {ref[:40]} ». Vérifiez-le dans l’onglet « Sessions »."
        return Refusal(message, "M2I-11", field)

    def judged(self, command: Command, state: Labelled | None, facts: Candidacy) -> Command | Refusal:
        """The command, unless the guards or the other registrations object; the next row then sees what it makes.

        Args:
            facts: as they stand; those of the row itself for a new registration.
        """
        figures = self.office.config.figures_for(facts.certification, facts.grid_version)
        decision = decide(CANDIDACY, state, facts, command, figures, self.office.config.calendar)
        if isinstance(decision, Refusal):
            return decision
        refusal = self._conflict(command, state, decision.facts)
        if refusal is None:
            self.people.put(command.subject or command.ref, decision.transition.target, decision.facts)
        return refusal or command

    def _conflict(self, command: Command, state: Labelled | None, facts: Candidacy) -> Refusal | None:
        is_correction = command.event is CandidacyEvent.CORRECTED
        if command.event not in _SEATING and not is_correction:
            return None
        view = self.sessions[facts.session.ref]
        beside = Beside(
            session=view.facts, state=SessionState(view.state),
            seated=self.people.seated(view.ref, but=command.subject),
            others=self.people.others(facts.person, ACTIVE, but=command.subject), bans=self.bans,
            figures=self.office.config.figures_for(facts.certification), on=self.pull.on,
        )  # fmt: skip
        is_decided = is_correction and state is not CandidacyState.TO_VALIDATE
        return identity_conflict(facts, beside) if is_decided else conflict(facts, beside)


def _barred(partner: View[Dossier], known: Candidacy | None) -> Refusal | None:
    """Only a partner whose habilitation is in force presents somebody new (LAW-01, LAW-06, QUA-10).

    Candidates that it registered before keep their place.
    """
    if partner.state is State.HABILITATED or (known is not None and known.partner == partner.ref):
        return None
    no_more = "plus" if partner.facts.habilitated_on else "pas"
    message = (
        f"{partner.facts.name} est « {partner.state.label} » : il n’inscrit {no_more} de candidat. Le certificateur "
        "reprend l’inscription : laissez l’organisme vide."
    )
    return Refusal(message, "QUA-10", tab.PARTNER)
