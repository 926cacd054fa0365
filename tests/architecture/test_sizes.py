"""Modules and functions stay small, and are named by their subject."""

from .sources import functions, modules, named

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 50
PARAMETERS = 6
# Who, when and once-only stand in every write the same, and do not count.
FRAME = {"self", "cls", "request", "at", "on", "by", "key"}
NAMELESS = {"utils", "helpers", "common", "misc", "base", "manager", "service", "util", "helper"}


def test_no_module_is_over_300_lines() -> None:
    long = {
        named(path): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_MODULE
    }
    assert long == {}


def test_no_function_is_over_50_lines() -> None:
    long = {
        f"{named(path)}: {function.name}": lines
        for path in modules()
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_no_function_takes_more_than_six_parameters() -> None:
    wide = []
    for path in modules():
        for function in functions(path):
            given = function.args
            names = {arg.arg for arg in [*given.posonlyargs, *given.args, *given.kwonlyargs]}
            if len(names - FRAME) > PARAMETERS:
                wide.append(f"{named(path)}: {function.name}")
    assert wide == []


def test_modules_are_named_by_subject() -> None:
    nameless = [named(path) for path in modules() if NAMELESS & {path.stem, path.parent.name}]
    assert nameless == []
