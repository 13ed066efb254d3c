"""Whole processes that generate: cold, after a change, with nothing changed; and their memory."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.documents import LARGE, changed, documents, found, synthetic
from tests.benchmarks.measure import ROOT, Found, Row, Sample, Settings, compared, environment, in_turn, process, python
from tests.benchmarks.measure import shown as seconds
from tests.benchmarks.peers import PEERS, generated, installed

_DCG = """
import json, sys
document = json.load(open(sys.argv[1], encoding="utf-8"))
from datamodel_code_generator import InputFileType, OpenAPIScope, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType
made = generate(
    document, input_file_type=InputFileType.OpenAPI, output_model_type=DataModelType.PydanticV2BaseModel,
    target_python_version=PythonVersion.PY_311, openapi_scopes=[OpenAPIScope.Schemas, OpenAPIScope.Paths],
    formatters=[], use_standard_collections=True, use_union_operator=True, keep_model_order=True,
)
open(sys.argv[2], "w", encoding="utf-8").write(made)
"""
_IMPORTS = "import datamodel_code_generator, jinja2, pydantic"
MB = 10**6


def generate(spec: Path, folder: Path) -> Sample:
    """One run of `leadsmith generate` into a folder that is not there yet."""
    shutil.rmtree(folder, ignore_errors=True)
    return python("-m", "leadsmith", "generate", str(spec), "--output", str(folder))


def cold(settings: Settings) -> Found:
    """Each document, beside each of the peers that takes it."""
    rows = []
    peers = [(peer, *installed(peer, settings.cache)) for peer in PEERS] if settings.peers else []
    for name, spec in documents(settings):
        with tempfile.TemporaryDirectory() as place:
            there = [each for each in peers if each[1]]
            sides = [partial(generated, peer, bin_, spec, Path(place, "peer")) for peer, bin_, _ in there if bin_]
            ours, *theirs = in_turn(settings.runs, partial(generate, spec, Path(place, f"{name}_client")), *sides)
        what = f"cold generation, {name}"
        if not settings.peers:
            rows.append(Row(what, "nothing (--peers compares)", ours=seconds(ours), runs=len(ours)))
        rows += [
            compared(what, each[0].name, ours, took, each[0].goal) for each, took in zip(there, theirs, strict=True)
        ]
        rows += [Row(what, peer.name, ours=seconds(ours), note=why) for peer, programs, why in peers if not programs]
    return Found(tuple(rows))


def github(settings: Settings) -> Found:
    """GitHub beside reading it and datamodel-code-generator's models of it, not formatted; and its memory."""
    if not settings.corpus:
        return Found(())
    spec = found(settings.corpus, "github")
    with tempfile.TemporaryDirectory() as place:
        ours, theirs = in_turn(
            settings.runs,
            partial(generate, spec, Path(place, "github_client")),
            partial(python, "-c", _DCG, str(spec), f"{place}/models.py"),
        )
    allowed = 8 * spec.stat().st_size + 150 * MB
    peak = max(sample.peak for sample in ours)
    memory = Row(
        "memory, github",
        "8 x the document + 150 MB",
        ratio=peak / allowed,
        goal=1.0,
        ours=f"{peak / MB:.0f} MB",
        theirs=f"{allowed / MB:.0f} MB",
        runs=len(ours),
    )
    row = compared("cold generation, github", "json.load + datamodel-code-generator", ours, theirs, goal=1.3)
    return Found((row, memory))


def leads(settings: Settings) -> Found:
    """Leads beside importing what a generator of this kind is made of."""
    with tempfile.TemporaryDirectory() as place:
        ours, theirs = in_turn(
            settings.runs,
            partial(generate, ROOT / "spec/leads.yaml", Path(place, "leads_client")),
            partial(python, "-c", _IMPORTS),
        )
    return Found((compared("cold generation, leads", f'python -c "{_IMPORTS}"', ours, theirs, goal=1.5),))


def unchanged(settings: Settings) -> Found:
    """`check` of the client in this repository, of which it knows that nothing changed."""
    with tempfile.TemporaryDirectory() as cache:
        variables = environment({"LEADSMITH_CACHE": cache})
        ours, theirs = in_turn(
            settings.runs * 3,  # it is short
            partial(process, (sys.executable, "-m", "leadsmith", "check"), ROOT, variables),
            partial(process, (sys.executable, "-c", "pass"), ROOT, variables),
        )
    return Found((compared("check, nothing changed", "python -c pass", ours, theirs, goal=3.0),))


def again(settings: Settings) -> Found:
    """A large document, of which one line changed since the last time, beside generating it for the first time."""
    with tempfile.TemporaryDirectory() as place:
        name = LARGE if settings.corpus else "synthetic, 1,000 schemas"
        text = found(settings.corpus, LARGE).read_text(encoding="utf-8") if settings.corpus else synthetic(1000)
        spec, folder = Path(place, "document.yaml" if settings.corpus else "document.json"), Path(place, "kept")
        states = (text, changed(text))
        spec.write_text(text, encoding="utf-8")
        generate(spec, folder)
        state = 0

        def regenerate() -> Sample:
            nonlocal state
            state = 1 - state
            spec.write_text(states[state], encoding="utf-8")
            return python("-m", "leadsmith", "generate", str(spec), "--output", str(folder))

        ours, theirs = in_turn(settings.runs, regenerate, partial(generate, spec, Path(place, "cold")))
    return Found((compared(f"after a change of one line, {name}", "its cold generation", ours, theirs, goal=0.4),))
