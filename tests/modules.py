"""What stands in the models of a generated package, wherever it stands there."""

from __future__ import annotations

from collections.abc import Mapping


def models(files: Mapping[str, str]) -> str:
    """The text of all modules in `models`, of files by path in the package."""
    return "\n".join(
        text for name, text in sorted(files.items()) if name.startswith("models/") and name != "models/__init__.py"
    )
