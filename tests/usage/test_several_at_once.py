"""The typed dict of what may be several objects at once: its keys are fields of those, and its name may change."""

from __future__ import annotations

from pathlib import Path

from leadsmith.compat import compare
from leadsmith.compat.usage import affected, find_uses
from usage.helpers import client, package, short, write

SPEC = """\
openapi: 3.1.0
info: {title: Drive, version: "1"}
servers: [{url: "https://drive.test"}]
paths:
  /vehicles:
    post:
      operationId: createVehicle
      tags: [Vehicles]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Vehicle"}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Vehicle: {anyOf: [{$ref: "#/components/schemas/Car"}, {$ref: "#/components/schemas/Bike"}]}
    Car: {type: object, required: [wheels], properties: {wheels: {type: integer}}}
    Bike: {type: object, required: [gears], properties: {gears: {type: integer}}}
"""
NAMES = {"/components/schemas/Vehicle": "Machine"}
WAS = {"/components/schemas/Vehicle": ("Vehicle",)}
PROGRAM = """\
from drive import Drive
from drive.models import VehicleDict
body: VehicleDict = {"wheels": 4, "gears": 2}
print(body["gears"])
Drive().vehicles.create(body)
Drive().vehicles.create({"wheels": 4, "gears": 2})
"""


def test_its_keys_are_fields_of_the_objects(tmp_path: Path, cache: Path) -> None:
    write(tmp_path / "code", {"program.py": PROGRAM})
    folder = package(tmp_path / "one", SPEC, "drive")
    uses = find_uses(tmp_path / "code", folder, client(folder), cache).uses
    found = {f"{use.line} {short(use)}" for use in uses if use.symbol.partition(".")[0] in ("Car", "Bike")}
    written = {"Car.wheels:write", "Bike.gears:write", "Car:construct", "Bike:construct"}
    assert found == {f"{line} {use}" for line in (3, 6) for use in written} | {"4 Bike.gears:read"}


def test_it_is_renamed_as_a_class_is(tmp_path: Path, cache: Path) -> None:
    write(tmp_path / "code", {"program.py": PROGRAM})
    plain = package(tmp_path / "one", SPEC, "drive")
    uses = find_uses(tmp_path / "code", plain, client(plain), cache)
    for spec, names, was, expected in (
        (SPEC, NAMES, {}, "breaking typed-dict-renamed VehicleDict"),
        (SPEC, NAMES, WAS, "warning typed-dict-renamed-with-alias VehicleDict"),
        (SPEC.replace("anyOf", "oneOf"), {}, {}, "breaking typed-dict-removed VehicleDict"),
    ):
        other = package(tmp_path / expected, spec, "drive", names=names, was=was)
        changes = compare(client(plain), client(other))
        hits = {
            f"{hit.use.line} {hit.change.level} {hit.change.id} {hit.change.symbol}" for hit in affected(changes, uses)
        }
        assert {f"2 {expected}", f"3 {expected}"} <= hits
        kept = "VehicleDict: TypeAlias = MachineDict" in (other / "models/__init__.py").read_text()
        assert kept == bool(was)
