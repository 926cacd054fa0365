"""A small world for the tests of the apps: two providers, their people, customers and units.

Built from rows, so that a test of one app does not depend on the actions of another. People are
named by what they may: `mei(role)` works for the first provider and may, `lan` works there too
but holds a role that may not, `stranger(role)` holds the same role at the other provider.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sanbao import templates
from sanbao.apps.accounts.models import Provider, Role, User
from sanbao.apps.agreements.models import Agreement, AgreementState, Version
from sanbao.apps.assets.actions import refresh_search
from sanbao.apps.assets.models import Asset
from sanbao.apps.parties.models import Customer, Dealer, Person, Site, Station
from sanbao.apps.products.models import Basis, Item, Price, PriceList, Product
from sanbao.apps.training.models import Certificate, Qualification

CHINA = ZoneInfo("Asia/Shanghai")
SHARED_PHONE = "13900001111"
KINDS = {"service": "上岗资格证", "design": "设计工程师"}
NAMES = {
    Role.CUSTOMER: "钱一",
    Role.DESK: "梅客服",
    Role.DISPATCHER: "丁调度",
    Role.ENGINEER: "王工",
    Role.MANAGER: "马经理",
    Role.QUALITY: "秦质量",
    Role.DEALER: "代销商",
    Role.MARKETING: "石市场",
    Role.FINANCE: "蓝财务",
    Role.SALES: "肖销售",
    Role.AUDITOR: "沈审计",
    Role.ADMINISTRATOR: "管理员",
}


@dataclass(frozen=True, slots=True)
class Company:
    """One provider with one person a role, and what they work on."""

    provider: Provider
    people: dict[str, User]
    agreement: Agreement
    version: Version
    product: Product
    customer: Customer
    site: Site
    asset: Asset
    station: Station
    dealer: Dealer


@dataclass(frozen=True, slots=True)
class World:
    """`at` is the instant that the world was made for; `on` is that day in China.

    ours: integrated-equipment in force (unit accepted 200 days ago, three years of warranty).
    theirs: another provider with the same agreement.
    counter_unit: a unit of ours under full-process (no warranty term).
    neighbour_unit: a unit of another customer of ours with the same phone number.
    expired: an engineer of ours whose certificate ran out yesterday.
    """

    at: datetime
    on: date
    ours: Company
    theirs: Company
    counter_unit: Asset
    neighbour_unit: Asset
    neighbour: User
    expired: User

    @property
    def asset(self) -> Asset:
        return self.ours.asset

    @property
    def provider(self) -> Provider:
        return self.ours.provider

    def mei(self, role: str = Role.DESK) -> User:
        return self.ours.people[role]

    @property
    def lan(self) -> User:
        """Same company, a role that has no part in service."""
        return self.ours.people[Role.FINANCE]

    def stranger(self, role: str = Role.DESK) -> User:
        return self.theirs.people[role]


def build(at: datetime) -> World:
    on = at.astimezone(CHINA).date()
    ours = company("yuanfan", "远帆成套设备", at=at, on=on)
    theirs = company("haitong", "海通成套设备", at=at, on=on)
    counter = put_in_force("full-process", ours.provider, ours.people[Role.MANAGER], at=at, on=on)
    neighbour_customer, neighbour_site = customer_of(ours.provider, "C-002", "孙二")
    neighbour = user(ours.provider, "neighbour", "孙二", Role.CUSTOMER)
    Person.objects.create(
        provider=ours.provider, user=neighbour, name="孙二", customer=neighbour_customer
    )
    return World(
        at=at,
        on=on,
        ours=ours,
        theirs=theirs,
        counter_unit=unit(
            ours.product, ours.site, counter.agreement, "YF-2000", at=at, accepted_on=None
        ),
        neighbour_unit=unit(
            ours.product,
            neighbour_site,
            ours.agreement,
            "YF-3000",
            at=at,
            accepted_on=on - timedelta(days=100),
        ),
        neighbour=neighbour,
        expired=engineer(ours, "李工", until=on - timedelta(days=1)),
    )


def company(slug: str, name: str, *, at: datetime, on: date) -> Company:
    provider = Provider.objects.create(slug=slug, name=name, hotline="400-100-2000")
    people = staff(provider)
    version = put_in_force("integrated-equipment", provider, people[Role.MANAGER], at=at, on=on)
    product = Product.objects.create(
        provider=provider, code="P-1", name="称重成套设备", model="XD-9", components=["whole"]
    )
    price_lists(provider, on=on)
    customer, site = customer_of(provider, "C-001", "清河水泥厂")
    station = Station.objects.create(provider=provider, code="S-1", name="总站", is_head=True)
    dealer = Dealer.objects.create(provider=provider, code="D-1", name="华北经销部")
    mechanic = people[Role.ENGINEER]
    person = Person.objects.create(
        provider=provider, user=mechanic, name=str(mechanic), phone="13800000004", station=station
    )
    certify(person, until=on + timedelta(days=300))
    Person.objects.create(
        provider=provider, user=people[Role.CUSTOMER], name="钱一", customer=customer
    )
    Person.objects.create(provider=provider, user=people[Role.DEALER], name="代销商", dealer=dealer)
    return Company(
        provider=provider,
        people=people,
        agreement=version.agreement,
        version=version,
        product=product,
        customer=customer,
        site=site,
        asset=unit(
            product,
            site,
            version.agreement,
            "YF-1000",
            at=at,
            accepted_on=on - timedelta(days=200),
            dealer=dealer,
        ),
        station=station,
        dealer=dealer,
    )


def staff(provider: Provider) -> dict[str, User]:
    """One person a role, who can only sign in through the test client (no usable password)."""
    made = User.objects.bulk_create(
        User(
            username=f"{provider.slug}-{role.value}",
            password="!",
            provider=provider,
            display_name=NAMES[role],
            roles=[role.value],
        )
        for role in Role
    )
    return {person.roles[0]: person for person in made}


def user(provider: Provider, name: str, display_name: str, *roles: str) -> User:
    return User.objects.create(
        username=f"{provider.slug}-{name}",
        password="!",
        provider=provider,
        display_name=display_name,
        roles=list(roles),
    )


def engineer(company: Company, name: str, *, until: date | None) -> User:
    """One more engineer of `company`, with a certificate until a day, or with none."""
    made = user(company.provider, f"engineer-{name}", name, Role.ENGINEER)
    person = Person.objects.create(
        provider=company.provider, user=made, name=name, station=company.station
    )
    if until is not None:
        certify(person, until=until)
    return made


def certify(person: Person, *, until: date, kind: str = "service") -> Certificate:
    qualification, _ = Qualification.objects.get_or_create(
        provider_id=person.provider_id,
        code=kind,
        defaults={"name": KINDS[kind], "remind_days": [60, 14]},
    )
    return Certificate.objects.create(
        provider_id=person.provider_id,
        person=person,
        qualification=qualification,
        number=f"SG-{person.pk}",
        valid_from=until - timedelta(days=730),
        valid_until=until,
    )


def put_in_force(slug: str, provider: Provider, by: User, *, at: datetime, on: date) -> Version:
    """An agreement made from a shipped template, in force for a year past and without an end."""
    agreement = Agreement.objects.create(
        provider=provider,
        code=f"XY-{slug}",
        title=f"服务协议 {slug}",
        counterparty="清河水泥厂",
        template=slug,
        state=AgreementState.IN_FORCE,
        created_at=at - timedelta(days=400),
        created_by=by,
    )
    return Version.objects.create(
        agreement=agreement,
        number=1,
        state=AgreementState.IN_FORCE,
        source=templates.read(slug),
        starts_on=on - timedelta(days=365),
        signed_for_provider="马经理",
        signed_for_counterparty="钱一",
        put_in_force_at=at - timedelta(days=366),
        put_in_force_by=by,
    )


def customer_of(provider: Provider, code: str, name: str) -> tuple[Customer, Site]:
    customer = Customer.objects.create(provider=provider, code=code, name=name, phone=SHARED_PHONE)
    site = Site.objects.create(
        customer=customer,
        name=f"{name}一号站",
        province="江苏",
        city="南京",
        area="city",
        address="江宁区秣周路 1 号",
        contact_name=name[:1] + "工",
        contact_phone=SHARED_PHONE,
    )
    return customer, site


def unit(
    product: Product,
    site: Site,
    agreement: Agreement | None,
    serial: str,
    *,
    at: datetime,
    accepted_on: date | None,
    dealer: Dealer | None = None,
) -> Asset:
    """A unit delivered 300 days before `at`, found by its serial, names and phone numbers."""
    asset = Asset(
        provider=product.provider,
        serial=serial,
        product=product,
        customer=site.customer,
        site=site,
        dealer=dealer,
        agreement=agreement,
        delivered_on=at.astimezone(CHINA).date() - timedelta(days=300),
        accepted_on=accepted_on,
        price=Decimal("10000.00"),
        created_at=at - timedelta(days=300),
    )
    asset.save()
    refresh_search(Asset.objects.filter(pk=asset.pk))
    return asset


def price_lists(provider: Provider, *, on: date) -> None:
    """On each basis one list in force since a hundred days, with a price for every item."""
    lists = PriceList.objects.bulk_create(
        PriceList(
            provider=provider,
            basis=basis,
            name=f"价格表 {basis.label}",
            starts_on=on - timedelta(days=100),
        )
        for basis in Basis
    )
    Price.objects.bulk_create(
        Price(
            price_list=price_list,
            item=item,
            code=f"{item.value}-1",
            name=str(item.label),
            unit="项",
            amount=Decimal(amount),
        )
        for price_list in lists
        for item, amount in (
            (Item.PARTS, "320.00"),
            (Item.LABOUR, "150.00"),
            (Item.TRAVEL, "80.00"),
            (Item.FREIGHT, "60.00"),
        )
    )
