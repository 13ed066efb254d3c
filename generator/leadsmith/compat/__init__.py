"""Two clients compared: what changed for those who call them, how much it matters, and where a code base uses it.

Works on the IR alone, so it knows what a caller can see and nothing of documents, schemas or generated text.
"""

from leadsmith.compat.change import Change, Level, Touch
from leadsmith.compat.compare import compare
from leadsmith.compat.release import bump, changelog

__all__ = ["Change", "Level", "Touch", "bump", "changelog", "compare"]
