"""`sanbao agreements`: an agreement out to a file, and a file in as a new agreement."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Agreements as files.")
CANNOT = 2


class Language(StrEnum):
    """What a command says is said in."""

    ZH = "zh"
    EN = "en"


@contextmanager
def started(language: str) -> Iterator[None]:
    """The database running and Django set up; under a supervisor, the end when it ends.

    language: that what is said for a person is said in.
    """
    import django

    from sanbao.site.environment import database_running, end_with_supervisor, var_folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
    end_with_supervisor()
    with database_running(var_folder()):
        django.setup()
        from sanbao.site.speech import speaking

        with speaking(language):
            yield


@app.callback()
def agreements() -> None:
    """Agreements as files."""


@app.command()
def export(
    code: Annotated[str, typer.Argument(help="The agreement's number.")],
    provider: Annotated[str, typer.Option(help="The company, by its short name.")] = "",
    version: Annotated[
        str, typer.Option(help="A number, or `draft`; the newest if left out.")
    ] = "",
    language: Language = Language.ZH,
) -> None:
    """Write the text of a version to standard output, to the character."""
    with started(language):
        from sanbao.site.agreement_files import CannotDo, exported

        try:
            text = exported(code, provider=provider, version=version)
        except CannotDo as reason:
            typer.echo(f"sanbao agreements export: {reason}", err=True)
            raise typer.Exit(CANNOT) from None
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="The file; `-` for standard input.")],
    provider: Annotated[str, typer.Option(help="The company, by its short name.")],
    by: Annotated[str, typer.Option(help="The manager in whose name, by account name.")],
    title: Annotated[str, typer.Option(help="Its title; that of the file if left out.")] = "",
    counterparty: Annotated[str, typer.Option(help="The other party.")] = "",
    language: Language = Language.ZH,
) -> None:
    """Make a new draft from a file and print its number; else every fault by line and field."""
    with started(language):
        from sanbao.site.agreement_files import CannotDo, Wanted, taken_in

        wanted = Wanted(provider, by, title, counterparty)
        try:
            content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
            typer.echo(taken_in(content, wanted))
        except OSError as error:
            typer.echo(f"sanbao agreements import: {file}: {error.strerror}", err=True)
            raise typer.Exit(CANNOT) from None
        except CannotDo as reason:
            typer.echo(f"sanbao agreements import: {reason}", err=True)
            raise typer.Exit(CANNOT) from None
