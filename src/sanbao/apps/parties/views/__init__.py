"""Pages of customers, dealers, stations and people."""

from sanbao.apps.parties.views.customer import change_customer as change_customer
from sanbao.apps.parties.views.customer import change_site as change_site
from sanbao.apps.parties.views.customer import create_customer as create_customer
from sanbao.apps.parties.views.customer import create_site as create_site
from sanbao.apps.parties.views.customer import customer as customer
from sanbao.apps.parties.views.customer import customers as customers
from sanbao.apps.parties.views.dealer import dealer as dealer
from sanbao.apps.parties.views.dealer import dealers as dealers
from sanbao.apps.parties.views.person import create_person as create_person
from sanbao.apps.parties.views.station import add_territory as add_territory
from sanbao.apps.parties.views.station import create_station as create_station
from sanbao.apps.parties.views.station import remove_territory as remove_territory
from sanbao.apps.parties.views.station import serving as serving
from sanbao.apps.parties.views.station import stations as stations
