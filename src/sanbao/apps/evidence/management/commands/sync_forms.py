"""`sanbao manage sync_forms`: bring the shipped forms into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from sanbao.apps.evidence import actions


class Command(BaseCommand):
    help = "Stores each shipped form that is new or has changed as a further version."

    def handle(self, *args: Any, **options: Any) -> None:
        for definition in actions.sync_forms():
            if options["verbosity"]:
                self.stdout.write(f"{definition}")
