"""Reading who is who. Other apps import this module and write `parties.Customer`."""

from sanbao.apps.parties.models import Area as Area
from sanbao.apps.parties.models import Credential as Credential
from sanbao.apps.parties.models import Customer as Customer
from sanbao.apps.parties.models import CustomerKind as CustomerKind
from sanbao.apps.parties.models import Dealer as Dealer
from sanbao.apps.parties.models import Person as Person
from sanbao.apps.parties.models import Site as Site
from sanbao.apps.parties.models import Station as Station
from sanbao.apps.parties.models import Territory as Territory
from sanbao.apps.parties.queries.customer import customer_of as customer_of
from sanbao.apps.parties.queries.customer import customers_for as customers_for
from sanbao.apps.parties.queries.customer import dealer_of as dealer_of
from sanbao.apps.parties.queries.customer import dealers_for as dealers_for
from sanbao.apps.parties.queries.customer import find_customers as find_customers
from sanbao.apps.parties.queries.customer import sites_for as sites_for
from sanbao.apps.parties.queries.person import certificate as certificate
from sanbao.apps.parties.queries.person import certificates_of as certificates_of
from sanbao.apps.parties.queries.person import engineers as engineers
from sanbao.apps.parties.queries.person import people_for as people_for
from sanbao.apps.parties.queries.person import users_without_person as users_without_person
from sanbao.apps.parties.queries.search import found as found
from sanbao.apps.parties.queries.search import is_searchable as is_searchable
from sanbao.apps.parties.queries.station import city_name as city_name
from sanbao.apps.parties.queries.station import serving as serving
from sanbao.apps.parties.queries.station import stations_for as stations_for
