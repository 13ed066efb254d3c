"""Which version of a distribution is installed, by the name of the folder that says so.

`importlib.metadata` reads the same, and loads the package `email` for it, which takes a small document a twentieth of
its time.
"""

from __future__ import annotations

import os
import sys


def version(name: str) -> str:
    """The version of the distribution `name`: of `name-version.dist-info`, as the specification "Recording installed
    projects" has it. Raises importlib.metadata.PackageNotFoundError.
    """
    start = name.replace("-", "_").lower() + "-"
    for folder in sys.path:
        for entry in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if entry.lower().startswith(start) and entry.endswith(".dist-info"):
                return entry.removesuffix(".dist-info")[len(start) :]
    from importlib import metadata

    return metadata.version(name)
