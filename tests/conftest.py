"""Fixtures that every test may ask for; good facts are in tests.builders."""

import pytest
from hypothesis import settings

from config.loader import Config
from domain.calendar import WorkingCalendar
from domain.certification import Certification
from tests import builders

#: two shared cores: an example may take long without being wrong
settings.register_profile("certiflow", deadline=None, print_blob=True)
settings.load_profile("certiflow")


@pytest.fixture(scope="session")
def config() -> Config:
    """The configuration as it is shipped."""
    return builders.shipped_config()


@pytest.fixture(scope="session")
def calendar(config: Config) -> WorkingCalendar:
    return config.calendar


@pytest.fixture(scope="session")
def certification() -> Certification:
    """RS9001, the shipped certification."""
    return builders.shipped_certification()
