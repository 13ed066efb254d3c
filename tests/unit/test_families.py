"""Which classes share a module of `models`."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.ir import (
    Alias,
    Client,
    EnumClass,
    Field,
    ListOf,
    ModelClass,
    Operation,
    Ref,
    Resource,
    Scalar,
    Types,
    UnionDict,
    UnionOf,
    Webhook,
)
from leadsmith.render.families import Family, families, family_names

Graph = Mapping[str, Sequence[str]]


def model(name: str, uses: Iterable[str] = (), was: tuple[str, ...] = ()) -> ModelClass:
    fields = [Field(f"field_{n}", f"f{n}", ListOf(Ref(each)), True, False, "", "") for n, each in enumerate(uses)]
    return ModelClass(name, tuple(fields), None, "", "", was)


def operation(returns: Iterable[str]) -> Operation:
    kind = UnionOf(tuple(map(Ref, returns)))
    none = {"paging": None, "security": None, "returns_example": None, "deprecated": False}
    text = {"summary": "", "description": "", "returns_description": "", "pointer": "", "accept": ""}
    return Operation("get", "GET", "/", parameters=(), body=None, returns=kind, failures=(), **text, **none)


def client(types: Types, resources: Graph, sent: Iterable[str] = ()) -> Client:
    made = tuple(Resource(name, name.title(), (operation(uses),), "", "") for name, uses in resources.items())
    hooks = tuple(Webhook(each.lower(), each, "", Ref(each), "", "", "") for each in sent)
    return Client("acme", "Acme", "Acme", "", (), (), (), made, types, webhooks=hooks)


def of_models(models: Graph) -> Types:
    return Types({}, {name: model(name, uses) for name, uses in models.items()}, {}, {})


def found(models: Graph, resources: Graph, sent: Iterable[str] = ()) -> dict[str, set[str]]:
    """The names in each module."""
    return {each.name: {*family_names(each)} for each in families(client(of_models(models), resources, sent))}


def test_what_one_resource_uses_is_in_its_module_and_what_several_use_in_another() -> None:
    models = {"Lead": ["Person"], "Order": ["Person"], "Person": ["Address"], "Address": [], "Part": [], "Gone": []}
    assert found(models, {"leads": ["Lead"], "orders": ["Order", "Part"]}) == {
        "leads": {"Lead"},
        "orders": {"Order", "Part"},
        "person": {"Person", "Address"},
        "others": {"Gone"},
    }


def test_a_circle_is_in_one_module() -> None:
    models = {"Lead": ["Person"], "Person": ["Lead"], "Order": []}
    assert found(models, {"leads": ["Lead"], "people": ["Person"], "orders": ["Order"]}) == {
        "lead": {"Lead", "Person"},
        "orders": {"Order"},
    }


def test_what_only_webhooks_hold_has_a_module_beside_that_of_a_resource_of_this_name() -> None:
    models: Graph = {"Hook": [], "Sent": ["Both"], "Both": []}
    assert found(models, {"webhooks": ["Hook"], "leads": ["Both"]}, ["Sent"]) == {
        "webhooks": {"Hook"},
        "webhooks_2": {"Sent"},
        "both": {"Both"},
    }


@pytest.mark.parametrize(
    ("name", "module"), [("Leads", "leads_2"), ("Import", "import_2"), ("Con", "con_2"), ("lead", "lead_2")]
)
def test_no_module_has_a_name_that_is_taken(name: str, module: str) -> None:
    """By a resource, by Python, by Windows, or by a class: that of the module would hide it."""
    assert found({name: [], "Own": []}, {"leads": [name, "Own"], "orders": [name]}) == {
        "leads": {"Own"},
        module: {name},
    }


def test_an_old_name_of_a_class_is_hidden_by_no_module() -> None:
    types = Types({}, {"Lead": model("Lead", was=("leads",))}, {}, {})
    assert [each.name for each in families(client(types, {"leads": ["Lead"]}))] == ["leads_2"]


def test_all_kinds_of_types_are_in_the_module_and_its_imports() -> None:
    fields = model("Lead", ["Heat", "Where"]).fields
    union = UnionOf((Ref("Car"), Ref("Bike")), several="#/any")
    types = Types(
        enums={"Heat": EnumClass("Heat", "StrEnum", Scalar("str"), (), "", "")},
        models={
            "Lead": ModelClass("Lead", fields, Ref("Extra"), "", ""),
            **{name: model(name) for name in ("Extra", "Car", "Bike")},
        },
        aliases={"Where": Alias("Where", union, "", "")},
        dicts={"Lead": "LeadDict", "Car": "CarDict"},
        unions={"#/any": UnionDict("VehicleDict", ("Car", "Bike"))},
    )
    leads, where = families(client(types, {"leads": ["Lead"], "ways": ["Where"]}))
    assert {*family_names(leads)} == {"Heat", "Lead", "Extra", "LeadDict"}
    assert {*family_names(where)} == {"Car", "Bike", "Where", "CarDict", "VehicleDict"}
    assert leads.imports == {where.name: ("Bike", "Car", "CarDict", "VehicleDict", "Where")}
    assert where.imports == {}


NAMES = [f"Class{n}" for n in range(9)]
SOME = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
GRAPHS = st.fixed_dictionaries(dict.fromkeys(NAMES, SOME))
RESOURCES = st.fixed_dictionaries(dict.fromkeys(("leads", "orders", "class3", "class_4"), SOME))


@given(GRAPHS, RESOURCES, SOME)
def test_modules_are_no_circle_and_each_resource_loads_what_it_uses(
    models: dict[str, list[str]], resources: dict[str, list[str]], sent: list[str]
) -> None:
    made = {each.name: each for each in families(client(of_models(models), resources, sent))}
    own = {name: family_names(each) for name, each in made.items()}
    assert sorted(name for names in own.values() for name in names) == sorted(NAMES), "each is in one module"
    assert len({name.casefold() for name in made}) == len(made)
    assert not any(keyword.iskeyword(name) for name in made)
    tuple(TopologicalSorter({name: each.imports for name, each in made.items()}).static_order())  # else CycleError
    home = {name: module for module, names in own.items() for name in names}
    for uses in resources.values():
        wanted = reached(uses, models)
        loaded = {name for each in wanted for module in closed(home[each], made) for name in own[module]}
        assert loaded == wanted


@given(GRAPHS, RESOURCES, SOME, st.permutations(NAMES))
def test_the_order_of_the_classes_decides_nothing(
    models: dict[str, list[str]], resources: dict[str, list[str]], sent: list[str], order: list[str]
) -> None:
    assert found({name: models[name] for name in order}, resources, sent) == found(models, resources, sent)


def test_a_webhook_takes_no_module_of_a_resource() -> None:
    models: Graph = {"Alpha": [], "Zed": []}
    made = found(models, {"webhooks": ["Zed"]}, ["Alpha"])
    assert made == {"webhooks": {"Zed"}, "webhooks_2": {"Alpha"}}


def test_a_long_way_through_many_resources_is_gone_once() -> None:
    """A walk for each resource would take minutes here, and a recursive one would go too deep."""
    names = [f"Class{n}" for n in range(20_000)]
    models = {name: [following] for name, following in zip(names, [*names[1:], names[0]], strict=True)}
    resources = {f"resource{n}": [names[n]] for n in range(0, 20_000, 10)}
    (made,) = families(client(of_models(models), resources))
    assert len(made.types.models) == 20_000


def reached(names: Iterable[str], models: Graph) -> set[str]:
    seen: set[str] = set()
    left = [*names]
    while left:
        name = left.pop()
        left += () if name in seen else models[name]
        seen.add(name)
    return seen


def closed(module: str, made: Mapping[str, Family]) -> set[str]:
    """The modules that are loaded with one."""
    return {module}.union(*(closed(each, made) for each in made[module].imports))
