"""Files of a git revision, read without a checkout."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leadsmith.cli.inputs import problem


@dataclass(frozen=True)
class Revision:
    """A commit of the repository at `top`; `name` is what the user calls it. Paths in it start at `top`."""

    top: Path
    name: str
    commit: str

    def kind(self, path: str) -> Literal["file", "folder", ""]:
        """What the path is in this revision; empty where it is nothing."""
        done = _git("cat-file", "-t", f"{self.commit}:{path}", folder=self.top)
        found = done.stdout.decode().strip() if done.returncode == 0 else ""
        return "file" if found == "blob" else "folder" if found == "tree" else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is none."""
        if self.kind(path) != "file":
            return None
        return _git("cat-file", "blob", f"{self.commit}:{path}", folder=self.top).stdout

    def inside(self, path: Path) -> str | None:
        """A path of the working tree as one of the revision; None for one outside of the repository."""
        absolute = Path(os.path.normpath(Path.cwd() / path))
        for candidate in (absolute, absolute.resolve()):
            if candidate.is_relative_to(self.top):
                return candidate.relative_to(self.top).as_posix()
        return None


def revision(text: str) -> tuple[Revision, str]:
    """The revision and the path in `REV:path`. As in git, a path that begins with `./` or `../` starts here.

    Raises LeadsmithError where there is no git, no repository, no such revision, or no such path in it.
    """
    name, _, path = text.partition(":")
    hint = "Name a document, the folder of a generated package, or one of them in a git revision: REV:path."
    if not name or not path or name.startswith("-"):
        raise problem(f"{text} is neither a file nor a folder.", hint)
    top = _git("rev-parse", "--show-toplevel")
    if top.returncode != 0:
        raise problem(f"{text} is no file or folder, and {Path.cwd()} is in no git repository.", hint)
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode != 0:
        raise problem(
            f"{text} is no file or folder, and git knows no revision {name!r}.",
            "`git branch --all` and `git tag` list some; a shallow clone has only the newest: `git fetch --unshallow`.",
        )
    at = Revision(Path(top.stdout.decode().rstrip("\r\n")), name, found.stdout.decode().strip())
    here = at.inside(Path(path))
    wanted = here if path.startswith(("./", "../")) else path.rstrip("/")
    if wanted is None or not at.kind(wanted):
        way = f"Paths start at {at.top}; one that begins with ./ starts here."
        if here and here != wanted and at.kind(here):
            way = f"Did you mean {name}:./{path} or {name}:{here}?"
        raise problem(f"There is no {path} in the revision {name}.", way)
    return at, wanted


def _git(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise problem("There is no git here to read a revision with.", "Install git, or name files.") from None
