"""The command `leadsmith`, and `python -m leadsmith`."""


def main() -> None:
    """Run the command line."""
    from leadsmith.cli import app

    app(prog_name="leadsmith")


if __name__ == "__main__":
    main()
