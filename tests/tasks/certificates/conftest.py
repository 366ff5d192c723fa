from pathlib import Path

import pytest

from tasks.certificates.keys import BadgeKeys, load_badge_keys


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> BadgeKeys:
    """One key for every test: making one takes 0.1 s and more."""
    return load_badge_keys(Path(tmp_path_factory.mktemp("keys")) / "badges.pem")
