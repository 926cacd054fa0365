"""The customer signs: the record stands, money is booked once, the case goes on."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from sanbao.apps.assets.models import Repair
from sanbao.apps.evidence.models import Attachment, Record
from sanbao.apps.journal.models import Entry
from sanbao.apps.money.models import Line
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.models import Visit
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.visits.together import together
from tests.apps.world import build


def sign(field, visit, *, key=None, **change):
    return actions.sign(
        visit,
        field.signing(**change),
        key=key or uuid4(),
        by=field.engineer,
        at=field.later(110),
    )


@pytest.mark.clause("P2-4.2", "P3-4.9")
def test_the_customer_signs_the_one_repair_form(field):
    visit = field.signed()
    assert (visit.state, visit.signer_name, visit.satisfaction) == ("signed", "钱一", 5)
    record = Record.objects.get(form__kind="service-record")
    assert (record.signer_name, record.signature) == ("钱一", visit.signature)
    assert record.answers["finding"] == "称重传感器漂移"
    assert record.answers["opinion"] == "很及时"
    assert visit.signature.content_type == "image/png"


def test_the_unit_works_since_the_work_was_done(field):
    visit = field.signed()
    field.case.refresh_from_db()
    field.order.refresh_from_db()
    assert (field.case.state, field.order.state) == ("restored", "restored")
    for duty in Obligation.objects.filter(subject_code=field.case.code, what="resolved"):
        assert duty.met_at == field.later(100)
    repair = Repair.objects.get(asset=field.world.asset)
    assert (repair.visit_code, repair.in_warranty) == (visit.code, True)
    assert repair.repaired_at == field.later(100)


def test_the_fee_is_booked_line_by_line_with_its_clause(charged):
    price = Price.objects.filter(item="parts", price_list__provider=charged.world.provider).first()
    visit = charged.signed(used=(actions.Use(price.pk, Decimal(2)),))
    booked = Line.objects.filter(subject_kind="visit", subject_code=visit.code).order_by("id")
    assert [(line.item, line.amount, line.clause) for line in booked] == [
        ("parts", Decimal("640.00"), "4.9"),
        ("labour", Decimal("150.00"), "4.9"),
    ]
    assert all(line.booked_by == charged.engineer for line in booked)


def blank():
    out = io.BytesIO()
    Image.new("RGBA", (300, 120), (0, 0, 0, 0)).save(out, "PNG")
    return ContentFile(out.getvalue(), name="signature.png")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"signer_name": " "}, "has not signed"),
        ({"image": None}, "has not signed"),
        ({"image": blank()}, "has not signed"),
        ({"image": ContentFile(b"not a picture", name="x.png")}, "not a file of the kinds"),
        ({"satisfaction": None}, "1 to 5"),
        ({"satisfaction": 6}, "1 to 5"),
    ],
)
def test_without_a_true_signature_nothing_happens(field, change, why):
    visit = field.worked()
    with pytest.raises(Refused, match=why):
        sign(field, visit, **change)
    visit.refresh_from_db()
    field.case.refresh_from_db()
    assert (visit.state, field.case.state) == ("worked", "in_service")
    assert not Line.objects.exists()
    assert not Attachment.objects.exists()
    assert not Record.objects.filter(form__kind="service-record").exists()


def test_nothing_is_signed_before_the_work_is_on_record(field):
    with pytest.raises(Refused, match="state"):
        sign(field, field.checked())


def test_a_repeated_request_signs_once(field):
    visit, key = field.worked(), uuid4()
    assert sign(field, visit, key=key) == sign(field, visit, key=key)
    assert Entry.objects.filter(happening="visit.signed").count() == 1
    assert Line.objects.filter(subject_code=visit.code).count() == len(queries.fee_of(visit).lines)


def test_what_does_not_work_yet_goes_back_with_the_reason(field):
    visit = field.signed(is_restored=False, not_restored_because="需返厂更换主板")
    field.case.refresh_from_db()
    field.order.refresh_from_db()
    assert (visit.state, field.case.state, field.order.state) == (
        "signed",
        "in_service",
        "assigned",
    )
    back = Entry.objects.get(happening="workorder.sent_back")
    assert back.details["reason"] == "需返厂更换主板"
    assert not Repair.objects.exists()
    second = field.agreed(appointment=field.appointment(600, 660))
    assert second.pk != visit.pk


def test_of_eight_who_sign_at_once_one_succeeds_and_the_others_are_told(transactional_db):
    field = take_to_the_field(build(datetime.now(UTC).replace(second=0, microsecond=0)))
    visit = field.worked()
    signed, told = together([partial(sign, field, visit) for _ in range(8)])
    assert (len(signed), len(told)) == (1, 7)
    assert all("signed by the customer" in reason for reason in told)
    assert Visit.objects.get(pk=visit.pk).signature == signed[0].signature
    assert Entry.objects.filter(happening="visit.signed").count() == 1
    assert Line.objects.filter(subject_code=visit.code).count() == len(queries.fee_of(visit).lines)


@pytest.mark.clause("P3-4.6")
def test_the_report_is_handed_in_and_ends_the_order(field):
    visit = field.reported()
    field.order.refresh_from_db()
    assert (visit.state, visit.summary, field.order.state) == ("reported", "传感器受潮", "reported")


@pytest.mark.clause("P3-4.6")
def test_an_empty_report_is_refused(field):
    visit = field.signed()
    with pytest.raises(Refused, match="report is empty"):
        actions.report(visit, summary=" ", by=field.engineer, at=field.later(130))
    field.order.refresh_from_db()
    assert field.order.state == "restored"


def test_the_report_of_a_visit_without_success_leaves_the_order_open(field):
    field.reported(is_restored=False, not_restored_because="缺件")
    field.order.refresh_from_db()
    assert field.order.state == "assigned"
