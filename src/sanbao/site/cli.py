"""The command `sanbao`. Each command imports what it needs itself, so that `decide` stays light."""

import os
import sys
from typing import Annotated

import typer

app = typer.Typer(
    name="sanbao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def sanbao() -> None:
    """After-sales service by the clause."""


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def manage(arguments: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Run one of Django's management commands, with the database running."""
    from django.core.management import execute_from_command_line

    from sanbao.site.environment import database_running, var_folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
    with database_running(var_folder()):
        execute_from_command_line(["sanbao manage", *(arguments or [])])


def main() -> None:
    app(sys.argv[1:], prog_name="sanbao")


if __name__ == "__main__":
    main()
