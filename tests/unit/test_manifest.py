"""The manifest: what is written is read again, and edits are found."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsmith.manifest import FORMAT, Manifest, digest, edited, read, write

TEXTS = st.dictionaries(st.text(), st.text())
INSIDE = st.text(st.characters(exclude_characters="/\\", exclude_categories=("Cs",)), min_size=1)
FILES = st.dictionaries(INSIDE.filter(lambda name: name not in (".", "..")), st.text())
NAMES = st.dictionaries(st.text(), st.from_regex(r"[a-zß][a-z0-9_]*_", fullmatch=True))
MANIFESTS = st.builds(
    Manifest,
    st.text(),
    st.text(),
    inputs=TEXTS,
    config=st.text(),
    files=FILES,
    names=NAMES,
    vendored=TEXTS,
    diagnostics=TEXTS,
)


@given(MANIFESTS)
def test_what_is_written_is_read_again(manifest: Manifest) -> None:
    text = write(manifest)
    assert read(text) == manifest
    assert write(read(text)) == text


@given(MANIFESTS, st.randoms())
def test_the_text_does_not_depend_on_the_order_of_names(manifest: Manifest, random: object) -> None:
    names = list(manifest.names.items())
    random.shuffle(names)  # type: ignore[attr-defined]
    again = Manifest(manifest.leadsmith, manifest.datamodel_code_generator, manifest.inputs, manifest.config,
                     manifest.files, dict(names), manifest.vendored, manifest.diagnostics)  # fmt: skip
    assert write(again) == write(manifest)


def test_only_a_copy_says_where_it_came_from() -> None:
    assert "vendored" not in json.loads(write(Manifest("1", "2")))
    copy = Manifest("1", "2", vendored={"revision": "abc", "manifest": "123"})
    assert write(copy).endswith('\n "vendored": {\n  "manifest": "123",\n  "revision": "abc"\n }\n}\n')


def test_each_name_has_a_line_of_its_own() -> None:
    text = write(Manifest("1", "2", names={"/b": "größe", "/a": "A"}))
    assert text.endswith('\n "names": {\n  "/a": "A",\n  "/b": "größe"\n }\n}\n'), "so that two branches merge"
    assert json.loads(text)["format"] == FORMAT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expecting value"),
        ("[]", f"not a manifest of format {FORMAT}"),
        ("{}", f"not a manifest of format {FORMAT}"),
        ('{"format": 99, "leadsmith": "1"}', f"not a manifest of format {FORMAT}"),
        (f'{{"format": {FORMAT}}}', "missing"),
        (f'{{"format": {FORMAT}, "leadsmith": "1", "datamodel_code_generator": "2", "more": 1}}', "more"),
        (f'{{"format": {FORMAT}, "names": [1]}}', "names does not hold text"),
        (f'{{"format": {FORMAT}, "files": {{"a.py": 5}}}}', "files does not hold text"),
        (write(Manifest("", "", names={"/a": "import os"})), "'import os' of /a"),
        ("<<<<<<< ours", "Expecting value"),
    ],
)
def test_what_is_no_manifest_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(text)


def test_digests_are_sha_256_in_hex_of_the_bytes() -> None:
    assert digest("größe") == digest("größe".encode()) == hashlib.sha256("größe".encode()).hexdigest()


def test_files_that_were_edited_are_found_and_missing_or_foreign_ones_are_no_edits() -> None:
    manifest = Manifest("1", "2", files={name: digest(name) for name in ("c.py", "a.py", "same.py", "gone.py")})
    files = {"a.py": b"edited", "c.py": b"", "same.py": b"same.py", "mine.py": b"mine"}
    assert edited(manifest, files) == ["a.py", "c.py"]
