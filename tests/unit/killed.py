"""A child of `test_killed.py`: does something over and over, in processes that kill themselves at the Nth step.

    python killed.py {first,again,several,vendor} {exchange,renames} FOLDER

A step is whatever Python reports to audit hooks that opens or changes a file or folder, and what loads the exchange.
After each kill the folder is looked at, then the same is run to its end. Prints what was found, as JSON.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

from leadsmith import manifest
from leadsmith.cli import swap, tree

vendor = import_module("leadsmith.cli.vendor")  # `leadsmith.cli.vendor` is the command

Tree = dict[str, tuple[str, int, bytes]]

OLD = {"__init__.py": b"", "client.py": b"old\n", "same.py": b"same\n", "models/a.py": b"a\n", "gone/b.py": b"b\n"}
NEW = {"__init__.py": b"", "client.py": b"new\n", "same.py": b"same\n", "models/a.py": b"a\n", "more/deep/c.py": b"c\n"}


def packaged(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest and sums, as a generated package has them."""
    hashes = {name: manifest.digest(content) for name, content in files.items()}
    whole = {**files, manifest.FILE: manifest.write(manifest.Manifest("1", "2", files=hashes)).encode()}
    return {**whole, manifest.SUMS: manifest.sums(whole).encode()}


def looked_at(folder: Path) -> Tree:
    """All that is in a folder: kind, mode and content."""
    return {
        path.relative_to(folder).as_posix(): (
            "link" if path.is_symlink() else "folder" if path.is_dir() else "file",
            path.lstat().st_mode,
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def old(folder: Path) -> None:
    """A package of the run before, with things of its user in it."""
    tree.write(folder, packaged(OLD))
    (folder / "mine").mkdir(mode=0o750)
    (folder / "mine" / "notes.txt").write_text("mine\n", encoding="utf-8")
    (folder / "mine" / "notes.txt").chmod(0o640)
    (folder / "client.py").chmod(0o755)
    (folder / "link").symlink_to("/nowhere")
    (folder / "models" / "__pycache__").mkdir()
    (folder / "models" / "__pycache__" / "a.pyc").write_bytes(b"\0")


def first(work: Path) -> None:
    tree.write(work / "one", packaged(NEW))


def several(work: Path) -> None:
    tree.write_all({work / name: packaged({"client.py": b"new\n"}) for name in ("one", "two")})


def copied(work: Path) -> None:
    with redirect_stdout(io.StringIO()):
        plan = vendor.planned(work.parent / "package", work, "one")
        tree.write(plan.folder, plan.files)


def prepare(how: str, work: Path) -> None:
    work.mkdir()
    if how in ("again", "vendor"):
        old(work / "one")
    if how == "several":
        tree.write_all({work / name: packaged({"client.py": b"old\n", "b.py": b""}) for name in ("one", "two")})


WAYS: dict[str, Callable[[Path], None]] = {"first": first, "again": first, "several": several, "vendor": copied}
STEPS = {"open", "shutil.rmtree", "ctypes.dlopen", "ctypes.dlsym"} | {
    f"os.{step}" for step in "chmod chown link mkdir remove rename rmdir symlink truncate utime".split()
}


def die_at(number: int, work: Path, log: int) -> None:
    """Kill this process at the Nth step from now that has to do with the folder, or with ctypes."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS and (event.startswith("ctypes") or str(work) in str(arguments)):
            count += 1
            if count == number:
                os.write(log, event.encode())
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def states(work: Path, before: dict[str, Tree], after: dict[str, Tree]) -> list[str]:
    told = []
    for name in after:
        found = looked_at(work / name) if (work / name).is_dir() else None
        is_old, is_new = found == before.get(name), found == after[name]
        kept = list(work.glob(f".leadsmith-*-{name}"))
        told.append("new" if is_new else "old" if is_old else "away" if found is None and kept else "MIXED")
    return told


def main(how: str, means: str, folder: Path) -> None:
    os.fsync = lambda descriptor: None  # takes its time, and does not matter to those who kill, only to power cuts
    vendor.origin = lambda folder: {}
    if means == "renames":

        def refuse(one: Path, other: Path) -> None:
            raise OSError(errno.ENOSYS, "Function not implemented", str(other))

        swap._exchange = refuse
    if how == "vendor":
        tree.write(folder / "package", packaged({**NEW, "_interface.json": b"{}"}))
        (folder / "LICENSE").write_text("Free.", encoding="utf-8")
    names = ("one", "two") if how == "several" else ("one",)
    trees = []
    for done in (False, True):
        work = folder / f"expected-{done}"
        prepare(how, work)
        if done:
            WAYS[how](work)
        trees.append({name: looked_at(work / name) for name in names if (work / name).is_dir()})
    before, after = trees
    points = []
    for number in range(1, 1000):
        work = folder / f"killed-{number}"
        prepare(how, work)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            die_at(number, work, writing)
            WAYS[how](work)
            os._exit(0)
        os.close(writing)
        event = os.read(reading, 100).decode()
        os.close(reading)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            break
        assert code == -signal.SIGKILL, code
        found = states(work, before, after)
        swap.mend([work / name for name in names])
        mended = states(work, before, after)
        WAYS[how](work)
        again = states(work, before, after)
        left = sorted(path.name for path in work.iterdir() if path.name not in names)
        points.append({"event": event, "found": found, "mended": mended, "again": again, "left": left})
        shutil.rmtree(work)
    print(json.dumps(points))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
