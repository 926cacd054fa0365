"""What can be done about customers, dealers, stations and people."""

from sanbao.apps.parties.actions.bulk import CustomerLine as CustomerLine
from sanbao.apps.parties.actions.bulk import SiteLine as SiteLine
from sanbao.apps.parties.actions.bulk import take_customers as take_customers
from sanbao.apps.parties.actions.bulk import take_sites as take_sites
from sanbao.apps.parties.actions.customer import Address as Address
from sanbao.apps.parties.actions.customer import CustomerDetails as CustomerDetails
from sanbao.apps.parties.actions.customer import change_customer as change_customer
from sanbao.apps.parties.actions.customer import change_site as change_site
from sanbao.apps.parties.actions.customer import create_customer as create_customer
from sanbao.apps.parties.actions.customer import create_site as create_site
from sanbao.apps.parties.actions.person import create_person as create_person
from sanbao.apps.parties.actions.station import add_territory as add_territory
from sanbao.apps.parties.actions.station import create_dealer as create_dealer
from sanbao.apps.parties.actions.station import create_station as create_station
from sanbao.apps.parties.actions.station import equip_station as equip_station
from sanbao.apps.parties.actions.station import remove_territory as remove_territory
from sanbao.apps.parties.actions.station import take_territory_away as take_territory_away
