"""The name lock over whole documents that change as their owners change them.

With the manifest: every key that is there before and after keeps its name, whatever changes; the client still builds;
names are distinct; the new manifest gives the same names again; going back brings the old names back. Exceptions, which
are no renames: an operation that none of its earlier tags names any more is in another resource; of several places that
shared an enum and no longer do, one keeps the name, and of several that come to share one, too.

Without it: order and descriptions change no name at all. What is added under words of its own changes no other name;
another operationId those of its operation alone. What is removed changes the name of another thing only where that
thing takes over a name that is free now, or shared an enum that was named after what is gone.

LEADSMITH_EXAMPLES=1000 runs as many examples for each document; `--corpus DIR` adds real documents.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsmith import operations
from leadsmith.config import ClientConfig
from leadsmith.document import Document, load, pointer
from leadsmith.ir import (
    Alias,
    Client,
    EnumClass,
    EnumMember,
    Field,
    ListOf,
    LiteralOf,
    MapOf,
    ModelClass,
    Operation,
    Ref,
    Scalar,
    Type,
    Types,
)
from leadsmith.models import union
from leadsmith.naming import Names
from leadsmith.normalise import AliasShape, EnumShape, Schema, Shape, split_null
from leadsmith.pipeline import describe
from leadsmith.render.dicts import dict_names
from names import changes as changing
from names.changes import CHANGES, REORDERED, Change

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {"leads": ROOT / "spec" / "leads.yaml"} | {
    path.parent.name: path
    for path in sorted(ROOT.glob("tests/cases/*/spec.yaml"))
    if path.parent.name not in ("bad_yaml", "swagger_2")
}
CORPUS = (
    "museum.yaml petstore-3.0.yaml petstore-3.1.json train-travel.yaml payload-cms.json scalar-galaxy.yaml "
    "notion-mcp.json blockfrost.yaml figma.yaml dwolla.yaml spotify-official.yaml langfuse.yaml"
).split()
EXAMPLES = int(os.environ.get("LEADSMITH_EXAMPLES", "0"))
CONFIG = ClientConfig(spec=Path("spec.yaml"), output=Path("acme"), package="acme")
SEEDS = st.integers(0, 2**32 - 1)
APART = [
    changing.add_schema,
    changing.add_field,
    changing.add_value,
    changing.add_operation,
    changing.add_parameter,
    changing.remove,
    changing.rename,
    changing.rename_schema,
    changing.rename_operation,
]
"""Changes that are held to rename nothing else even without a lock."""
SEQUENCES = st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6)


def examples(number: int) -> settings:
    return settings(max_examples=EXAMPLES or number, derandomize=True, database=None)


each_document = pytest.mark.parametrize("name", DOCUMENTS)


# Names of a document --------------------------------------------------------------------------------------------------


def plain_types(shapes: Mapping[str, Shape], expressions: Mapping[str, Schema]) -> tuple[Types, dict[str, Type]]:
    """What `build_types` gives, as far as names are concerned, in a hundredth of the time."""
    enums, models, aliases = {}, {}, {}
    for name, shape in shapes.items():
        if isinstance(shape, EnumShape):
            members = tuple(EnumMember(member, value, "") for member, value in shape.members if value is not None)
            enums[name] = EnumClass(name, "Enum", Scalar("str"), members, "", shape.pointer)
        elif isinstance(shape, AliasShape):
            aliases[name] = Alias(name, plain(shape.schema), "", shape.pointer)
        else:
            fields = tuple(
                Field(
                    item.name,
                    item.wire,
                    plain(item.schema),
                    item.required,
                    False,
                    "",
                    item.pointer,
                    read_only=item.read_only,
                    tags=item.tags,
                )
                for item in shape.properties
            )
            extra = None if shape.extra is None else plain(shape.extra)
            models[name] = ModelClass(name, fields, extra, "", shape.pointer)
    return Types(enums, models, aliases, {}), {key: plain(schema) for key, schema in expressions.items()}


def plain(schema: Schema) -> Type:
    if "$ref" in schema:
        return Ref(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        rest = split_null(schema)[0]
        if "anyOf" not in rest:
            return plain(rest)
        return union([plain(branch) for branch in rest["anyOf"]], rest.get("several", ""))
    if "const" in schema:
        return LiteralOf((schema["const"],))
    if schema.get("type") == "array":
        return ListOf(plain(schema["items"]))
    return MapOf(plain(schema["additionalProperties"])) if schema.get("type") == "object" else _scalar(schema)


def _scalar(schema: Schema) -> Type:
    return Scalar("str" if schema else "Any")


def client(document: Document, previous: Mapping[str, str] | None = None) -> tuple[Client, dict[str, str]]:
    """The client, and its names by key as the manifest has them."""
    names = Names(previous=previous or {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "build_types", plain_types)
        found, _ = describe(document, CONFIG, names)
    return found, names.given


@cache
def read(path: Path) -> tuple[Document, dict[str, str]]:
    """The document, and its names without a lock."""
    document = load(path)
    return document, client(document)[1]


def changed(document: Document, changes: list[Change], seed: int) -> Document:
    root = copy.deepcopy(plain_copy(document.root))
    for index, change in enumerate(changes):
        change(root, Random(f"{seed} {index}"))
    return replace(document, root=root)


def plain_copy(value: Any) -> Any:
    """A copy in which no two parts are one object, as YAML's aliases make them."""
    if isinstance(value, dict):
        return {key: plain_copy(item) for key, item in value.items()}
    return [plain_copy(item) for item in value] if isinstance(value, list) else value


# What is held ---------------------------------------------------------------------------------------------------------


def renamed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The keys of both that have another name after, without those that are no rename (see above)."""
    moved = {
        key.removesuffix("/resource")
        for key in before.keys() & after.keys()
        if key.endswith("/resource") and before[key] != after[key]
    }
    kept = {before[key] for key in before.keys() & after.keys() if before[key] == after[key]}
    joined = [name for key, name in after.items() if key.endswith("/class")]
    classes = [name for key, name in before.items() if key.endswith("/class")]
    found = {}
    for key, name in before.items():
        if key not in after or after[key] == name or key.removesuffix("/resource") in moved:
            continue
        if key.endswith("/class") and ((classes.count(name) > 1 and name in kept) or joined.count(after[key]) > 1):
            continue
        found[key] = (name, after[key])
    return found


def arguments(operation: Operation) -> list[str]:
    choice = operation.body.choice if operation.body else ""
    return [*(parameter.name for parameter in operation.parameters), *([choice] if choice else [])]


def assert_distinct(client: Client) -> None:
    types = client.types
    classes = [*types.enums, *types.models, *types.aliases, *dict_names(types)]
    resources = [resource.class_name for resource in client.resources]
    scopes: list[list[str]] = [
        [*classes, *resources, *(f"Async{name}" for name in resources)],
        [resource.name for resource in client.resources],
        [webhook.name for webhook in client.webhooks],
        *([operation.name for operation in resource.operations] for resource in client.resources),
        *([field.name for field in model.fields] for model in types.models.values()),
        *([member.name for member in enum.members] for enum in types.enums.values()),
        *(
            arguments(operation)
            for operation in chain.from_iterable(resource.operations for resource in client.resources)
        ),
    ]
    for scope in scopes:
        assert len({name.casefold() for name in scope}) == len(scope), scope


def assert_all_there(client: Client, names: Mapping[str, str]) -> None:
    """Every resource, method, parameter, class, field and member of the client has a key, and nothing else has."""
    types = client.types
    operations = [operation for resource in client.resources for operation in resource.operations]
    wanted = [*types.enums, *types.models, *types.aliases, *dict_names(types)]
    wanted += [member.name for enum in types.enums.values() for member in enum.members]
    wanted += [field.name for model in types.models.values() for field in model.fields]
    wanted += [name for resource in client.resources for name in (resource.name, resource.class_name)]
    wanted += [operation.name for operation in operations]
    wanted += [name for operation in operations for name in arguments(operation)]
    wanted += [server.name for server in client.servers]
    wanted += [argument for credential in client.credentials for argument in credential.arguments]
    wanted += [argument.name for argument in client.server_arguments]
    wanted += [webhook.name for webhook in client.webhooks]
    given = [name for key, name in names.items() if not key.endswith("/resource")]
    for name in {*wanted, *given}:
        assert given.count(name) >= wanted.count(name) > 0, name


def hold_with_the_lock(path: Path, changes: list[Change], seed: int) -> None:
    document, before = read(path)
    now = before
    for index, change in enumerate(changes):
        document = changed(document, [change], seed + index)
        found, after = client(document, now)
        assert renamed(now, after) == {}, change.__name__
        assert_distinct(found)
        assert client(document, after)[1] == after
        now = after
    back = client(read(path)[0], now)[1]
    # Members are under one of the places that share an enum, which may be another one now.
    assert {key for key in back if "/enum/" not in key} == {key for key in before if "/enum/" not in key}
    assert renamed(now, back) == {}


def hold_without_order(path: Path, seed: int) -> None:
    document, before = read(path)
    assert client(changed(document, list(REORDERED), seed))[1] == before


def hold_without_a_lock(path: Path, change: Change, seed: int) -> None:
    document, before = read(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changing, "alike", lambda name, random: f"zebra{name[:1]}{random.randrange(1000)}")
        patch.setattr(changing, "joined", lambda one, two: f"zebra{one[:1]}")
        now = changed(document, [change], seed)
    after = client(now)[1]
    own = [
        pointer("paths", path, method)
        for path, item in document.root["paths"].items()
        for method in item
        if method in changing.METHODS and _operation_id(document, path, method) != _operation_id(now, path, method)
    ]
    gone = [before[key].casefold() for key in before.keys() - after.keys()]
    for key, (old, new) in renamed(before, after).items():
        if key.startswith(tuple(own)):
            continue
        assert old.casefold() in gone or any(new.casefold().startswith(name) for name in gone), (key, old, new)


def _operation_id(document: Document, path: str, method: str) -> Any:
    return (document.at(pointer("paths", path, method)) or {}).get("operationId")


@each_document
@examples(4)
@given(changes=SEQUENCES, seed=SEEDS)
def test_with_the_lock_nothing_is_renamed(name: str, changes: list[Change], seed: int) -> None:
    hold_with_the_lock(DOCUMENTS[name], changes, seed)


@each_document
@examples(3)
@given(seed=SEEDS)
def test_order_and_descriptions_decide_no_name(name: str, seed: int) -> None:
    hold_without_order(DOCUMENTS[name], seed)


@each_document
@examples(3)
@given(change=st.sampled_from(APART), seed=SEEDS)
def test_without_a_lock_a_change_renames_nothing_else(name: str, change: Change, seed: int) -> None:
    hold_without_a_lock(DOCUMENTS[name], change, seed)


@pytest.mark.parametrize("file", CORPUS)
@examples(2)
@given(changes=SEQUENCES, change=st.sampled_from(APART), seed=SEEDS)
def test_names_of_real_documents_stay(
    corpus: Path, file: str, changes: list[Change], change: Change, seed: int
) -> None:
    hold_with_the_lock(corpus / "real" / file, changes, seed)
    hold_without_order(corpus / "real" / file, seed)
    hold_without_a_lock(corpus / "real" / file, change, seed)


@each_document
def test_the_manifest_has_every_name(name: str) -> None:
    """The same with datamodel-code-generator as with the plain types of these tests."""
    document, plain_names = read(DOCUMENTS[name])
    names = Names()
    found, _ = describe(document, CONFIG, names)
    assert names.given == plain_names
    assert_all_there(found, names.given)
