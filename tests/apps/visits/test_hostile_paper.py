"""What people write is set as they wrote it: a report runs nothing and reads no other file."""

import io
from dataclasses import replace
from uuid import uuid4

from pypdf import PdfReader

from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions, tasks

ATTACK = '#read("/etc/hostname") #{panic("x")} $x^2$ ] [ \\ " *fett* <a> @b'


def test_the_words_of_a_finding_are_no_program(field):
    visit = field.worked(finding=ATTACK, measure=ATTACK)
    signing = replace(field.signing(), signer_name='#panic("y")', opinion=ATTACK)
    actions.sign(visit, signing, key=uuid4(), by=field.engineer, at=field.later(110))
    tasks.make_report(Entry.objects.get(happening="visit.signed").pk)
    visit.refresh_from_db()
    with visit.report.file.open("rb") as stored:
        pages = PdfReader(io.BytesIO(stored.read())).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
    assert '#read("/etc/hostname")' in text.replace("“", '"').replace("”", '"')
    assert "*fett*" in text
    assert "#panic(" in text
