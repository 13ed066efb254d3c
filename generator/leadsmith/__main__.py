"""The command `leadsmith`, and `python -m leadsmith`."""

import os
import sys


def main() -> None:
    """Run the command line. What `check` knows already it says before anything heavy is imported."""
    try:
        try:
            _run()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:  # before a command could take it
        sys.exit(130)
    except BrokenPipeError:
        from leadsmith.cli.options import CLOSED

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains of it at its end
        sys.exit(CLOSED)


def _run() -> None:
    if sys.argv[1:2] == ["check"]:
        from leadsmith.quick import answer

        if known := answer(sys.argv[2:]):
            sys.stdout.write(known[0])
            sys.stderr.write(known[1])
            return
    import gc

    if sys.argv[1:2] != ["watch"]:
        gc.disable()  # what a run leaves behind in circles is little, and looking for it takes a tenth of the time
    from leadsmith.cli import app

    app(prog_name="leadsmith")


if __name__ == "__main__":
    main()
