"""One document from end to end, as a report that another process can send: what was tried, what failed, how long."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conformance.documents import Library
from tests.conformance.package import Package, generate, has_method, modules, rebuilt
from tests.conformance.reading import counted, operations
from tests.conformance.wire import Wire

from leadsmith.diagnostics import LeadsmithError


@dataclass(frozen=True)
class Failure:
    """Something that is wrong: in which document, at what stage, where, and why."""

    document: str
    stage: str
    place: str
    reason: str

    @property
    def kind(self) -> str:
        """The reason without what is of this operation alone, so that like ones stand together."""
        text = re.sub(r"https?://\S+", "URL", self.reason)
        text = re.sub(r"\b(body|query|path|header|cookie)(\.\S+|: \S+:)", r"\1...", text)
        text = re.sub(r"(?<!\S)/\S*", "/...", text)
        text = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", "'..'", text)
        return re.sub(r"\d+", "0", text)[:110]


@dataclass
class Report:
    """All about one document. `refused` is what the generator said where it made nothing, `said` the number of
    its diagnostics where it made something.
    """

    document: str
    operations: int = 0
    covered: int = 0
    requests: int = 0
    answers: int = 0
    tried: int = 0
    passed: int = 0
    unsampled: list[tuple[str, str]] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    said: int = 0
    failures: list[Failure] = field(default_factory=list)
    refused: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    def fail(self, stage: str, place: str, reason: str) -> None:
        self.failures.append(Failure(self.document, stage, place, reason))

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        begin = _spent()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + _spent() - begin


def _spent() -> float:
    """Seconds of computing, those of ended children with it: other runs on the machine do not count."""
    return sum(os.times()[:4])


def check(document: Path, name: str, parent: Path, *, wire: bool = True, types: bool = False) -> Report:
    """Everything about one document; packages are written below `parent`."""
    report = Report(name)
    package = _package(report, document, parent)
    return report if package is None else examine(report, document, package, wire=wire, types=types)


def examine(report: Report, document: Path, package: Package, *, wire: bool = True, types: bool = False) -> Report:
    """Everything about a package that there is, put into `report`."""
    with report.phase("import"):
        try:
            list(modules(package))
            rebuilt(package)
        except Exception as error:
            report.fail("import", "", f"{type(error).__name__}: {error} ({_last_line()})")
            return report
    library = Library(document)
    try:
        with report.phase("count"):
            _count(report, library, package)
        if wire:
            _wire(report, library, package)
    except Exception as error:
        report.fail("check", "", f"the check itself: {type(error).__name__}: {error} ({_last_line()})")
    if types:
        with report.phase("types"):
            _types(report, package)
    return report


def _last_line() -> str:
    frame = traceback.extract_tb(sys.exc_info()[2])[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _package(report: Report, document: Path, parent: Path) -> Package | None:
    with report.phase("generate"):
        try:
            package = generate(document, parent)
        except LeadsmithError as error:
            report.refused = "; ".join(f"{one.code}: {one.message}" for one in error.diagnostics)
            report.fail("generate", "", f"refused: {report.refused}")
            return None
        except Exception as error:
            report.fail("generate", "", f"crash: {type(error).__name__}: {error} ({_last_line()})")
            return None
    report.warnings = Counter(one.code for one in package.diagnostics if one.level != "info")
    report.said = len(package.diagnostics)
    return package


def _count(report: Report, library: Library, package: Package) -> None:
    methods = package.operations
    pointers = [one.pointer for one in package.diagnostics]
    for method, path, place, _, _ in counted(library):
        report.operations += 1
        found = methods.get((method, path))
        if found and has_method(package, *found):
            report.covered += 1
        elif found:
            report.fail("count", place, "the interface has the method, the package does not")
        elif place not in pointers and place.rpartition("/")[0] not in pointers:
            report.fail("count", place, "no method and no diagnostic")


def _wire(report: Report, library: Library, package: Package) -> None:
    with report.phase("compile"):
        declared = operations(library)
        calls = Wire(library, package, declared)
    methods = package.operations
    with report.phase("wire"):
        for one in declared:
            found = methods.get((one.method, one.path))
            if found is None:
                continue
            outcome = calls.check(one, *found)
            report.tried += 1
            report.requests += not outcome.failed("request")
            report.answers += not outcome.failed("answer", "error")
            report.passed += not outcome.findings
            report.unsampled += [(one.name, text) for text in outcome.unsampled]
            for finding in outcome.findings:
                report.fail(finding.stage, one.name, finding.reason)


def _types(report: Report, package: Package) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file=", str(package.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=package.folder.parent)
    if done.returncode:
        for line in (done.stdout + done.stderr).splitlines()[:20]:
            report.fail("types", "", line)
