"""Compiled templates are kept from one run to the next, where nobody else can put code in; the output is the same."""

from __future__ import annotations

import os
import time
from pathlib import Path

import jinja2
import jinja2.bccache
import pytest

from leadsmith import pipeline, quick, render
from leadsmith.cli import building
from leadsmith.config import ClientConfig
from leadsmith.document import parse
from leadsmith.render.bytecode import kept_in

DOCUMENT = b"openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n"
CONFIG = ClientConfig(Path("a.yaml"), Path("a"), "a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir(mode=0o700)
    return folder


def build(cache: Path | None) -> pipeline.Output:
    """The output of a process that has just begun."""
    render._own_environment.cache_clear()
    return pipeline.build(parse(DOCUMENT, "a.yaml"), CONFIG, cache=cache)


def test_what_is_kept_is_not_compiled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(folder)
    assert [*folder.iterdir()]
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *given, **more: pytest.fail("compiled again"))
    assert build(folder) == first


def test_with_a_cache_and_without_the_output_is_the_same(folder: Path) -> None:
    assert build(folder) == build(None) == build(folder / "missing")


@pytest.mark.parametrize("content", [b"", b"no bytecode", b"half"])
def test_what_is_broken_is_compiled_anew(folder: Path, content: bytes) -> None:
    first = build(folder)
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:30] if content == b"half" else content)
    assert build(folder) == first


def test_what_compiles_them_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADSMITH_CACHE", str(tmp_path))
    one = building._cache()
    assert one and one == building._cache()
    assert one.is_dir() and not one.stat().st_mode & 0o077
    monkeypatch.setattr(jinja2, "__version__", "0.0.1")
    other = building._cache()
    monkeypatch.setattr(quick, "state", lambda path: "another")
    assert len({one, other, building._cache()}) == 3
    monkeypatch.setenv("LEADSMITH_CACHE", "")
    assert building._cache() is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no modes here")
def test_a_file_that_another_user_may_have_written_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(folder)
    for path in folder.iterdir():
        path.chmod(0o666)
    monkeypatch.setattr("jinja2.bccache.Bucket.load_bytecode", lambda *given: pytest.fail("it was read"))
    assert build(folder) == first


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders have no modes here")
def test_code_that_another_user_may_have_written_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_in(folder)
    for mode in (0o770, 0o702, 0o777):
        folder.chmod(mode)
        assert kept_in(folder) is None
    folder.chmod(0o700)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert kept_in(folder) is None


def test_a_new_folder_takes_the_place_of_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADSMITH_CACHE", str(tmp_path))
    new, old = tmp_path / "templates/new", tmp_path / "templates/old"
    for folder in (new, old):
        folder.mkdir(parents=True)
        (folder / "a.cache").touch()
    long_ago = time.time() - 31 * 24 * 3600
    os.utime(old, (long_ago, long_ago))
    made = building._cache()
    assert {*(tmp_path / "templates").iterdir()} == {new, made}


def test_what_cannot_be_kept_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jinja2.bccache.Bucket, "write_bytecode", full)
    first = build(folder)
    assert not [*folder.iterdir()]
    monkeypatch.undo()
    assert first == build(None)


def test_a_folder_that_cannot_be_reached_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refused)
    assert kept_in(folder) is None
