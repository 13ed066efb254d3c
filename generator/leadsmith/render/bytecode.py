"""Keeps our compiled templates from one run to the next, as Python keeps its modules: compiling takes a small document
longer than all else. Must not know what is in them.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Bytecode(BytecodeCache):
    """A file for each template in a folder. What can neither be read nor kept is compiled each time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept for a template; nothing, where another may have written it, or Jinja cannot read it."""
        try:
            with open(self._folder / bucket.key, "rb") as file:
                if _ours(os.fstat(file.fileno())):
                    bucket.load_bytecode(file)
        except Exception:  # half of a pickle can fail in any way
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        with suppress(OSError), tempfile.TemporaryDirectory(dir=self._folder) as own:  # which goes, whatever fails
            with tempfile.NamedTemporaryFile("wb", dir=own, delete=False) as file:
                bucket.write_bytecode(file)
            os.replace(file.name, self._folder / bucket.key)  # as a whole: another process may be reading it


def kept_in(folder: Path | None) -> Bytecode | None:
    """The cache in `folder`; None where none can be reached, or where another user could put code into it."""
    with suppress(OSError):
        if folder and folder.is_dir() and _ours(folder.stat()):
            return Bytecode(folder)
    return None


def _ours(known: os.stat_result) -> bool:
    """Does it belong to this user, and can nobody else write it? Windows keeps that by the folders above."""
    return not hasattr(os, "getuid") or (known.st_uid == os.getuid() and not known.st_mode & 0o022)
