"""Options of the test run, and what the tests may need from outside. Knows nothing of what is tested."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What `check` found clean it keeps in the user's cache folder: tests leave nothing there, and each starts anew.
os.environ["LEADSMITH_CACHE"] = ""

# Machines are shared and noisy: how long an example takes is no matter of these tests.
settings.register_profile("leadsmith", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leadsmith")

collect_ignore = ["story/crm", "story/bot"]  # repositories of a story, with tests of their own

_FOLDERS = {
    "--recordings": "Recorded exchanges with a Payload server; tests that need them are skipped without.",
    "--payload-openapi": "OpenAPI documents that tools make of the Payload server; the same.",
    "--corpus": "Real API descriptions and the test documents of other generators; the same.",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    for option, text in _FOLDERS.items():
        parser.addoption(option, type=Path, metavar="DIR", help=text)
    parser.addoption("--update", action="store_true", help="Write the expected files of tests/cases anew.")


@pytest.fixture(scope="session")
def recordings(pytestconfig: pytest.Config) -> Path:
    """The folder of recorded exchanges."""
    return _folder(pytestconfig, "--recordings")


@pytest.fixture(scope="session")
def payload_openapi(pytestconfig: pytest.Config) -> Path:
    """The folder of documents made of the Payload server."""
    return _folder(pytestconfig, "--payload-openapi")


@pytest.fixture(scope="session")
def corpus(pytestconfig: pytest.Config) -> Path:
    """The folder of real API descriptions and test documents of other generators."""
    return _folder(pytestconfig, "--corpus")


def _folder(config: pytest.Config, option: str) -> Path:
    folder: Path | None = config.getoption(option)
    if folder is None:
        pytest.skip(f"needs {option} DIR")
    assert folder.is_dir(), f"{option}: {folder} is no folder"
    return folder
