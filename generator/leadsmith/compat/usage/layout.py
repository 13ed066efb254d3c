"""Which module each file of a code base is: the tree of modules that a type checker should find.

A code base can hold several folders that Python is started in: `src`, `scripts`, services of a monorepo. Which ones,
its own imports say. A name that two files answer to makes two layouts, each of which can be checked by itself.
Knows files and import statements, nothing of types or clients.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from leadsmith import interface, manifest

PRIVATE = "_code"
"""Where the files are that nobody imports: their names matter to no one, so they must not be in anyone's way."""
_TAKEN = sys.stdlib_module_names | frozenset(
    "annotated_types anyio certifi h11 httpcore httpcore2 httpx httpx2 idna pydantic pydantic_core sniffio truststore "
    "typing_extensions typing_inspection mypy_extensions".split()
)
"""Modules that the client needs as they are; a file of the same name must not replace them."""
_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


@dataclass(frozen=True)
class Source:
    """A file that parses."""

    path: Path
    text: str
    tree: ast.Module


@dataclass(frozen=True)
class Layout:
    """Files by their place in a tree of modules, and texts that stand for further names of them.

    `package` is the module that the client is here, "" where it cannot be imported. `own` are the files to look at.
    """

    files: dict[PurePosixPath, Path]
    texts: dict[PurePosixPath, str]
    package: str
    own: frozenset[Path]


@dataclass
class _Group:
    """Files that have to be found from the same folder: a package, or folders that import each other relatively."""

    files: list[Path] = field(default_factory=list)
    roots: list[Path] = field(default_factory=list)
    votes: Counter[Path] = field(default_factory=Counter)
    named: set[tuple[Path, Path]] = field(default_factory=set)

    @property
    def root(self) -> Path | None:
        """The root that most imports name; None where nobody imports the group."""
        return min(self.votes, key=lambda root: (-self.votes[root], len(root.parts)), default=None)


def python_files(folder: Path, package: Path) -> list[Path]:
    """The Python files of a code base without its environments, hidden folders and the client itself."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if _wanted(here / name) and here / name != package)
        found += [here / name for name in sorted(names) if name.endswith(".py")]
    return found


def is_generated(path: Path, folder: Path) -> bool:
    """Is the file one of a generated package in the code base?"""
    inside = [parent for parent in path.parents if parent.is_relative_to(folder)]
    return any((parent / manifest.FILE).is_file() and (parent / interface.FILE).is_file() for parent in inside)


def layouts(folder: Path, package: Path, sources: Iterable[Source], content: Path) -> list[Layout]:
    """The layouts in which the files of `folder` and the client can be checked; each file is `own` to one of them.

    The modules of the client are those in the folder `content`, as if they were in `package`.
    """
    read = {source.path: source for source in sources}
    inside = package.is_relative_to(folder)
    client = {package / path.relative_to(content): path for path in sorted(content.rglob("*.py"))}
    twins = set() if inside else _twins(read, package)
    groups = _groups([*(path for path in read if path not in twins), *client], folder, package, read)
    names = _names(groups)
    targets: dict[Path, list[_Group]] = defaultdict(list)
    for path, source in read.items():
        for wanted in _absolute_imports(source.tree):
            best = _best(path, names.get(wanted, []))
            if best is not None:
                group, root, file = best
                group.votes[root] += 1
                group.named.add((root, file))
                targets[path].append(group)
    return [
        replace(each, files={place: client.get(path, path) for place, path in each.files.items()})
        for each in _layered(groups, targets, read, package)
    ]


def _wanted(folder: Path) -> bool:
    return not (folder.name.startswith(".") or folder.name in _SKIPPED or (folder / "pyvenv.cfg").is_file())


def _twins(read: Iterable[Path], package: Path) -> set[Path]:
    """Files of a copy of the client that the code base carries under the client's own name: it stands for it."""
    return {
        path
        for path in read
        for parent in path.parents
        if parent.name == package.name and (parent / "_interface.json").is_file()
    }


def _groups(files: Iterable[Path], folder: Path, package: Path, read: dict[Path, Source]) -> list[_Group]:
    tops: dict[Path, Path] = {}
    members: dict[Path, list[Path]] = defaultdict(list)
    client = _top(package) if package.is_relative_to(folder) else package
    for path in files:
        if path.parent not in tops:
            tops[path.parent] = client if path.is_relative_to(package) else _top(path.parent)
        members[tops[path.parent]].append(path)
    parent = {top: top for top in members}

    def found(top: Path) -> Path:
        while parent[top] != top:
            top = parent[top]
        return top

    for path, source in read.items():
        for reached in _relative_imports(path, source.tree):
            other = tops.get(reached)
            if path.parent in tops and other is not None:
                parent[found(other)] = found(tops[path.parent])
    groups: dict[Path, _Group] = defaultdict(_Group)
    for top, paths in sorted(members.items()):
        group = groups[found(top)]
        roots = _roots(top, folder)
        group.roots = roots if not group.files else [root for root in group.roots if root in roots] or [folder]
        group.files += paths
    return list(groups.values())


def _top(folder: Path) -> Path:
    """The outermost package around a folder; the folder itself when it is no package."""
    while (folder / "__init__.py").is_file() and (folder.parent / "__init__.py").is_file():
        folder = folder.parent
    return folder


def _roots(top: Path, folder: Path) -> list[Path]:
    """Folders from which the files of `top` can be imported, the innermost first."""
    root = top.parent if (top / "__init__.py").is_file() else top
    roots = [root]
    while root != folder and root.is_relative_to(folder) and root.name.isidentifier():
        root = root.parent
        roots.append(root)
    return roots


def module_name(path: PurePosixPath | Path) -> str:
    """The dotted name of a file, given relative to where it is imported from."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _names(groups: Iterable[_Group]) -> dict[str, list[tuple[_Group, Path, Path]]]:
    names: dict[str, list[tuple[_Group, Path, Path]]] = defaultdict(list)
    for group in groups:
        for root in group.roots:
            for path in group.files:
                name = module_name(path.relative_to(root))
                if name.partition(".")[0] not in _TAKEN:
                    names[name].append((group, root, path))
    return names


def _best(importer: Path, matches: list[tuple[_Group, Path, Path]]) -> tuple[_Group, Path, Path] | None:
    """The match whose folder is nearest to the importing file."""

    def far(match: tuple[_Group, Path, Path]) -> tuple[int, int]:
        root = match[1]
        shared = len(Path(os.path.commonpath([root, importer.parent])).parts)
        return -shared, len(root.parts)

    return min(matches, key=far, default=None)


def _absolute_imports(tree: ast.Module) -> Iterator[str]:
    """The modules that imports can mean: `from a import b` means a, and a.b where that is a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _relative_imports(path: Path, tree: ast.Module) -> Iterator[Path]:
    """The folders that relative imports lead to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1] if node.level <= len(path.parents) else path.parent
            reached = base.joinpath(*(node.module or "").split(".")) if node.module else base
            yield reached.parent if not reached.is_dir() else reached
            yield from (reached / alias.name for alias in node.names if (reached / alias.name).is_dir())


def _layered(
    groups: list[_Group], targets: dict[Path, list[_Group]], read: dict[Path, Source], package: Path
) -> list[Layout]:
    layers: list[dict[str, Path]] = []  # in each, the root that a top name is found in
    layer_of: dict[Path, int] = {}
    for root, heads in sorted(
        _heads(groups).items(), key=lambda entry: (not package.is_relative_to(entry[0]), entry[0])
    ):
        number = next((number for number, layer in enumerate(layers) if not heads & layer.keys()), len(layers))
        layers[number:] = layers[number:] or [{}]
        layers[number] |= dict.fromkeys(heads, root)
        layer_of[root] = number
    home = {path: group for group in groups for path in group.files}
    # a file belongs to the layout in which its imports mean what they mean to it
    layer = {
        path: max((layer_of[group.root] for group in [home[path], *targets[path]] if group.root), default=0)
        for path in read
        if path in home
    }
    result = []
    for number, taken in enumerate(layers or [{}]):
        hidden = {layers[0][head] for head in taken if number and head in layers[0]}
        there = [
            group
            for group in groups
            if not group.root
            or layer_of[group.root] == number
            or (not layer_of[group.root] and group.root not in hidden)
        ]
        places = _places(there)
        files = {place: path for path, place in places.items()}
        texts = {
            alias: f"from {module_name(places[path])} import *\n"
            for group in there
            for root, path in sorted(group.named)
            if (alias := PurePosixPath(path.relative_to(root).as_posix())) not in files
        }
        init = places.get(package / "__init__.py")
        own = frozenset(path for path in places if layer.get(path) == number)
        result.append(Layout(files, texts, module_name(init) if init else "", own))
    return result


def _heads(groups: Iterable[_Group]) -> dict[Path, set[str]]:
    """The top names that are found in each root."""
    heads: dict[Path, set[str]] = defaultdict(set)
    for group in groups:
        if group.root:
            heads[group.root] |= {module_name(path.relative_to(group.root)).partition(".")[0] for path in group.files}
    return {root: names - _TAKEN for root, names in heads.items()}


def _places(groups: Iterable[_Group]) -> dict[Path, PurePosixPath]:
    places: dict[Path, PurePosixPath] = {}
    used: set[PurePosixPath] = set()
    for group in groups:
        for path in group.files:
            place = _place(path, group)
            while place in used:
                place = place.with_stem(place.stem + "_")
            used.add(place)
            places[path] = place
    return places


def _place(path: Path, group: _Group) -> PurePosixPath:
    if group.root:
        place = PurePosixPath(path.relative_to(group.root).as_posix())
        parts = place.with_suffix("").parts
        if parts[0] not in _TAKEN and all(map(str.isidentifier, parts)):
            return place
    outermost = group.roots[-1]
    own = path.relative_to(outermost)
    parts = (re.sub(r"\W", "_", outermost.as_posix()), *own.parts[:-1], own.stem)
    return PurePosixPath(PRIVATE, *(re.sub(r"^(?=\d)|\W", "_", part) for part in parts)).with_suffix(".py")
