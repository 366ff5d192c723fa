"""Who outside the office reads the e-mails of the exams: candidates, jurors, organisers, claimants."""

from collections.abc import Sequence

from domain.correspondence import Audience
from domain.exams.appeal import Appeal
from domain.exams.candidacy import Candidacy
from domain.exams.certificate import Certificate
from domain.exams.examiner import Examiner
from domain.exams.fraud import FraudCase
from domain.exams.session import ExamSession
from domain.exams.vocabulary import OrganiserKind
from domain.facts import Facts
from domain.network.passage import Passage
from domain.network.survey import Survey
from domain.team import Person
from domain.vocabulary import Role

_OUTSIDE = Role.QUALIFIED_PERSON


def outside_of_exams(about: Facts, audience: Audience) -> Sequence[Person]:
    """The people of `audience` whose address is in the facts; empty when staff are meant."""
    match about, audience:
        case Candidacy(), Audience.CANDIDATE:
            return _named(about.person.name, about.person.email)
        case Candidacy(), Audience.PARTNER:
            return _named(about.partner_name, about.partner_email)
        case Certificate() | Passage() | Survey(), Audience.CANDIDATE:
            return _named(about.name, about.email)
        case Examiner(), Audience.EXAMINER:
            return _named(about.person, about.email)
        case FraudCase(), Audience.ACCUSED:
            return [person for one in about.accused for person in _named(one.name, one.email)]
        case Appeal(), Audience.CLAIMANT:
            return _named(about.claimant, about.claimant_email)
        case ExamSession(), _:
            return _of_session(about, audience)
        case _:
            return []


def session_manager(about: Facts) -> Sequence[Person]:
    """The responsable of the session that `about` is, or belongs to: the first to hear of what happens there."""
    match about:
        case ExamSession():
            return _named(about.manager.name, about.manager.email)
        case FraudCase():
            return _named(about.manager, about.manager_email)
        case _:
            return []


def organiser(about: Facts) -> list[Person]:
    """Who organises a session (NET-15)."""
    return _named("", about.organiser.email) if isinstance(about, ExamSession) else []


def _of_session(session: ExamSession, audience: Audience) -> Sequence[Person]:
    manager = session_manager(session)
    match audience:
        case Audience.JURORS:
            return [person for member in session.jury for person in _named(member.name, member.email)]
        case Audience.EVALUATORS:
            return [person for member in session.sat for person in _named(member.name, member.email)]
        case Audience.CALLED_JURORS:
            called = [member for member in session.jury if member.examiner in session.called]
            return [person for member in called for person in _named(member.name, member.email)]
        case Audience.SESSION_MANAGER:
            return manager
        case Audience.OUTSIDE_ORGANISER:
            is_outside = session.organiser.kind is not OrganiserKind.CERTIFIER
            return _named(session.organiser.representative, session.organiser.email) if is_outside else []
        case Audience.ORGANISER | Audience.PARTNER:
            return _named("", session.organiser.email) or manager
        case _:
            return []


def _named(name: str, email: str) -> list[Person]:
    return [Person(name, email, _OUTSIDE)] if email else []
