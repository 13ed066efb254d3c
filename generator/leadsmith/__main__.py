"""`python -m leadsmith`: the command line."""

from leadsmith.cli import app

app(prog_name="leadsmith")
