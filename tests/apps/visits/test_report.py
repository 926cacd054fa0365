"""The service report: one paper for each signature, in Chinese, with everything it rests on."""

import io
from decimal import Decimal
from uuid import uuid4

import pypdf
import pytest
from django.core.files.base import ContentFile

from sanbao.apps.evidence.models import Attachment
from sanbao.apps.journal.models import Entry
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions, queries, tasks
from sanbao.site.reactions import REACTIONS
from tests.apps.evidence.test_files import picture


def signed(field):
    price = Price.objects.filter(item="parts", price_list__provider=field.world.provider).first()
    used = (actions.Use(price.pk, Decimal(2), serial="CG-77", old_part_returned=True),)
    visit = field.checked()
    upload = actions.work(visit, field.done(used=used), by=field.engineer, at=field.later(100))
    actions.add_photo(
        upload,
        ContentFile(picture(), name="故障.jpg"),
        key=uuid4(),
        by=field.engineer,
        at=field.later(101),
    )
    return actions.sign(visit, field.signing(), key=uuid4(), by=field.engineer, at=field.later(110))


def entry_of(visit):
    return Entry.objects.get(happening="visit.signed", subject_code=visit.code)


def text_of(attachment) -> str:
    with attachment.file.open("rb") as stored:
        pages = pypdf.PdfReader(io.BytesIO(stored.read())).pages
        return "".join("".join(page.extract_text() for page in pages).split())


def test_the_paper_says_what_was_done_for_how_much_by_which_clause(charged):
    visit = signed(charged)
    tasks.make_report(entry_of(visit).pk)
    visit.refresh_from_db()
    text = text_of(visit.report)
    for words in (
        visit.code,
        charged.case.code,
        "清河水泥厂",
        "YF-2000",
        "称重传感器漂移",
        "更换传感器并标定",
        "¥790.00",
        "柒佰玖拾元整",
        "CG-77",
        "4.9",
        "钱一",
        "很及时",
    ):
        assert words in text, words
    for clause in visit.decision.answer["clauses"]:
        assert "".join(clause["text"].split())[:12] in text
    assert visit.report.content_type == "application/pdf"


def test_a_job_that_runs_twice_makes_one_report(charged):
    visit = signed(charged)
    for _ in range(2):
        tasks.make_report(entry_of(visit).pk)
    assert Attachment.objects.filter(purpose="report").count() == 1


def test_a_job_that_died_after_its_work_adds_nothing_when_it_runs_again(charged):
    visit = signed(charged)
    paper = tasks.printed(queries.paper_of(visit))
    first = actions.keep_report(visit, paper, at=charged.later(111)).report
    again = actions.keep_report(visit, paper, at=charged.later(112)).report
    assert first == again
    assert Attachment.objects.filter(purpose="report").count() == 1


def test_the_paper_of_a_visit_without_agreement_or_parts_can_be_set_too(field):
    visit = field.signed(is_restored=False, not_restored_because="缺件")
    tasks.make_report(entry_of(visit).pk)
    visit.refresh_from_db()
    assert "缺件" in text_of(visit.report)


@pytest.mark.parametrize(
    ("happening", "task"),
    [
        ("visit.signed", tasks.make_report),
        ("case.restored", tasks.plan_follow_up),
        ("case.solved", tasks.plan_follow_up),
    ],
)
def test_the_page_of_reactions_says_what_follows(happening, task):
    assert task in REACTIONS[happening]


def test_the_follow_up_job_twice_plans_one_call(field):
    visit = field.reported()
    entry = Entry.objects.get(happening="case.restored", subject_code=field.case.code)
    for _ in range(2):
        tasks.plan_follow_up(entry.pk)
    assert queries.follow_ups_of(visit.order.case_id).count() == 1
