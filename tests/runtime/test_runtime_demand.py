"""What is made when it is first used: validators here, names of packages in tests/output/test_importing.py."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field

from leadsmith.runtime import Model, Omittable, read
from leadsmith.runtime.demand import deferred


class Part(Model):
    name: Omittable[str] = None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Part, '{"name": "a"}'),
        (Annotated[Part, Field(description="text")], '{"name": "a"}'),
        (list[Part], '[{"name": "a"}]'),
        (Part | None, '{"name": "a"}'),
        (list[str], '["a"]'),
    ],
)
def test_a_validator_is_built_when_something_is_read(kind: Any, text: str) -> None:
    made = deferred(kind)
    assert not made.pydantic_complete
    assert made.dump_json(read(text, made)).decode() == text.replace(": ", ":")
    assert made.pydantic_complete
