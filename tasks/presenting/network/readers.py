"""Who outside the office reads the e-mails of the network: partners first."""

from collections.abc import Sequence

from domain.correspondence import Audience
from domain.facts import Facts
from domain.network.nonconformity import Nonconformity
from domain.team import Person
from domain.vocabulary import Role

_OUTSIDE = Role.QUALIFIED_PERSON


def outside_of_network(about: Facts, audience: Audience) -> Sequence[Person]:
    """The people of `audience` whose address is in the facts; empty when staff are meant."""
    match about, audience:
        case Nonconformity(partner=partner), Audience.PARTNER if partner is not None:
            return [Person(partner.representative, partner.email, _OUTSIDE)]
        case _:
            return []
