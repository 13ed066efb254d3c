"""How long `leadsmith check` takes when nothing changed, beside a Python that does nothing.

`python tests/benchmarks/check.py`: medians of 15 runs each, in turn, of the client in this repository. The processes
are started as a user's are: bytecode is cached.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15


def main() -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "LEADSMITH_CACHE": cache, "PYTHONPATH": str(ROOT / "generator")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def seconds(*arguments: str) -> float:
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=True)
            return time.perf_counter() - start

        first = seconds("-m", "leadsmith", "check")
        runs = [(seconds("-c", "pass"), seconds("-m", "leadsmith", "check")) for _ in range(RUNS)]
    nothing, check = (median(times) for times in zip(*runs, strict=True))
    print(f"python -c pass               {nothing * 1000:6.1f} ms")
    print(f"leadsmith check, unchanged   {check * 1000:6.1f} ms   {check / nothing:.1f} x")
    print(f"leadsmith check, first time  {first * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
