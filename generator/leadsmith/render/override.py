"""Templates of the user in place of ours: which may be replaced, and what is wrong with one, said with its line.

Must not know what a template is for.
"""

from __future__ import annotations

import ast
import difflib
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, UndefinedError

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location
from leadsmith.render.code import NotCodeError

CONTRACT = "templates/README.md of Leadsmith lists what each template has."


@dataclass(frozen=True)
class Overrides:
    """Texts of templates by file name, and the folder that they come from, as it is shown."""

    texts: Mapping[str, str] = field(default_factory=dict)
    folder: str = "templates"

    def path(self, name: str) -> str:
        """The file of a template, as it is shown."""
        return f"{self.folder}/{name}"


OURS = Overrides()
"""No template of the user."""


def check_names(overrides: Overrides, known: Iterable[str]) -> None:
    """Raises LeadsmithError for a file that replaces none of the templates."""
    names = {name.partition(".")[0]: name for name in sorted(known)}
    for name in overrides.texts:
        if name not in names.values():
            close = difflib.get_close_matches(name.partition(".")[0], names, 1)
            hint = f"Did you mean {names[close[0]]}?" if close else f"The templates are {', '.join(names.values())}."
            raise LeadsmithError([_problem(f"{overrides.path(name)} replaces no template.", hint)])


def explained(error: Exception, overrides: Overrides) -> LeadsmithError | None:
    """What a template of the user did wrong, with its line; None when the fault is not in one of these."""
    files = {overrides.path(name): text for name, text in overrides.texts.items()}
    if isinstance(error, TemplateSyntaxError):
        file, line, hint = error.filename or "", error.lineno, "Mend the template."
        message = error.message or "wrong syntax"
    else:
        places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
        file, line = next((place for place in reversed(places) if place[0] in files), ("", 1))
        message, hint = _said(error)
    if file not in files:
        return None
    return LeadsmithError([_problem(f"The template failed: {message}", hint, Location(file, line, 1))], files)


def check_python(template: str, name: str, text: str, overrides: Overrides) -> None:
    """Raises LeadsmithError when what a template of the user made, the file `name`, is not Python."""
    try:
        ast.parse(text, filename=name)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        lines = text.splitlines()
        made = lines[line - 1].strip() if line <= len(lines) else ""
        message = f"What the template makes is not Python: line {line} of {name} is {made!r}: {error}."
        problem = _problem(message, "Mend the template.", Location(overrides.path(template), 1, 1))
        raise LeadsmithError([problem]) from None


def _said(error: Exception) -> tuple[str, str]:
    match error:
        case NotCodeError():
            hint = "Print text through one of the filters `literal`, `identifier`, `docstring` and `comment`."
            return f"{error}.", hint
        case UndefinedError():
            return f"{error.message}.", CONTRACT
    return f"{type(error).__name__}: {error}.", CONTRACT


def _problem(message: str, hint: str, location: Location | None = None) -> Diagnostic:
    return Diagnostic("template", "error", "", message, hint, location)
