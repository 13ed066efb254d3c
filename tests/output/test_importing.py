"""What an import and a call of a package load, and that everything in it is there when it is asked for."""

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leadsmith.config import client_config
from leadsmith.document import parse
from leadsmith.pipeline import build

PACKAGE = "shop_to_import"


def answered(schema: str) -> dict[str, Any]:
    return {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": schema}}}}}


def operation(name: str, tag: str) -> dict[str, Any]:
    schema = f"#/components/schemas/{name}"
    body = {"content": {"application/json": {"schema": {"$ref": schema}}}}
    return {"operationId": f"make{name}", "tags": [tag], "requestBody": body, "responses": answered(schema)}


def thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"id": {"type": "string"}, **properties}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.test"}],
    "paths": {
        "/pets": {"post": operation("Pet", "pets")},
        "/orders": {"post": operation("Order", "orders")},
        "/parts": {"post": operation("Part", "parts")},
    },
    "webhooks": {"sold": {"post": operation("Sold", "pets")}},
    "components": {
        "schemas": {
            "Pet": thing(owner=ref("Person"), kind={"enum": ["cat", "dog"]}, tree=ref("Tree")),
            "Order": thing(buyer=ref("Person"), notes=ref("Tree")),
            "Person": thing(friend=ref("Person"), address=thing()),
            "Tree": {"oneOf": [{"type": "string"}, {"type": "array", "items": ref("Tree")}]},
            "Part": thing(),
            "Sold": thing(pet=ref("Pet")),
            "Gone": thing(order=ref("Order")),
        }
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the package, from which it can be imported."""
    folder = tmp_path_factory.mktemp("importing")
    output = build(parse(json.dumps(DOCUMENT).encode(), "a.json"), client_config(Path("a.json"), package=PACKAGE))
    for path, content in output.files.items():
        target = folder / PACKAGE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def loaded(folder: Path, program: str) -> set[str]:
    """The modules of `models` and `resources` that a process has loaded after these lines."""
    code = f"""
        import json, sys
        import {PACKAGE} as shop
        {program}
        print(json.dumps([name.partition(".")[2] for name in sys.modules if name.startswith("{PACKAGE}.")]))
    """
    lines = "\n".join(line.strip() for line in code.splitlines())
    done = subprocess.run([sys.executable, "-c", lines], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name for name in json.loads(done.stdout) if name.startswith(("models.", "resources."))}


@pytest.mark.parametrize(
    ("program", "modules"),
    [
        ("shop.ShopToImport", set()),
        ("client = shop.ShopToImport()", set()),
        ("shop.ShopToImport().parts", {"resources.parts", "models.parts"}),
        ("shop.AsyncShopToImport().parts", {"resources.parts", "models.parts"}),
        ("shop.ShopToImport().orders", {"resources.orders", "models.orders", "models.person"}),
        ("from shop_to_import.models import Part", {"models.parts"}),
        ("from shop_to_import.models import PartDict", {"models.parts"}),
        ("from shop_to_import.models import Person", {"models.person"}),
        ("from shop_to_import.resources import PartsResource", {"resources.parts", "models.parts"}),
        ("import shop_to_import.models, shop_to_import.resources, shop_to_import.testing", set()),
    ],
)
def test_what_is_loaded_is_what_is_used(folder: Path, program: str, modules: set[str]) -> None:
    assert loaded(folder, program) == modules


def test_a_call_loads_nothing_of_other_resources(folder: Path) -> None:
    call = f"""
        from {PACKAGE}.testing import FakeShopToImport
        with FakeShopToImport() as client: client.parts.make({{"id": "a"}})
    """
    assert loaded(folder, call) == {"resources.parts", "models.parts"}


@pytest.mark.parametrize("part", ["models", "resources"])
def test_everything_that_a_package_names_is_there(folder: Path, part: str) -> None:
    module = importlib.import_module(f"{PACKAGE}.{part}")
    assert {*module.__all__} <= {*dir(module)}
    taken: dict[str, Any] = {}
    exec(f"from {PACKAGE}.{part} import *", taken)
    assert {*module.__all__} == {*taken} - {"__builtins__"}
    assert all(value is getattr(module, name) is vars(module)[name] for name, value in taken.items() if name[0] != "_")
    assert {*module.__all__} <= {*dir(module)}, "also when all of it is loaded"


@pytest.mark.parametrize("part", ["models", "resources"])
def test_what_is_not_there_is_the_usual_error(folder: Path, part: str) -> None:
    module = importlib.import_module(f"{PACKAGE}.{part}")
    with pytest.raises(AttributeError, match=f"^module '{PACKAGE}.{part}' has no attribute 'Nothing'$"):
        _ = module.Nothing
    with pytest.raises(ImportError, match="cannot import name 'Nothing'"):
        exec(f"from {PACKAGE}.{part} import Nothing")


def test_models_are_pickled_and_read_where_no_one_has_loaded_them(folder: Path) -> None:
    models = importlib.import_module(f"{PACKAGE}.models")
    pet = models.Pet(id="a", owner=models.Person(id="b", friend=models.Person()), kind=models.PetKind.CAT, tree=["a"])
    data = pickle.dumps(pet)
    assert pickle.loads(data) == pet
    program = f"import pickle; assert pickle.loads({data!r}).owner.id == 'b'"
    assert "models.pet" in loaded(folder, program)


def test_an_alias_that_contains_itself_is_read_in_another_module(folder: Path) -> None:
    models = importlib.import_module(f"{PACKAGE}.models")
    assert models.Order.model_validate_json('{"notes": ["a", ["b"]]}').notes == ["a", ["b"]]
