"""How fast Leadsmith generates, and how fast its clients are, beside others: `python -m tests.benchmarks --help`."""
