"""The learners that a partner says it trained, beside those that it enrolled: « formés non inscrits » (LAW-04)."""

from collections.abc import Iterable

from domain.exams.person import Person, folded


def not_enrolled(declared: Iterable[str], enrolled: Iterable[Person]) -> tuple[str, ...]:
    """The names declared that are no enrolled person's, as they were typed, each once; first name and name in any
    order, birth name or usage name."""
    known = {spelled for person in enrolled for spelled in _spellings(person)}
    return tuple(dict.fromkeys(name for name in declared if folded(name) not in known))


def _spellings(person: Person) -> Iterable[str]:
    first = next(iter(person.first_names.split()), "")
    for family in filter(None, (person.birth_name, person.usage_name)):
        for given in (first, person.first_names):
            yield folded(f"{given} {family}")
            yield folded(f"{family} {given}")
