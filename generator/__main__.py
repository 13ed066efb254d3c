"""`python3 -m generator [ARGUMENTS]`: the command `leadsmith` from a checkout; without arguments, `leadsmith generate`.

The first run makes `.venv`.
"""

import subprocess
import sys

from generator.bootstrap import ROOT, check_version, environment

check_version()
python = environment(ROOT / ".venv")
raise SystemExit(subprocess.run([python, "-m", "leadsmith", *(sys.argv[1:] or ["generate"])], check=False).returncode)
