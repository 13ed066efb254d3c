"""One cache of what mypy knows of libraries, for all tests and runs."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(pytestconfig: pytest.Config) -> Path:
    kept = pytestconfig.cache
    assert kept is not None
    return kept.mkdir("mypy")
