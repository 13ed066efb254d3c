"""Folders that become other folders in one step: whoever looks, and whoever kills us, finds the old one or the new one.

The new folder is made whole beside the old one, as `.leadsmith-XXXXXXXX`: what stays is taken over by hard link (a copy
where there are none), with modes and times; what is new is written and synced. Then the two change places: by
`renameat2` on Linux, `renamex_np` on macOS. Elsewhere by two renames; a kill between these leaves no folder, but its
old one as `.leadsmith-XXXXXXXX-NAME`, and the next run puts that back (`alone`).

Two kinds of folders keep their place, and are changed file by file, so that a kill leaves them half way: one that the
system does not let go (a mount point, or one in it; a lower layer of an overlay), and the one that we were started in,
because whoever stands in it would find himself in a folder that was removed. Where an error ends that, the files are
put back.

Knows files and folders, nothing of packages.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

Changes = Mapping[str, bytes | None]
"""What is to become of files, by path in the folder: the content, or None to remove. Others stay as they are."""
Stamps = dict[str, tuple[int, int]]
Undo = Callable[[], object]

_OURS = re.compile(r"\.leadsmith-[0-9a-f]{8}(?:-(?P<name>.+))?", re.DOTALL)
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}
_KEEPS_ITS_PLACE = {errno.EBUSY, errno.EXDEV}


@contextmanager
def alone(folders: Iterable[Path]) -> Iterator[None]:
    """One run at a time beside these folders; what killed runs have left there is mended and removed first.

    Raises OSError where both an old folder of a killed run and another of its name are there.
    """
    real = [_real(folder) for folder in folders]
    with ExitStack() as stack:
        for parent in sorted({parent for folder in real for parent in (folder.parent, folder) if parent.is_dir()}):
            _mend(parent, locked=stack.enter_context(_locked(parent)))
        yield


def mend(folders: Iterable[Path]) -> None:
    """Mend what killed runs have left of these folders."""
    with alone(folders):
        pass


def bring(plans: Mapping[Path, Changes]) -> None:
    """Change the files of each folder; all folders are ready before the first is put in place. To be called `alone`.

    A folder that is a link stays one. Raises OSError when it cannot be done: then all is as it was.
    """
    real = {_real(folder): changes for folder, changes in plans.items() if changes or not folder.is_dir()}
    if any(folder in other.parents for folder in real for other in real):
        for folder in sorted(real):  # one within another cannot be made ready before the other is in place
            _bring({folder: real[folder]})
    else:
        _bring(real)


def _bring(plans: Mapping[Path, Changes]) -> None:
    with ExitStack() as cleanup, ExitStack() as undo:
        steps: list[Callable[[], Undo]] = []
        late: list[Callable[[], None]] = []
        for folder, changes in plans.items():
            folder.parent.mkdir(parents=True, exist_ok=True)
            staged = folder.parent / _new_name()
            cleanup.callback(_remove, staged)
            steps.append(_ready(folder, changes, staged, late))
        for step in steps:
            undo.callback(step())
        undo.pop_all()  # it is done: nothing to undo
        for rescue in late:
            rescue()
    for folder in plans:
        _sync(folder.parent)


def _ready(folder: Path, changes: Changes, staged: Path, late: list[Callable[[], None]]) -> Callable[[], Undo]:
    """Prepare the new folder; what is returned puts it in place, and returns how that is undone.

    What there is to do when all folders are in place is added to `late`.
    """

    def by_file() -> Undo:
        return _by_file(folder, changes)

    if not folder.exists():
        _stage(folder, changes, staged)

        def first() -> Undo:
            os.rename(staged, folder)
            return lambda: os.rename(folder, staged)

        return first
    if _stood_in(folder) or os.path.ismount(folder):
        return by_file
    try:
        stamps = _stage(folder, changes, staged)
    except OSError as error:
        if error.errno in _KEEPS_ITS_PLACE:
            return by_file
        raise

    def swap() -> Undo:
        try:
            _swap(staged, folder)
        except OSError as error:
            if error.errno in _KEEPS_ITS_PLACE:
                return by_file()
            raise
        late.append(partial(_rescue, staged, folder, stamps, changes))
        return lambda: _swap(staged, folder)

    return swap


# Making the new folder -----------------------------------------------------------------------------------------------


def _stage(folder: Path, changes: Changes, staged: Path) -> Stamps:
    """Make `staged` what `folder` is to be. Returns what was seen of the files in `folder`."""
    stamps: Stamps = {}
    folders: dict[str, Path] = {}
    try:
        os.mkdir(staged)
    except OSError as error:
        told = f"{error.strerror}: the new {folder.name} is made in there, beside the old one"
        raise OSError(error.errno, told, str(folder.parent)) from None
    if folder.exists():
        _take_over(folder, staged, "", changes, stamps, folders)
    for name, content in changes.items():
        if content is not None:
            _put(staged / name, content, folder / name)
    touched = _touched(changes)
    for name in touched:
        if name in folders:
            _remove_when_empty(staged / name, name, changes)
    for path, _, _ in os.walk(staged, topdown=False):
        name = Path(path).relative_to(staged).as_posix()
        if name in folders:
            _like(folders[name], Path(path), times=name not in touched)
        _sync(Path(path))
    return stamps


def _take_over(
    source: Path, target: Path, prefix: str, changes: Changes, stamps: Stamps, folders: dict[str, Path]
) -> None:
    """Link everything in `source` that does not change into `target`; note the files and the folders."""
    folders[prefix.rstrip("/") or "."] = source
    device = os.lstat(source).st_dev
    with os.scandir(source) as entries:
        for entry in entries:
            name, there = prefix + entry.name, target / entry.name
            found = os.lstat(entry.path)
            if found.st_dev != device:
                raise OSError(errno.EXDEV, "Another file system is mounted there", entry.path)
            if stat.S_ISDIR(found.st_mode):
                os.mkdir(there)
                _take_over(Path(entry.path), there, f"{name}/", changes, stamps, folders)
                continue
            stamps[name] = (found.st_ino, found.st_mtime_ns)
            if name not in changes:
                _link(Path(entry.path), there)


def _link(source: Path, target: Path) -> None:
    """The same file in another place, a link as a link; a copy where the file system, or its rules, have no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _put(path: Path, content: bytes, before: Path) -> None:
    """Write a new file, with the mode of the one that was `before`, and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if before.is_file() and not before.is_symlink():
        _like(before, path, times=False)


def _like(source: Path, target: Path, times: bool) -> None:
    """Give a file or folder the mode and, where we may, the owner of another; and its times."""
    model, own = os.stat(source), os.stat(target)
    if hasattr(os, "chown") and (model.st_uid, model.st_gid) != (own.st_uid, own.st_gid):
        with suppress(OSError):
            os.chown(target, model.st_uid, model.st_gid)
    shutil.copystat(source, target)
    if not times:
        os.utime(target)


def _touched(changes: Changes) -> list[str]:
    """The folders of the files that change, by path in the folder, inner ones first."""
    return sorted({parent.as_posix() for name in changes for parent in PurePosixPath(name).parents}, reverse=True)


def _remove_when_empty(folder: Path, name: str, changes: Changes) -> None:
    """Remove a folder that files were removed from, when nothing but Python's caches is left in it."""
    removed = any(content is None and file.startswith(f"{name}/") for file, content in changes.items())
    if removed and name != "." and set(os.listdir(folder)) <= {"__pycache__"}:
        shutil.rmtree(folder)


# Putting it in place --------------------------------------------------------------------------------------------------


def _swap(staged: Path, folder: Path) -> None:
    """Let two folders change places. After an error both are where they were."""
    try:
        _exchange(staged, folder)
        return
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
    old = staged.with_name(f"{staged.name}-{folder.name}")
    os.rename(folder, old)
    try:
        os.rename(staged, folder)
    except OSError:
        os.rename(old, folder)
        raise
    os.rename(old, staged)


def _exchange(one: Path, other: Path) -> None:
    """Let two paths change places in one step. Raises OSError, with ENOSYS where the system has no such thing."""
    try:
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            done = libc.renamex_np(os.fsencode(one), os.fsencode(other), 2)  # RENAME_SWAP
        else:
            done = libc.renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)  # AT_FDCWD, RENAME_EXCHANGE
    except (ImportError, AttributeError, TypeError, OSError):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other)) from None
    if done:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def _rescue(old: Path, folder: Path, stamps: Stamps, changes: Changes) -> None:
    """Take along what others put into the old folder while the new one was made."""
    for path, _, files in os.walk(old):
        for file in files:
            source = Path(path, file)
            name = source.relative_to(old).as_posix()
            found = os.lstat(source)
            if name not in changes and stamps.get(name) != (found.st_ino, found.st_mtime_ns):
                with suppress(OSError):
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    os.replace(source, folder / name)


def _by_file(folder: Path, changes: Changes) -> Undo:
    """Change a folder that keeps its place, a file at a time, in the order of `changes`."""
    staged = folder / _new_name()
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []

    def undo() -> None:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        for new in reversed(made):
            with suppress(OSError):
                new.rmdir()

    try:
        for name, content in changes.items():
            if content is not None:
                _put(staged / name, content, folder / name)
        for name, content in changes.items():
            path = folder / name
            missing = [parent for parent in path.parents if not parent.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            made += reversed(missing)
            before[path] = path.read_bytes() if path.is_file() else None
            if content is None:
                path.unlink()
            else:
                os.replace(staged / name, path)
        for name in _touched(changes):
            _remove_when_empty(folder / name, name, changes)
    except BaseException:
        undo()
        raise
    finally:
        _remove(staged)
    return undo


# What killed runs have left -------------------------------------------------------------------------------------------


def _mend(parent: Path, locked: bool) -> None:
    """Put back what was between two renames; remove what was not put in place, when no one can be at work on it."""
    ours = {name: match["name"] for name in sorted(os.listdir(parent)) if (match := _OURS.fullmatch(name))}
    for left, name in ours.items():
        if not name:
            continue
        if left.removesuffix(f"-{name}") not in ours:  # the new folder is in place
            _remove(parent / left)
        elif not os.path.lexists(parent / name):
            os.rename(parent / left, parent / name)
        else:
            told = f"This is {name} as it was before a run that was killed, but there is another one now"
            raise OSError(errno.EEXIST, f"{told}; move away what you need of either", str(parent / left))
    for left in (left for left, name in ours.items() if not name and locked):
        _remove(parent / left)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Wait until no other run is at work in a folder. False where the system cannot tell."""
    if fcntl is None:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            locked = True
        except OSError:
            locked = False
        yield locked
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """Remove one of our folders, as far as that goes: what is left is removed by the next run.

    A link by the name of one leads to what is not ours.
    """
    if folder.is_symlink():
        return
    for path, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no such thing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _new_name() -> str:
    return f".leadsmith-{secrets.token_hex(4)}"


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _stood_in(folder: Path) -> bool:
    here = _real(Path())
    return folder == here or folder in here.parents
