"""A desk of its own for each test, copied from one that was set up once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exams import a_person
from tests.homes import copy_home
from tests.season import passages
from tests.season.desk import Desk
from tests.season.partner_site import HOST
from tests.tasks.web.hostile_server import Site, serving


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger just made, a workbook with its team and nothing else."""
    home = tmp_path_factory.mktemp("season") / "home"
    Desk.at(home).set_up()
    return home


@pytest.fixture
def desk(empty_home: Path, tmp_path: Path) -> Desk:
    """Claire Martin alone manages partnerships, Hélène Dubois directs."""
    return Desk.at(copy_home(empty_home, tmp_path / "home"), stages=empty_home.parent / "stages")


@pytest.fixture(scope="session")
def web() -> Iterator[Site]:
    """One server for the session: homes that are copied keep its address."""
    with serving() as found:
        yield found


@pytest.fixture
def site(web: Site) -> Site:
    """The site of the OF, with nothing on it yet."""
    web.answers.clear()
    web.requests.clear()
    return web


@pytest.fixture
def audit_desk(desk: Desk, site: Site) -> Desk:
    """The same desk, whose audits may read the site of this machine."""
    return replace(desk, settings=desk.settings.model_copy(update={"audit_allowed_hosts": f"{HOST}:{site.port}"}))


@pytest.fixture
def cpf_desk(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with a contract for the CPF flux, whose exam office is Omar Traoré."""
    return passages.with_contract(desk, tmp_path)


@pytest.fixture(scope="session")
def certified_home(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Maëlys and Luc were certified on Monday; a contract is in the folder beside."""
    folder = tmp_path_factory.mktemp("passages")
    desk = passages.with_contract(Desk.at(copy_home(empty_home, folder / "home")), folder)
    passages.certified(desk, a_person(), a_person(first_names="Luc", birth_name="de la Tour", email="luc@c.example"))
    return desk.settings.home


@pytest.fixture(scope="session")
def exported_home(certified_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their file left on Thursday."""
    home = copy_home(certified_home, tmp_path_factory.mktemp("exported") / "home")
    passages.export(Desk.at(home, config=certified_home.parent / "config"))
    return home


@pytest.fixture
def exported(exported_home: Path, certified_home: Path, tmp_path: Path) -> Desk:
    return Desk.at(copy_home(exported_home, tmp_path / "home"), config=certified_home.parent / "config")
