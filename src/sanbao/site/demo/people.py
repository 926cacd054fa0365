"""The accounts of a company, its stations, dealers, and who is certified until when."""

from dataclasses import dataclass
from datetime import timedelta

from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as party_rows
from sanbao.apps.training import actions as training
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData, Engineer

# An account is called after the company and the role; the longest role has a short name.
SHORT_NAMES = {Role.ADMINISTRATOR: "admin"}
CERTIFIED_FOR = timedelta(days=1095)


@dataclass(frozen=True, slots=True)
class Staff:
    """by_role: one account a role. engineers: certified ones; expired: one who is not."""

    by_role: dict[str, User]
    engineers: tuple[User, ...]
    expired: User
    stations: dict[str, party_rows.Station]
    dealers: dict[str, party_rows.Dealer]

    def __getitem__(self, role: str) -> User:
        return self.by_role[role]


def provider_of(data: CompanyData) -> Provider:
    return Provider.objects.create(slug=data.slug, name=data.name, hotline=data.hotline)


def employ(data: CompanyData, provider: Provider, clock: Clock, *, password: str) -> Staff:
    """Everybody who works for the company or signs in to it. password: its hash, for all."""
    dealers = enter_dealers(data, provider)
    stations = open_stations(data, provider, dealers)
    by_role = accounts(data, provider, password=password)
    dealer = dealers[data.dealers[0].code]
    parties.create_person(
        str(by_role[Role.DEALER]),
        provider=provider,
        user=by_role[Role.DEALER],
        phone=dealer.phone,
        belongs_to=dealer,
    )
    first = Engineer(
        name=data.people[Role.ENGINEER], station=data.stations[0].code, certificate_days=365
    )
    head = by_role[Role.ENGINEER]
    mechanics = [(first, head)]
    mechanics += [
        (one, account(f"{data.slug}-engineer-{number}", shown=one.name, like=head))
        for number, one in enumerate(data.engineers, start=2)
    ]
    for engineer, user in mechanics:
        certify(engineer, user, station=stations[engineer.station], clock=clock)
    return Staff(
        by_role=by_role,
        engineers=tuple(user for one, user in mechanics if one.certificate_days >= 0),
        expired=next(user for one, user in mechanics if one.certificate_days < 0),
        stations=stations,
        dealers=dealers,
    )


def accounts(data: CompanyData, provider: Provider, *, password: str) -> dict[str, User]:
    """One account a role: `<slug>-manager` and so on."""
    made = User.objects.bulk_create(
        User(
            username=f"{data.slug}-{SHORT_NAMES.get(role, role.value)}",
            password=password,
            provider=provider,
            display_name=data.people[role.value],
            roles=[role.value],
        )
        for role in Role
    )
    return {user.roles[0]: user for user in made}


def account(name: str, *, shown: str, like: User) -> User:
    """One more account with the company, the roles and the password of `like`."""
    return User.objects.create(
        username=name,
        password=like.password,
        provider=like.provider,
        display_name=shown,
        roles=like.roles,
    )


def enter_dealers(data: CompanyData, provider: Provider) -> dict[str, party_rows.Dealer]:
    return {
        dealer.code: parties.create_dealer(
            dealer.name, provider=provider, code=dealer.code, phone=dealer.phone
        )
        for dealer in data.dealers
    }


def open_stations(
    data: CompanyData, provider: Provider, dealers: dict[str, party_rows.Dealer]
) -> dict[str, party_rows.Station]:
    """The stations with the provinces and cities that they serve."""
    made = {}
    for station in data.stations:
        row = parties.create_station(
            station.name,
            provider=provider,
            code=station.code,
            dealer=dealers.get(station.dealer),
            phone=station.phone,
            is_head=station.head,
        )
        for served in station.serves:
            province, _, city = served.partition(" ")
            parties.add_territory(row, province=province, city=city)
        made[station.code] = row
    return made


def certify(engineer: Engineer, user: User, *, station: party_rows.Station, clock: Clock) -> None:
    """The person behind the account, with a certificate that ends when the data file says."""
    person = parties.create_person(
        engineer.name,
        provider=station.provider,
        user=user,
        phone=clock.phone(),
        belongs_to=station,
    )
    until = clock.today + timedelta(days=engineer.certificate_days)
    certificate = training.Paper(
        number=f"SG{until:%Y%m}{clock.chance.randrange(10_000):04}",
        valid_from=until - CERTIFIED_FOR,
        valid_until=until,
    )
    at = clock.ago(CERTIFIED_FOR.days - engineer.certificate_days)
    training.record(person, certificate, at=at, by=None)
