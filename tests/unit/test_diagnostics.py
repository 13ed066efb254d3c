"""Diagnostics: what is printed, for people and for machines."""

import io
import pickle

from rich.console import Console

from leadsmith.diagnostics import Diagnostic, LeadsmithError, Location, brief, show

SOURCE = "openapi: 3.1.0\npaths:\n\t/leads: {}\r\n  名前: [bold]x[/bold] \x1b[31m:smile:\n"


def shown(*diagnostics: Diagnostic, width: int = 40, terminal: bool = False) -> str:
    file = io.StringIO()
    show(diagnostics, {"spec/a.yaml": SOURCE}, Console(file=file, width=width, force_terminal=terminal))
    return file.getvalue()


def test_first_line_names_place_level_message_and_code_and_is_not_wrapped() -> None:
    message = "This message is much longer than the forty columns that the terminal of this test has."
    diagnostic = Diagnostic("bad-thing", "warning", "/paths", message, "Mend it.", Location("spec/a.yaml", 2, 1))
    assert shown(diagnostic).splitlines() == [
        f"spec/a.yaml:2:1: warning: {message} [bad-thing]",
        "  at /paths",
        "  2 | paths:",
        "    | ^",
        "  one way out: Mend it.",
    ]


def test_without_a_place_there_is_no_excerpt() -> None:
    assert shown(Diagnostic("usage", "error", "", "No document.")) == "error: No document. [usage]\n"


def test_a_place_in_an_unknown_file_or_beyond_its_end_has_no_excerpt() -> None:
    for location in (Location("other.yaml", 1, 1), Location("spec/a.yaml", 99, 1)):
        assert "|" not in shown(Diagnostic("x", "info", "", "Text.", location=location))


def test_markup_and_control_characters_of_the_document_are_text() -> None:
    location = Location("spec/a.yaml", 4, 8)
    output = shown(Diagnostic("x", "error", "/[red]", "[bold]see[/bold] \x1b[31m :smile: [/]", location=location))
    assert "[bold]see[/bold] \N{REPLACEMENT CHARACTER}[31m :smile: [/] [x]" in output
    assert "at /[red]" in output
    assert "[bold]x[/bold] \N{REPLACEMENT CHARACTER}[31m:smile:" in output
    assert "\x1b" not in output


def test_of_long_text_the_beginning_and_the_end_are_shown() -> None:
    long = f"begin{'x' * 1_000_000}end"
    diagnostic = Diagnostic("x", "error", f"/{long}", long, long)
    for said in (shown(diagnostic), str(LeadsmithError((diagnostic,)))):
        assert said.count("begin") == said.count("end") == said.count("…") > 0
        assert len(said) < 2_000
    assert brief("x" * 500) == "x" * 500


def test_caret_stands_under_the_character_after_wide_characters_and_tabs() -> None:
    lines = shown(Diagnostic("x", "error", "", "Text.", location=Location("spec/a.yaml", 4, 5))).splitlines()
    assert lines[1].startswith("  4 |   名前: ")
    assert lines[2] == "    |       ^"  # two wide characters take four columns
    lines = shown(Diagnostic("x", "error", "", "Text.", location=Location("spec/a.yaml", 3, 2))).splitlines()
    assert lines[1:] == ["  3 |  /leads: {}", "    |  ^"]


def test_of_a_long_line_the_part_around_the_caret_is_shown() -> None:
    source = "x" * 500 + "HERE" + "y" * 500
    file = io.StringIO()
    diagnostic = Diagnostic("x", "error", "", "Text.", location=Location("min.json", 1, 501))
    show([diagnostic], {"min.json": source}, Console(file=file))
    _, line, caret = file.getvalue().splitlines()
    assert len(line) < 140
    assert line[caret.index("^") :].startswith("HEREy")


def test_colours_only_on_a_terminal() -> None:
    diagnostic = Diagnostic("x", "error", "", "Text.")
    assert "\x1b[" in shown(diagnostic, terminal=True)
    assert "\x1b[" not in shown(diagnostic)


def test_at_keeps_a_place_that_is_known() -> None:
    class Somewhere:
        def locate(self, pointer: str) -> Location:
            return Location(f"file of {pointer}", 1, 1)

    known = Location("a.yaml", 7, 7)
    assert Diagnostic("a", "info", "/x", "m").at(Somewhere()).location == Location("file of /x", 1, 1)
    assert Diagnostic("a", "info", "/x", "m", location=known).at(Somewhere()).location == known


def test_error_reads_as_text_and_survives_pickling() -> None:
    error = LeadsmithError([Diagnostic("a", "error", "", "Wrong.", location=Location("a.yaml", 3, 4))], {"a.yaml": "x"})
    assert str(error) == "a.yaml:3:4: error: Wrong. [a]"
    copy = pickle.loads(pickle.dumps(error))
    assert copy.diagnostics == error.diagnostics
    assert copy.sources == {"a.yaml": "x"}


def test_of_many_infos_of_a_kind_the_first_are_shown() -> None:
    infos = [Diagnostic("many", "info", f"/{number}", f"Info {number}.") for number in range(1030)]
    few = [Diagnostic("few", "info", "", f"Few {number}.") for number in range(5)]
    warnings = [Diagnostic("many", "warning", "", f"Warning {number}.") for number in range(9)]
    mixed = [infos[0], warnings[0], *few, *infos[1:], *warnings[1:]]
    file = io.StringIO()
    show(mixed, {}, Console(file=file), "--all")
    assert file.getvalue().splitlines() == [
        "info: Info 0. [many]",
        "  at /0",
        "warning: Warning 0. [many]",
        *(f"info: Few {number}. [few]" for number in range(5)),
        "info: Info 1. [many]",
        "  at /1",
        "info: Info 2. [many]",
        "  at /2",
        "  and 1,027 more of this kind [many]: --all shows all",
        *(f"warning: Warning {number}. [many]" for number in range(1, 9)),
    ]
    assert shown(*mixed).count("info: Info") == 1030
