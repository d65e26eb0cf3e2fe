"""What all tests have at hand; each file of `fixtures/` says which."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["story_graphs", "text_reader", "loaded_once", "real_browser", "s3_server"]

# A loaded machine is no failure: how long an example takes is not what these tests ask.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"
