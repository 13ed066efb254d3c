"""A document in several files: taken in whole, with the place of every value, and nothing from outside the folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner

from leadsmith.cli import app
from leadsmith.diagnostics import LeadsmithError
from leadsmith.document import FILES, load, pointer
from leadsmith.naming import Names
from leadsmith.normalise import ObjectShape, normalise, referred

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"


def write(folder: Path, **files: str) -> Path:
    """Files by path, with `__` for a slash; the document is `api.yaml`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(path.name.replace("_yaml", ".yaml").replace("_json", ".json"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "api.yaml"


def test_references_lead_on_through_files_and_back(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        api_yaml=HEAD + "a: {$ref: 'more/b.yaml#/x'}\nc: {deep: 1}\n",
        more__b_yaml="x: {$ref: '../e.json'}\ny: {$ref: ../api.yaml#/c}\nz: {$ref: '#/x'}\n",
        e_json='{"here": {"$ref": "more/b.yaml#/y"}}',
    )
    document = load(path)
    for reference, expected in [
        ("#/a", {"$ref": "#/x-files/more~1b.yaml/x"}),
        ("#/x-files/more~1b.yaml/x", {"$ref": "#/x-files/e.json"}),
        ("#/x-files/more~1b.yaml/y", {"$ref": "#/c"}),
        ("#/x-files/more~1b.yaml/z", {"$ref": "#/x-files/more~1b.yaml/x"}),
        ("#/x-files/e.json/here", {"$ref": "#/x-files/more~1b.yaml/y"}),
    ]:
        found = document.resolve(reference)
        assert found is not None and found[1] == expected
    assert set(document.digests) == {"api.yaml", "more/b.yaml", "e.json"}


def test_places_are_in_the_file_that_has_the_value(tmp_path: Path) -> None:
    path = write(tmp_path, api_yaml=HEAD + "a: {$ref: b.yaml}\n", b_yaml="# first\nx:\n  y: 1\n")
    document = load(path)
    place = document.locate(pointer(FILES, "b.yaml", "x", "y"))
    assert (Path(place.file).name, place.line, place.column) == ("b.yaml", 3, 3)
    assert place.file in document.sources


def test_a_file_that_leads_to_itself_is_read_once(tmp_path: Path) -> None:
    path = write(
        tmp_path, api_yaml=HEAD + "a: {$ref: b.yaml}\n", b_yaml="next: {$ref: b.yaml}\nfirst: {$ref: api.yaml}\n"
    )
    document = load(path)
    assert document.at("/x-files/b.yaml") == {"next": {"$ref": "#/x-files/b.yaml"}, "first": {"$ref": "#"}}


@pytest.mark.parametrize(
    "reference",
    ["../secret.yaml", "/etc/passwd", "file:///etc/passwd", "https://example.com/b.yaml", "missing.yaml", "link.yaml"],
)
def test_nothing_from_outside_is_read_and_what_is_missing_stays(tmp_path: Path, reference: str) -> None:
    write(tmp_path, secret_yaml="x: 1\n")
    folder = tmp_path / "api"
    path = write(folder, api_yaml=f"{HEAD}a: {{$ref: {reference}}}\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    document = load(path)
    assert document.at("/a") == {"$ref": reference}
    assert FILES not in document.root
    said = document.unresolved(reference, "/a")
    assert (said.code, said.location and said.location.line) == ("external-reference", 3)


def test_the_root_of_references_can_be_set_higher(tmp_path: Path) -> None:
    write(tmp_path, common_yaml="x: 1\n")
    path = write(tmp_path / "api", api_yaml=HEAD + "a: {$ref: ../common.yaml#/x}\n")
    assert load(path, ref_root=tmp_path).at("/x-files/..~1common.yaml/x") == 1


def test_a_broken_file_is_shown_in_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, api_yaml=HEAD + "a: {$ref: b.yaml}\n", b_yaml="x: [\n")
    with pytest.raises(LeadsmithError) as caught:
        load(path)
    place = caught.value.diagnostics[0].location
    assert place is not None and Path(place.file).name == "b.yaml"


# The commands ---------------------------------------------------------------------------------------------------------

API = (
    HEAD
    + """\
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {$ref: ../common/Pet.yaml}}}
"""
)
PET = "type: object\nproperties:\n  name: {type: string}\n"
CLIENT = '[[tool.leadsmith.clients]]\nspec = "api/api.yaml"\noutput = "pets_client"\nref_root = "."\n'


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose document is in two folders."""
    write(tmp_path, api__api_yaml=API, common__Pet_yaml=PET)
    (tmp_path / "pyproject.toml").write_text(CLIENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_schema_that_is_a_file_is_named_after_it(project: Path) -> None:
    run("generate", "--strict")
    assert "class Pet(Model):" in (project / "pets_client" / "models" / "pets.py").read_text(encoding="utf-8")


def test_a_change_in_another_file_is_drift(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADSMITH_CACHE", str(project / "cache"))
    run("generate")
    run("check")
    (project / "common" / "Pet.yaml").write_text(PET + "  age: {type: integer}\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "leadsmith", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "age: Omittable[int]" in done.stdout


def test_a_revision_has_its_own_files(project: Path) -> None:
    run("generate")
    for command in ("init -q -b main", "add -A", "-c user.name=a -c user.email=a@example.com commit -qm one"):
        subprocess.run(["git", *command.split()], check=True)
    assert "No changes" in run("diff", "main:api/api.yaml", "api/api.yaml")
    (project / "common" / "Pet.yaml").write_text(PET.replace("name", "title"), encoding="utf-8")
    told = run("diff", "main:api/api.yaml", "api/api.yaml", code=1)
    assert "`Pet.name` is gone" in told
    assert "main:common/Pet.yaml:3:3" in told


def test_a_reference_that_no_file_can_have_is_one_that_leads_nowhere(tmp_path: Path) -> None:
    path = write(tmp_path, api_yaml=HEAD + 'a: {$ref: "%00.yaml"}\n')
    document = load(path)
    assert document.resolve("%00.yaml") is None
    assert document.unresolved("%00.yaml", "/a").code == "external-reference"


def test_a_document_may_be_referred_to_by_its_own_address(tmp_path: Path) -> None:
    text = HEAD + "$self: https://a.test/api\na: {$ref: 'https://a.test/api#/b'}\nb: {$ref: 'https://b.test#/b'}\n"
    document = load(write(tmp_path, api_yaml=text))
    assert document.root["a"] == {"$ref": "#/b"}
    assert document.root["b"] == {"$ref": "https://b.test#/b"}


# What a discriminator names -------------------------------------------------------------------------------------------

KIND = "{{type: object, required: [t], properties: {{t: {{type: string}}, {}: {{type: string}}}}}}"
MAPPED = f"""\
Dog: {KIND.format("barks")}
Cow: {KIND.format("milk")}
Q:
  oneOf: [{{$ref: '#/Dog'}}, {{$ref: '#/Cow'}}]
  discriminator: {{propertyName: t, mapping: {{dog: '#/Dog', cow: '#/Cow'}}}}
"""


def kinds(path: Path) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """The values that tell the classes of a document apart, and what is said about it."""
    normal = normalise(load(path), Names())
    shapes = [(name, shape) for name, shape in normal.shapes.items() if isinstance(shape, ObjectShape)]
    tags = {name: item.tags for name, shape in shapes for item in shape.properties if item.tags}
    told = [(item.code, item.pointer) for item in normal.diagnostics]
    return tags, [item for item in told if item[0] != "no-operations"]


def with_schemas(schemas: str, openapi: str = "3.1.0") -> str:
    return f"openapi: {openapi}\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n{indent(schemas, '    ')}"


def test_a_mapping_leads_into_other_files_as_references_do(tmp_path: Path) -> None:
    schemas = """\
P:
  oneOf: [{$ref: cat.yaml}, {$ref: 'more/b.yaml#/Dog'}]
  discriminator: {propertyName: t, mapping: {cat: cat.yaml, dog: 'more/b.yaml#/Dog'}}
R: {type: object, properties: {q: {$ref: 'more/b.yaml#/Q'}}}
"""
    path = write(tmp_path, api_yaml=with_schemas(schemas), cat_yaml=KIND.format("lives"), more__b_yaml=MAPPED)
    assert kinds(path) == ({"Cat": ("cat",), "Dog": ("dog",), "Cow": ("cow",)}, [])


def test_a_mapping_alone_makes_a_file_part_of_the_document(tmp_path: Path) -> None:
    schemas = """\
P:
  type: object
  properties: {t: {type: string}}
  discriminator: {propertyName: t, mapping: {cat: cat.yaml}, defaultMapping: 'other.yaml#/Other'}
R: {type: object, properties: {p: {$ref: '#/components/schemas/P'}}}
"""
    parent = "{$ref: 'api.yaml#/components/schemas/P'}"
    path = write(
        tmp_path,
        api_yaml=with_schemas(schemas, "3.2.0"),
        cat_yaml=f"allOf: [{parent}, {{type: object, properties: {{lives: {{type: integer}}}}}}]\n",
        other_yaml=f"Other: {{allOf: [{parent}]}}\n",
    )
    normal = normalise(load(path), Names())
    assert normal.diagnostics == ()
    holder, parent_shape = normal.shapes["R"], normal.shapes["P"]
    assert isinstance(holder, ObjectShape) and isinstance(parent_shape, ObjectShape)
    assert [referred(branch) for branch in holder.properties[0].schema["anyOf"]] == ["Cat", "Other", "P"]
    assert parent_shape.family == ("Cat", "Other")
    assert kinds(path)[0] == {"Cat": ("cat",), "P": ("P",)}


@pytest.mark.parametrize("openapi", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_name_in_a_mapping_is_a_component_before_it_is_a_file(tmp_path: Path, openapi: str) -> None:
    schemas = f"""\
P:
  oneOf: [{{$ref: '#/components/schemas/cat.yaml'}}, {{$ref: 'whole.yaml#/components/schemas/Dog'}}]
  discriminator: {{propertyName: t, mapping: {{cat: cat.yaml}}}}
cat.yaml: {KIND.format("lives")}
R: {{type: object, properties: {{q: {{$ref: 'whole.yaml#/components/schemas/Q'}}}}}}
"""
    whole = """\
Q:
  oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cow'}]
  discriminator: {propertyName: t, mapping: {d: Dog, c: './whole.yaml#/components/schemas/Cow'}}
"""
    path = write(
        tmp_path,
        api_yaml=with_schemas(schemas, openapi),
        cat_yaml="wrong: true\n",
        whole_yaml=with_schemas(MAPPED.partition("Q:")[0] + whole),
    )
    assert kinds(path) == ({"CatYaml": ("cat",), "Dog": ("d",), "Cow": ("c",)}, [])


def test_schemas_in_files_have_their_names_as_values(tmp_path: Path) -> None:
    schemas = """\
P: {oneOf: [{$ref: more/Cat.yaml}, {$ref: 'more/b.yaml#/Dog'}], discriminator: {propertyName: t}}
"""
    path = write(tmp_path, api_yaml=with_schemas(schemas), more__Cat_yaml=KIND.format("lives"), more__b_yaml=MAPPED)
    assert kinds(path)[0] == {"Cat": ("Cat",), "Dog": ("Dog",)}


def test_a_mapping_that_leads_nowhere_says_where_to(tmp_path: Path) -> None:
    schemas = f"""\
Cat: {KIND.format("lives")}
P:
  oneOf: [{{$ref: '#/components/schemas/Cat'}}]
  discriminator: {{propertyName: t, mapping: {{a: Cta, b: no.yaml}}}}
"""
    normal = normalise(load(write(tmp_path, api_yaml=with_schemas(schemas))), Names())
    assert [(item.code, item.hint) for item in normal.diagnostics] == [
        ("unresolved-reference", "Did you mean #/components/schemas/Cat?"),
        (
            "external-reference",
            "Mend the path; for files outside of the document's folder, set `ref_root`, or `--ref-root DIR`.",
        ),
    ]
