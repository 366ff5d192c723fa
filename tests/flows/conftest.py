"""One Prefect for every test of flows: its application in this process, on a database of its own."""

from collections.abc import Iterator

import pytest

from flows.prefect_settings import embedded_prefect


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Flows run inside, 0.1 s each once it is up. Task runs are written when it stops: count on flow runs only."""
    with embedded_prefect(tmp_path_factory.mktemp("prefect")):
        yield
