"""Where a folder comes from, as git knows it: for the record in a vendored copy. No paths of this machine, no dates."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

_URL = re.compile(r"(https?|ssh|git|git\+ssh)://", re.IGNORECASE)
_SCP = re.compile(r"(?:[\w.+-]+@)?[\w-][\w.-]+:(?!//)[^\\@]+")  # git@host:path; a drive letter is no host


def origin(folder: Path) -> dict[str, str]:
    """What git knows of a folder: `from` (the remote's URL), `path`, `revision`; without what it does not know.

    The revision is the last commit that changed the folder, so that it stays while only other things change.
    """
    top = top_folder(folder)
    if top is None:
        return {}
    remotes = (_git(folder, "remote") or "").split()
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    revision = _git(folder, "log", "-1", "--format=%H", "--", ".") or ""
    dirty = bool(_git(folder, "status", "--porcelain", "--", "."))
    known = {
        "from": public_url(_git(folder, "config", "--get", f"remote.{remote}.url") or "") if remote else "",
        "path": folder.relative_to(top).as_posix(),
        "revision": f"{revision}-dirty" if revision and dirty else revision,
    }
    return {key: value for key, value in known.items() if value}


def top_folder(folder: Path) -> Path | None:
    """The top of the git repository that a folder (a real path) is in, or None. Needs no git."""
    return next((top for top in (folder, *folder.parents) if (top / ".git").exists()), None)


def public_url(url: str) -> str:
    """A remote's URL without credentials; "" when it is a path, which means nothing elsewhere."""
    if _URL.match(url):
        parts = urlsplit(url)
        user, _, host = parts.netloc.rpartition("@")
        name = user.partition(":")[0] if "ssh" in parts.scheme.lower() else ""  # how one logs in, as `git`; no secret
        return f"{parts.scheme}://{name}{'@' * bool(name)}{host}{parts.path}"
    return url if "://" not in url and _SCP.fullmatch(url) else ""


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints, or None when it fails or is not there. Variables of a hook that we may run in do not count."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["GIT_OPTIONAL_LOCKS"] = "0"  # `status` would write the index: the package is only read
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], env=environment, capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
