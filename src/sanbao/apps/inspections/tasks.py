"""Jobs of the inspections: rounds proposed each night, and the paper of a signed one."""

import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import Provider
from sanbao.apps.inspections import actions, queries
from sanbao.apps.journal import queries as journal


@app.periodic(cron="20 5 * * *")
@app.task(name="inspections.propose", queueing_lock="inspections.propose")
def propose(timestamp: int) -> None:
    """Propose a round for what falls due; one that was left out is made good by the next night."""
    for pk in Provider.objects.order_by("pk").values_list("pk", flat=True):
        actions.propose(pk, at=timezone.now())


@app.task(name="inspections.make_report")
def make_report(entry_id: int) -> None:
    """Typeset the report of the round that the entry tells of, unless it is there."""
    entry = journal.entry(entry_id)
    round_ = queries.Round.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if round_.report_id is None:
        actions.keep_report(round_, typeset(queries.paper_of(round_)), at=timezone.now())


def typeset(paper: queries.Paper) -> bytes:
    """The report as PDF. It can read nothing but the paper's own files."""
    template = files("sanbao.apps.inspections") / "documents" / "report.typ"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(template.read_bytes())
        (root / "report.json").write_text(json.dumps(paper.text, ensure_ascii=False))
        for name, content in paper.pictures.items():
            (root / name).write_bytes(content)
        fonts = [str(path) for path in settings.FONT_DIRS]
        pdf: bytes = typst.compile(str(root / "report.typ"), root=folder, font_paths=fonts)
        return pdf
