"""`sanbao manage demo`: make the eight demo companies in an empty database."""

import os
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sanbao.apps.accounts.access import Provider
from sanbao.site.demo.build import build_all
from sanbao.site.demo.clock import CHINA
from sanbao.site.environment import demo_password, var_folder
from sanbao.templates import SLUGS

MOST_PROCESSES = 4


class Command(BaseCommand):
    help = "Make the eight demo companies in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="the day that everything is told from, as if it were noon (default: now)",
        )
        parser.add_argument(
            "--companies",
            default=os.environ.get("SANBAO_DEMO_COMPANIES", ",".join(SLUGS)),
            help="the templates whose companies to make, with commas between (default: all)",
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=min(os.cpu_count() or 1, MOST_PROCESSES),
            help="how many companies are made at a time",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Provider.objects.exists():
            raise CommandError(
                "There are companies in this database already; the demo needs an empty one."
            )
        slugs = options["companies"].split(",")
        if unknown := set(slugs) - set(SLUGS):
            raise CommandError(f"There is no template called {', '.join(sorted(unknown))}.")
        now = None if options["today"] else this_minute()
        build_all(
            slugs,
            today=options["today"] or timezone.localdate(timezone=CHINA),
            now=now,
            password=demo_password(var_folder()),
            processes=options["processes"],
        )


def this_minute() -> datetime:
    return timezone.now().astimezone(CHINA).replace(second=0, microsecond=0)
