"""The command `sanbao`. Each command imports what it needs itself, so that `decide` stays light."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sanbao.site import agreements_cli
from sanbao.site.year_cli import demo

app = typer.Typer(
    name="sanbao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.add_typer(demo, name="demo")


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


@app.command()
def up(
    host: Annotated[str, typer.Option(envvar="SANBAO_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="SANBAO_PORT")] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="Demo companies on any database.")] = False,
    processes: Annotated[int, typer.Option(envvar="SANBAO_PROCESSES", min=1)] = 2,
) -> None:
    """Start database, web and worker; Ctrl-C stops them all."""
    from sanbao.site.supervisor import CannotStart, Plan
    from sanbao.site.supervisor import up as run_all

    try:
        run_all(Plan(host=host, port=port, with_demo=demo, processes=processes))
    except CannotStart as reason:
        typer.echo(f"sanbao: {reason}", err=True)
        raise typer.Exit(1) from None


@app.command()
def web(
    host: Annotated[str, typer.Option(envvar="SANBAO_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="SANBAO_PORT")] = 8000,
    processes: Annotated[int, typer.Option(envvar="SANBAO_PROCESSES", min=1)] = 2,
) -> None:
    """Serve the pages and the API."""
    from sanbao.site.environment import database_running, var_folder
    from sanbao.site.web import serve

    settled()
    with database_running(var_folder()):
        serve(host=host, port=port, processes=processes)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at the same time.")] = 4,
) -> None:
    """Run the jobs."""
    import django

    from sanbao.site.environment import database_running, var_folder

    settled()
    with database_running(var_folder()):
        django.setup()
        from sanbao.site.worker import run

        run(concurrency=concurrency)


@app.command()
def decide(
    agreement: Annotated[str, typer.Argument(help="A shipped agreement, or a file's path.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A blank and its value: name=value.")
    ] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Decide facts, one JSON object a line, from standard input to standard output."""
    from sanbao.site.decide_cli import CANNOT_START, decide_command, seldom_collect

    if sys.stdin is None or sys.stdout is None:
        typer.echo("sanbao decide: standard input and output must be open", err=True)
        raise typer.Exit(CANNOT_START)
    seldom_collect()
    try:
        status = decide_command(
            agreement,
            settings or [],
            os.fdopen(sys.stdin.fileno(), "rb", closefd=False),
            sys.stdout.buffer,
            sys.stderr,
            lang=language,
        )
    except BrokenPipeError:
        # The reader has what it wanted.
        discard_output()
        status = 0
    if status == CANNOT_START:
        discard_output()
    raise typer.Exit(status)


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="A Solomon, TRSP or STRSP file.")],
    seconds: Annotated[float, typer.Option(min=0.5, help="How long to look for better.")] = 30,
    seed: Annotated[int, typer.Option(help="Another one may find another plan.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Plan who goes when, from an instance file of the literature, without a database."""
    from sanbao.site.plan_cli import plan_command

    raise typer.Exit(plan_command(file, seconds=seconds, seed=seed, as_json=as_json, lang=language))


@app.command()
def redecide(
    provider: Annotated[str, typer.Option(help="Only this company, by its short name.")] = "",
    agreement: Annotated[str, typer.Option(help="Only this agreement, by its number.")] = "",
    version: Annotated[
        str,
        typer.Option("--version", "--against", help="By this version instead, or by the `draft`."),
    ] = "",
    since: Annotated[str, typer.Option(help="Only decisions from this day on.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    language: agreements_cli.Language = agreements_cli.Language.ZH,
) -> None:
    """List past decisions that today's rules, or another version, would answer differently."""
    import django

    from sanbao.site.environment import database_running, var_folder

    settled()
    with database_running(var_folder()):
        django.setup()
        from sanbao.site import redecide_cli as command
        from sanbao.site.speech import speaking

        try:
            with speaking(language):
                scope = command.scope(provider, agreement, since)
                wanted = command.asked(scope, version, as_json=as_json)
                status = command.redecide_command(wanted, sys.stdout, sys.stderr)
        except command.Cannot as reason:
            typer.echo(f"sanbao redecide: {reason}", err=True)
            status = command.CANNOT
        except BrokenPipeError:
            # The reader has what it wanted.
            discard_output()
            status = command.NONE_DIFFER
    raise typer.Exit(status)


@app.command()
def statute(
    category: Annotated[str, typer.Argument(help="The kind of goods: mobile_phone, other …")],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the sale; today if left out."),
    ] = None,
    province: Annotated[str, typer.Option(help="Where the goods are.")] = "",
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """What the three-guarantees rules give at least, by article, for goods sold on a day."""
    from sanbao.rules.deadline import CHINA_TIME
    from sanbao.site.rule_words import translator
    from sanbao.site.statute_cli import NotKnown, floor_table

    day = (on or datetime.now(CHINA_TIME)).date()
    try:
        typer.echo(floor_table(category, on=day, province=province, lang=language))
    except NotKnown as reason:
        typer.echo(f"sanbao statute: {translator(language)(reason.message)}", err=True)
        raise typer.Exit(2) from None


obligations = typer.Typer(no_args_is_help=True, help="Who owes what by when.")
app.add_typer(obligations, name="obligations")
app.add_typer(agreements_cli.app, name="agreements")


@obligations.callback()
def of_obligations() -> None:
    """Who owes what by when."""


@obligations.command()
def replay(
    code: Annotated[str, typer.Argument(help="The number of the obligation.")],
    provider: Annotated[str, typer.Option(help="The company, where numbers repeat.")] = "",
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Print how a due time came about, line by line."""
    import django

    from sanbao.site.environment import database_running, var_folder

    settled()
    with database_running(var_folder()):
        django.setup()
        from sanbao.site.replay_cli import CannotReplay, replayed

        try:
            lines = list(replayed(code, provider=provider, lang=language))
        except CannotReplay as reason:
            typer.echo(f"sanbao obligations replay: {reason}", err=True)
            raise typer.Exit(2) from None
        for line in lines:
            typer.echo(line)


def discard_output() -> None:
    """Send what is still in Python's buffer nowhere; its flush at the end would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def settled() -> None:
    """Name the settings; under a supervisor, end when it does."""
    from sanbao.site.environment import end_with_supervisor

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
    end_with_supervisor()


def main() -> None:
    app(sys.argv[1:], prog_name="sanbao")


if __name__ == "__main__":
    main()
