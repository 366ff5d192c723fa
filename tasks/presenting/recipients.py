"""Who receives an e-mail: each address once. The certifier's own address stands in for people who are not listed."""

from collections.abc import Iterable, Sequence

from config.loader import Config
from domain.conformity import Partner, WorkstreamFacts
from domain.correspondence import Audience
from domain.dossier import Dossier
from domain.evaluation_manager import EvaluationManager
from domain.network.nonconformity import Nonconformity
from domain.network.question import Question
from domain.network.registration import RegistrationMatter
from domain.team import Person, Team
from domain.trainer import Trainer
from domain.vocabulary import Role
from tasks.presenting.exams.readers import organiser, outside_of_exams, session_manager
from tasks.presenting.letters import About
from tasks.presenting.network.readers import outside_of_network

#: the role of people outside is never read
_OUTSIDE = Role.QUALIFIED_PERSON


def recipients(config: Config, team: Team, about: About, audience: Audience) -> Sequence[Person]:
    """The people of `audience`, for what the e-mail is about."""
    people = _outside(about, audience) or list(_staff(team, about, audience))
    people = people or [Person("", config.organisation.email, Role.PARTNER_MANAGER)]
    return list({person.email.casefold(): person for person in people}.values())


def _outside(about: About, audience: Audience) -> Sequence[Person]:
    if not isinstance(about, Dossier | WorkstreamFacts):
        return outside_of_network(about, audience) or outside_of_exams(about, audience)
    partner = _contact(about.partner)
    match audience:
        case Audience.PARTNER:
            return [partner]
        case Audience.PARTNER_AND_COMMUNICATION:
            return [partner, *_named("", about.partner.communication_email)]
        case Audience.TRAINER if isinstance(about, Trainer | Question):
            return _named(about.trainer, about.email) or [partner]
        case Audience.TRAINER_AND_PARTNER if isinstance(about, Trainer):
            return [*_named(about.trainer, about.email), partner]
        case Audience.MANAGER_AND_PARTNER if isinstance(about, EvaluationManager):
            return [*_named(about.manager, about.email), partner]
        case Audience.EVALUATION_MANAGER if isinstance(about, Dossier):
            return _named(*about.evaluation_contact)
        case _:
            return []


def _named(name: str, email: str) -> list[Person]:
    return [Person(name, email, _OUTSIDE)] if email else []


def _contact(partner: Partner) -> Person:
    return Person(partner.representative, partner.email, _OUTSIDE)


def _managers(team: Team, about: About) -> Sequence[Person]:
    """Those in charge: of partnerships for a dossier or a registration, of exams for a session."""
    partners = team.with_role(Role.PARTNER_MANAGER)
    if isinstance(about, Dossier | WorkstreamFacts | RegistrationMatter | Nonconformity):
        return partners
    return team.with_role(Role.EXAM_MANAGER) or partners


def _staff(team: Team, about: About, audience: Audience) -> Iterable[Person]:
    owner = team.find(about.owner)
    direction, managers = team.with_role(Role.DIRECTION), _managers(team, about)
    match audience:
        case Audience.OWNER:
            return [owner] if owner else managers
        case Audience.OWNER_AND_MANAGERS:
            return [*([owner] if owner else []), *managers]
        case Audience.AUDITORS:
            return team.with_role(Role.COMMUNICATION_AUDITOR) or ([owner] if owner else managers)
        case Audience.MANAGERS | Audience.EXAM_OFFICE | Audience.SESSION_MANAGER | Audience.ORGANISER:
            return managers
        case Audience.SESSION_AND_DIRECTION | Audience.DIRECTION_AND_MANAGERS:
            return [*session_manager(about), *managers, *direction]
        case Audience.ORGANISER_AND_OFFICE:
            return [*organiser(about), *managers]
        case Audience.COMMISSION:
            return [*direction, *([owner] if owner else [])]
        case _:
            return direction
