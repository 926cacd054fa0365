"""A company of ours with one of everything, every name of which says that it is ours."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sanbao.apps.accounts import actions as accounts
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements.models import Agreement, Extension
from sanbao.apps.assets.actions import refresh_search
from sanbao.apps.assets.models import Asset, Import, ImportState
from sanbao.apps.callbacks import actions as callbacks
from sanbao.apps.callbacks.models import Sample
from sanbao.apps.claims import actions as claims
from sanbao.apps.complaints import actions as complaints
from sanbao.apps.contacts import actions as contacts
from sanbao.apps.contacts.facts import Incoming
from sanbao.apps.contacts.models import Contact, Line, Shift
from sanbao.apps.desk import actions as desk
from sanbao.apps.dispatch import actions as dispatch
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.inspections import actions as inspections
from sanbao.apps.inspections import tasks as inspection_tasks
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal.models import Entry
from sanbao.apps.knowledge import actions as knowledge
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices.models import Delivery, Notice
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind
from sanbao.apps.parties.models import Customer, Dealer, Person, Site, Station, Territory
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts.facts import Where
from sanbao.apps.parts.models import Loan, LoanUnit
from sanbao.apps.products import actions as products
from sanbao.apps.products.models import PriceList, Product
from sanbao.apps.settlements.models import Dispute, Remittance, Run, Statement
from sanbao.apps.training import actions as training
from sanbao.apps.training.models import Qualification
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import tasks

from ..apps.claims import sheets
from ..apps.claims.sheets import paper_with
from ..apps.inspections.conftest import FEEDBACK, owe, proposed
from ..apps.visits.conftest import Field, drawn, take_to_the_field
from ..apps.world import World, build
from .dealing import dealt

OURS = "OURS"


@dataclass(frozen=True, slots=True)
class House:
    """things: what stands in addresses and bodies, by name."""

    world: World
    things: dict[str, Any]


def house() -> House:
    """One case of ours, walked until its follow-up is due; the other company has none."""
    world = build(timezone.now() - timedelta(minutes=131))
    mark(world)
    world.asset.refresh_from_db()
    field = take_to_the_field(world, world.asset)
    visit = field.reported()
    tasks.make_report(Entry.objects.get(happening="visit.signed").pk)
    follow_up = visits.plan(Entry.objects.get(happening="case.restored"))
    visit.refresh_from_db()
    things = trip_of(world)
    return House(
        world,
        {
            **places(world),
            **papers(world),
            **things,
            **news(world),
            **lent(world, field),
            **proved(field),
            **taught(world),
            **talked(world),
            **voiced(world),
            **known(world),
            **paid(world),
            **dealt(world),
            **claimed(world),
            "absence_pk": away(world),
            "plan_run": planned(world),
            "call_back": call_of(world),
            "sample_pk": sampled(world),
            "case": field.case.code,
            "follow_token": field.case.follow_token,
            "order": field.order.code,
            "visit": visit.code,
            "follow_up_pk": follow_up.pk,
            "attachment": visit.report.key,
            "obligation": promise(field).code,
            "duty": duty(world, ObligationKind.RHYTHM, "sheets_submitted").code,
            "upkeep": duty(world, ObligationKind.UPKEEP, "organisation_kept").code,
            "word": "nothing",
            "one": 1,
            "note": "note",
            "answer_word": "answer",
            "key": str(uuid4()),
        },
    )


def paid(world: World) -> dict[str, Any]:
    """What our dealer has settled with us, and a line of the ledger."""
    by, dealer = world.mei(Role.FINANCE), Dealer.objects.get(pk=world.ours.dealer.pk)
    sale = products.SaleLine(f"{OURS}-1", dealer.code, world.on, "", 2, Decimal("1800.00"))
    products.record_sales([sale], provider=world.provider, by=by, at=world.at)
    boss, month = world.mei(Role.MANAGER), world.on.replace(day=1)
    run = Run.objects.create(
        provider=world.provider, kind="monthly", month=month, asked_at=world.at, asked_by=boss
    )
    statement = Statement.objects.create(
        provider=world.provider,
        code=f"{OURS}-JS",
        dealer=dealer,
        version=world.ours.version,
        kind="monthly",
        month=month,
        granted=Decimal("10.00"),
        state="made",
        made_at=world.at,
        made_by=boss,
    )
    remittance = Remittance.objects.create(
        provider=world.provider,
        code=f"{OURS}-FK",
        file=b"1",
        digest="0" * 64,
        count=1,
        total=Decimal("10.00"),
        made_at=world.at,
        made_by=by,
    )
    dispute = Dispute.objects.create(
        provider=world.provider,
        code=f"{OURS}-YY",
        key=uuid4(),
        statement=statement,
        text=OURS,
        asked=Decimal("1.00"),
        raised_at=world.at,
        raised_by=world.mei(Role.DEALER),
    )
    return {
        "sale": sale.reference,
        "run_pk": run.pk,
        "statement": statement.code,
        "remittance": remittance.code,
        "dispute": dispute.code,
        "invoice": "invoice",
    }


def away(world: World) -> int:
    """Our engineer is away next month."""
    time = Time(world.at + timedelta(days=30), world.at + timedelta(days=31))
    mechanic, by = world.mei(Role.ENGINEER), world.mei(Role.DISPATCHER)
    return dispatch.note_absence(mechanic, time, "leave", note=OURS, by=by, at=world.at).pk


def planned(world: World) -> str:
    """Our day after tomorrow is to be planned; the run says that it is ours."""
    wish = dispatch.PlanWish(on=world.on + timedelta(days=2))
    by = world.mei(Role.DISPATCHER)
    run = dispatch.ask(world.provider, wish, today=world.on, by=by, at=world.at)
    run.offer = {"changes": [], "kept": 0, "left": [], "tours": [], "cost": {}}
    run.offer["tours"] = [{"name": OURS, "jobs": 1, "km": 1}]
    run.save(update_fields=["offer"])
    return run.code


def trip_of(world: World) -> dict[str, Any]:
    """A round that the engineer has signed, with a quote and an opinion; and its paper."""
    trip = proposed(world)
    trip.checked()
    quote = trip.found("quoted", quote="480.00")
    key, by = uuid4(), trip.engineer
    inspections.hear(trip.unit, said_by=OURS, words=OURS, key=uuid4(), by=by, at=trip.later(26))
    inspections.sign(trip.row, trip.signing(), FEEDBACK, key=key, by=by, at=trip.later(30))
    inspection_tasks.make_report(Entry.objects.get(happening="round.signed").pk)
    # One more, so that the list of open ones shows something.
    inspections.request(world.asset, wish=OURS, key=uuid4(), by=world.mei(), at=world.at)
    return {"round": trip.row.code, "inspection_pk": trip.unit.pk, "quote_pk": quote.pk}


def call_of(world: World) -> str:
    """A call that is owed; another one was made, with a wish."""
    by, code = world.mei(), Customer.objects.get(pk=world.ours.customer.pk).code
    made, open_ = (owe(world, code, days=5, what="called_back", kind="customer") for _ in "ab")
    answers = {"respondent": OURS, "works": "yes", "familiar": "5", "fits": "5", "wishes": OURS}
    answers["satisfaction"] = "5"
    callbacks.answer(made, answers, key=uuid4(), by=by, at=world.at)
    # Both are met at once as long as a call answers whatever is owed: the second is owed anew.
    Obligation.objects.filter(pk=open_.pk).update(state="running", met_at=None)
    return open_.code


def lent(world: World, field: Field) -> dict[str, Any]:
    """A spare unit in the pool, and a loan that was asked for."""
    unit = LoanUnit.objects.create(provider=world.provider, serial=f"{OURS}-1", name=OURS)
    loan = Loan.objects.create(
        provider=world.provider,
        code="JY-1",
        case=field.case,
        clause="5.3",
        obligation=promise(field),
        asked_at=world.at,
    )
    return {"loan": loan.code, "loan_unit_pk": unit.pk, **stocked(world)}


def stocked(world: World) -> dict[str, Any]:
    """A part on the van of our engineer, which our product usually takes."""
    by, man = world.mei(Role.MANAGER), world.mei(Role.ENGINEER)
    part = parts.list_part(
        f"{OURS}-P", OURS, unit="", is_tool=False, provider=world.provider, by=by, at=world.at
    )
    two = Decimal(2)
    parts.count(Where(engineer=man), part, two, key=uuid4(), by=by, at=world.at)
    usual = parts.say_usual(world.ours.product, part, 1, by=by, at=world.at)
    return {"van": "van", "van_code": man.username, "usual_pk": usual.pk}


def voiced(world: World) -> dict[str, Any]:
    """A complaint and a suggestion of our customer, which also concern our dealer."""
    customer, dealer = world.ours.customer, world.ours.dealer
    complaint = complaints.open_complaint(
        complaints.Report(
            key=uuid4(),
            source="phone",
            topic="delay",
            description=OURS,
            complainer_name=OURS,
            customer=customer,
            dealer=dealer,
        ),
        provider=world.provider,
        by=world.mei(),
        at=world.at,
    )
    wish = complaints.Wish(uuid4(), OURS, OURS, customer=customer, dealer=dealer)
    suggestion = complaints.suggest(wish, provider=world.provider, by=None, at=world.at)
    return {"complaint": complaint.code, "suggestion": suggestion.code}


def claimed(world: World) -> dict[str, Any]:
    """Two sheets of our dealer, one of them handed in, and an approval that he asks for. The other
    company has an agreement with its dealer too.
    """
    paper_with(world.ours, world)
    paper_with(world.theirs, world)
    world.ours.dealer.refresh_from_db()
    sheet = sheets.submitted(world, OURS)
    draft = sheets.drafted(world, f"{OURS} 2")
    wish = claims.WordAsked(uuid4(), OURS, OURS, Decimal(900))
    by = world.mei(Role.DEALER)
    word = claims.ask_word(wish, dealer=world.ours.dealer, by=by, at=world.at)
    month = sheets.repaired_on(world)
    quality, boss = world.mei(Role.QUALITY), world.mei(Role.MANAGER)
    penalty = claims.propose_penalty(sheet, 2, reason=OURS, by=quality, at=world.at)
    claims.confirm_penalty(penalty, by=boss, at=world.at)
    spot = claims.draw_spot_check(world.provider, month.replace(day=1), by=None, at=world.at)
    spot.seed = OURS
    spot.save(update_fields=["seed"])
    table = SimpleUploadedFile(f"{OURS}.csv", "维修单编号,维修日期\n门前,昨天\n".encode())
    brought = claims.Brought(table, None, False, uuid4())
    batch = claims.bring(brought, dealer=world.ours.dealer, by=by, at=world.at)
    claims.carry_out(batch.pk, at=world.at)
    return {
        "sheet_import": batch.code,
        "sheets_word": "sheets",
        "moves_word": "moves",
        "penalty": penalty.code,
        "dispute_word": "dispute",
        "spot_pk": spot.pk,
        "spot_month": f"{month:%Y-%m}",
        "sheet": sheet.code,
        "draft_sheet": draft.code,
        "check_word": "check",
        "approval": word.code,
        "recently": f"{month}",
        "last_month": f"{month - timedelta(days=31):%Y-%m}",
    }


def proved(field: Field) -> dict[str, Any]:
    """A photo of the fault, and another that is on its way."""
    provider, by, at = field.case.provider, field.world.mei(), field.world.at
    photo = desk.add_file(field.case, drawn(), purpose="photo", key=uuid4(), by=by, at=at)
    announced = evidence.Announced(("case", field.case.code), "photo", OURS, 10)
    upload = evidence.begin(announced, provider=provider, key=uuid4(), by=by, at=at)
    return {"photo": photo.key, "upload": upload.key}


def known(world: World) -> dict[str, Any]:
    """An article that everybody of ours may read."""
    boss = world.mei(Role.MANAGER)
    writing = knowledge.Writing(uuid4(), OURS, OURS, audience="all", product=world.ours.product)
    article = knowledge.draft(writing, provider=world.provider, by=boss, at=world.at)
    return {"article": knowledge.publish(article, by=boss, at=world.at).code}


def sampled(world: World) -> int:
    """A sample of ours, of last month."""
    sample = Sample.objects.create(
        provider=world.provider,
        month=world.on.replace(day=1),
        percent=25,
        seed=OURS,
        repairs=[OURS],
        chosen=[OURS],
        drawn_at=world.at,
        drawn_by=world.mei(Role.MANAGER),
    )
    return sample.pk


def taught(world: World) -> dict[str, Any]:
    """A work that asks for a certificate."""
    service = Qualification.objects.get(provider=world.provider, code="service")
    Qualification.objects.filter(pk=service.pk).update(name=OURS)
    boss = world.mei(Role.MANAGER)
    need = training.require("on_site", service, clause=OURS, at=world.at, by=boss)
    details = training.CourseDetails(OURS, ["engineers", "dealers", "customers"])
    course = training.create_course(
        details, provider=world.provider, code=OURS, at=world.at, by=boss
    )
    paper = training.add_material(
        course, OURS, ContentFile(b"%PDF-1.7", name="x.pdf"), key=uuid4(), by=boss, at=world.at
    )
    later = world.at + timedelta(days=9)
    when = training.SessionDetails(later, later + timedelta(hours=3), OURS)
    session = training.plan(course, when, key=uuid4(), at=world.at, by=boss)
    dealer = Person.objects.get(user=world.mei(Role.DEALER))
    enrolment = training.sign_up(session, dealer, at=world.at, by=boss)
    return {
        "need_pk": need.pk,
        "course": course.code,
        "material_pk": paper.pk,
        "session": session.code,
        "enrolment_pk": enrolment.pk,
    }


def talked(world: World) -> dict[str, Any]:
    """Somebody of ours asks for a price on a line that our engineer is on duty for."""
    boss, at = world.mei(Role.MANAGER), world.at
    line = Line.objects.create(provider=world.provider, code="L-1", name=OURS, number="400-1")
    shift = Shift.objects.create(
        line=line,
        person=world.mei(Role.ENGINEER),
        starts_at=at,
        ends_at=at + timedelta(days=1),
        created_at=at,
        created_by=boss,
    )
    incoming = Incoming(world.provider, "chat", uuid4(), name=OURS, line=line)
    contact = contacts.start(incoming, by=None, at=at)
    contacts.write(contact, OURS, key=uuid4(), by=None, at=at)
    Contact.objects.filter(pk=contact.pk).update(is_price=True)
    of_customer = Incoming(world.provider, "chat", uuid4(), user=world.mei(Role.CUSTOMER))
    contacts.start(of_customer, by=None, at=at)
    return {
        "provider": world.provider.slug,
        "contact": contact.code,
        "take_step": "take",
        "line": line.code,
        "shift_pk": shift.pk,
    }


def promise(field: Field) -> Obligation:
    """The one that the engineer looks after."""
    return Obligation.objects.get(subject_code=field.case.code, what="on_site")


def duty(world: World, kind: str, what: str) -> Obligation:
    """What our dealer owes over time, open since yesterday."""
    dealer = Dealer.objects.get(provider=world.provider)
    made = Obligation.objects.create(
        provider=world.provider,
        version=world.ours.version,
        code=f"OURS-{what}",
        kind=kind,
        what=what,
        owed_by="dealer",
        clause="1",
        subject_kind="dealer",
        subject_code=dealer.code,
        subject_label=OURS,
        dealer=dealer.code,
        starts_at=world.at - timedelta(days=1),
        state="running",
    )
    for line in ("raised", "started"):
        LogLine.objects.create(obligation=made, kind=line, at=world.at - timedelta(days=1))
    return made


def mark(world: World) -> None:
    """Both companies are alike in the world; from here on every name of ours tells."""
    ours = world.provider
    for model, field in (
        (Agreement, "title"),
        (Agreement, "code"),
        (Customer, "name"),
        (Customer, "code"),
        (Station, "name"),
        (Station, "code"),
        (Dealer, "name"),
        (Dealer, "code"),
        (Product, "name"),
        (Product, "code"),
        (PriceList, "name"),
        (Asset, "serial"),
    ):
        for row in model.objects.filter(provider=ours):
            model.objects.filter(pk=row.pk).update(**{field: f"{OURS} {getattr(row, field)}"[:40]})
    for site in Site.objects.filter(customer__provider=ours):
        Site.objects.filter(pk=site.pk).update(name=f"{OURS} {site.name}")
    for person in world.ours.people.values():
        type(person).objects.filter(pk=person.pk).update(display_name=f"{OURS} {person}")
    Person.objects.filter(provider=ours).update(name=OURS)
    refresh_search(Asset.objects.filter(provider=ours))


def places(world: World) -> dict[str, Any]:
    asset = Asset.objects.select_related("customer", "site", "product").get(pk=world.asset.pk)
    station = Station.objects.get(pk=world.ours.station.pk)
    territory = Territory.objects.create(
        provider=world.provider, station=station, province="江苏", city="南京"
    )
    engineer = world.mei(Role.ENGINEER)
    return {
        "serial": asset.serial,
        "asset_pk": asset.pk,
        "public_key": asset.public_key,
        "product": asset.product.code,
        "product_pk": asset.product.pk,
        "customer": asset.customer.code,
        "site": asset.site.name,
        "site_pk": asset.site.pk,
        "station": station.code,
        "dealer": Dealer.objects.get(pk=world.ours.dealer.pk).code,
        "territory_pk": territory.pk,
        "user_pk": engineer.pk,
        "engineer": engineer.username,
        "engineer_pk": engineer.pk,
        "person_pk": engineer.person.pk,
        "certificate_pk": engineer.person.certificates.get().pk,
    }


def news(world: World) -> dict[str, Any]:
    """A notice to our manager, and an endpoint of ours that was told of something."""
    boss, admin = world.mei(Role.MANAGER), world.mei(Role.ADMINISTRATOR)
    entry = journal.record("case.closed", OURS, provider=world.provider, at=world.at, by=None)
    notice = Notice.objects.create(
        provider=world.provider,
        user=boss,
        entry=entry,
        news="case",
        about=OURS,
        created_at=world.at,
    )
    endpoint = notices.make_endpoint(
        label=OURS, url="https://ours.example/", happenings=["case.closed"], at=world.at, by=admin
    )
    delivery = Delivery.objects.create(
        provider=world.provider,
        channel="webhook",
        entry=entry,
        endpoint=endpoint,
        to=OURS,
        state="dead",
        created_at=world.at,
    )
    return {"notice_pk": notice.pk, "endpoint_pk": endpoint.pk, "delivery_pk": delivery.pk}


def papers(world: World) -> dict[str, Any]:
    token, _text = accounts.make_token(world.mei(), label=OURS, at=world.at)
    batch = Import.objects.create(
        provider=world.provider,
        code="DR-1",
        file_name=f"{OURS}.xlsx",
        file="imports/none.table",
        state=ImportState.CHECKED,
        uploaded_at=world.at,
        uploaded_by=world.mei(Role.MANAGER),
    )
    template = agreements.save_template(
        world.ours.version,
        agreements.Saved(title=OURS, note=OURS),
        by=world.mei(Role.MANAGER),
        at=world.at,
    )
    published = PriceList.objects.get(provider=world.provider, basis="price_list")
    agreement = Agreement.objects.get(pk=world.ours.agreement.pk)
    # The other party of ours reads its paper: both a dealer and a customer, to try both doors.
    agreement.dealer, agreement.customer = world.ours.dealer, world.ours.customer
    agreement.save()
    longer = Extension.objects.create(
        key=uuid4(),
        provider=world.provider,
        code=f"{OURS} YB-1",
        agreement=agreement,
        province="江苏",
        months=6,
        reason=OURS,
        requested_at=world.at,
        requested_by=world.mei(Role.DEALER),
    )
    return {
        "own_template": template.code,
        "part": "terms",
        "token_pk": token.pk,
        "batch": batch.code,
        "price_list_pk": published.pk,
        "agreement": agreement.code,
        "number": 1,
        "their_side": "counterparty",
        "extension": longer.code,
        "template": "integrated-equipment",
    }
