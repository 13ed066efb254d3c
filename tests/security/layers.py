"""Does each guard hold alone? A mistake is planted before it, as if somebody had made it, and must not get through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from unittest.mock import patch

from jinja2 import ChoiceLoader, DictLoader
from tests.security.checks import CONFIG
from tests.security.places import document

from leadsmith import models, pipeline, render
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import Document, parse
from leadsmith.normalise import Schema
from leadsmith.render.code import Code, NotCodeError
from leadsmith.render.override import OURS


def layers() -> list[str]:
    """The guards that a mistake got through."""
    found = []
    for name, planted, stops in (
        ("finalize: a template prints text", _template("{{ client.description }}"), _not_code),
        ("finalize: a template prints joined text", _template('{{ (client.title | literal) ~ " " }}'), _not_code),
        ("identifier: a template names what is no name", _template("{{ client.description | identifier }}"), _no_name),
        ("fence: a function of ours makes code of text", _function, _not_ours),
        ("schema: a key of another tool reaches it", _schema, _not_passed),
    ):
        try:
            with planted():
                pipeline.build(_document(), CONFIG)
        except Exception as error:
            if not stops(error):
                found.append(f"{name}: {type(error).__name__}: {error}")
        else:
            found.append(f"{name}: nothing stopped it")
    return found


def _document() -> Document:
    return parse(json.dumps(document({"info.description": "print(1)"})).encode(), "spec.json")


def _template(printed: str) -> Callable[[], AbstractContextManager[None]]:
    """Another template of ours, with a mistake."""

    @contextmanager
    def planted() -> Iterator[None]:
        name = "errors.py.jinja"
        text = (render.templates_folder() / name).read_text(encoding="utf-8")
        environment = render._environment(OURS)
        others = environment.loader
        assert others is not None
        own = DictLoader({name: f"{text}\n{printed}\n"})
        with (
            patch.object(environment, "loader", ChoiceLoader([own, others])),
            patch.object(render, "_own_environment", lambda cache: environment),
        ):
            yield

    return planted


@contextmanager
def _function() -> Iterator[None]:
    with patch.object(render, "client_docstring", lambda client, asynchronous: Code(client.description)):
        render._own_environment.cache_clear()
        try:
            yield
        finally:
            render._own_environment.cache_clear()


@contextmanager
def _schema() -> Iterator[None]:
    made = models.split_null

    def with_more(schema: Schema) -> tuple[Schema, bool]:
        rest, nullable = made(schema)
        return {**rest, "customBasePath": "os.system"}, nullable

    with patch.object(models, "split_null", with_more):
        yield


def _not_code(error: Exception) -> bool:
    return isinstance(error, NotCodeError)


def _no_name(error: Exception) -> bool:
    return isinstance(error, ValueError) and "is not a Python name" in str(error)


def _not_ours(error: Exception) -> bool:
    return isinstance(error, LeadsmithError) and error.diagnostics[0].code == "not-ours"


def _not_passed(error: Exception) -> bool:
    return isinstance(error, RuntimeError) and "not for datamodel-code-generator" in str(error)
