"""Keeps our compiled templates from one run to the next, as Python keeps its modules: compiling takes a small document
longer than all else. Must not know what is in them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Bytecode(FileSystemBytecodeCache):
    """What can neither be read nor kept is compiled each time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept for a template; nothing, where that is no bytecode of ours or of another Python."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # half of a pickle can fail in any way
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def bytecode(folder: Path | None) -> Bytecode | None:
    """The cache in `folder`; None where there is no such folder, or where another user could put code into it."""
    if folder is None or not folder.is_dir():
        return None
    known = folder.stat()
    ours = not hasattr(os, "getuid") or (known.st_uid == os.getuid() and not known.st_mode & 0o022)
    return Bytecode(str(folder)) if ours else None
