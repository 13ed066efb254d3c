"""`python3 -m tests [ARGUMENTS]`: all tests, or pytest with the arguments. The first run makes `.venv`."""

import os
import subprocess
import sys

from generator.bootstrap import ROOT, check_version, environment

check_version()
python = environment(ROOT / ".venv", "test")
arguments = sys.argv[1:] or ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
raise SystemExit(subprocess.run([python, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode)
