"""What the generator knows of the runtime by name is what the runtime has."""

from __future__ import annotations

import subprocess
import sys

import pytest

from leadsmith import offered, runtime
from leadsmith.runtime import errors, fake


def test_the_names_are_those_of_the_runtime() -> None:
    assert offered.names() == {*runtime.__all__}
    clients = (fake.Fake, fake.AsyncFake)
    assert {name for each in clients for name in dir(each) if not name.startswith("_")} == offered.CLIENT_NAMES
    assert all(isinstance(getattr(errors, name), type) for name in offered.error_names())
    assert offered.INVALID_PAYLOAD_ERROR in offered.error_names()


def test_a_status_has_the_exception_that_the_runtime_raises() -> None:
    for status in range(400, 1000):
        assert offered.error_of(status) == errors.status_error_class(status).__name__


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("default", "StatusError"),
        ("4XX", "ClientError"),
        ("4xx", "ClientError"),
        ("5XX", "ServerError"),
        ("3XX", "UnexpectedResponseError"),
        (302, "UnexpectedResponseError"),
        ("404", "NotFoundError"),
    ],
)
def test_ranges_have_what_their_statuses_have_in_common(status: int | str, expected: str) -> None:
    assert offered.error_of(status) == expected


def test_nothing_that_makes_clients_imports_what_they_send_with() -> None:
    code = "import sys, leadsmith.pipeline; print({'httpx', 'datamodel_code_generator'} & {*sys.modules})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
