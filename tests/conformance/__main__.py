"""Prints the table of conformance: `python -m tests.conformance --corpus DIR [--types] [names...]`.

Without names all of `real/`. A name is that of a document in the manifest, or a folder such as `peers`, of which
nothing is called. Exits with 1 where a failure has no reason.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.conformance.corpus import chosen, manifest, run
from tests.conformance.table import explanations, table, unexplained


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="Folder with API descriptions and MANIFEST.tsv.")
    parser.add_argument("--types", action="store_true", help="Check each package with mypy --strict as well.")
    parser.add_argument("--no-wire", action="store_true", help="Call nothing.")
    parser.add_argument("--keep", type=Path, help="Write the packages here, and leave them.")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    documents = chosen(manifest(given.corpus), given.names)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        reports = run(documents, folder, wire=not given.no_wire, types=given.types)
    explained = explanations()
    print(table(reports, explained))
    return 1 if unexplained(reports, explained) else 0


if __name__ == "__main__":
    sys.exit(main())
