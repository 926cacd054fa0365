"""One demo company for a clause test: its people signed in, its clock, its cases walked by pages.

    def test_the_fix_is_due_a_day_after_arrival(company):
        house = company("scale-supplier")          # three units, no cases, Monday 10:00 in China
        unit = house.unit(province="江苏", commissioned=date(2026, 1, 5), accepted=...)
        walk = house.walk(unit, component="electrical")
        walk.report()                              # the desk takes the call
        walk.promise("on_site").due_at             # an Obligation row, fresh
        walk.to("signed", cause="human_damage", parts=("LC-30",))   # all steps up to this one
        walk.answer["charges"]                     # the latest decision, as JSON
        walk.lines                                 # what was booked
        house.page("manager", "obligations:board") # the text of a page, as that role sees it
        house.go(hours=30)                         # time passes: sweep, and what follows from it

Every step of a walk is a form sent to a page by the role whose step it is. A step that the page
refuses raises `RefusedByPage` with the text of the page; `pytest.raises(RefusedByPage, match=...)`
tests refusals. Steps take further form fields by keyword. What follows from a step (follow-up
planned, loaner owed) has happened when the step returns; PDF reports wait in `house.papers`.

    walk.report(**fields)      by the desk; channel="qr" by a visitor, channel="web" by the customer
    walk.solve(answer)         settled on the call
    walk.raise_order(task)     walk.assign(engineer)  walk.agree(hours=1)
    walk.arrive()              goes to the appointment; after=timedelta(...) arrives later than now
    walk.show()  walk.check(**answers)  walk.work(cause=, finding=, parts=, is_restored=, ...)
    walk.sign(satisfaction=, opinion=)  walk.hand_in(summary)  walk.follow_up(works="yes", ...)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.assets import actions as asset_actions
from sanbao.apps.assets import queries as assets
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import actions as parties
from sanbao.site.demo import reacting
from sanbao.site.demo.build import DemoCompany

from .present import Present
from .walk import Walk

SUFFIX = {Role.ADMINISTRATOR: "admin"}


class RefusedByPage(AssertionError):
    """The page did not take the step; the text is what the page said."""


@dataclass(slots=True)
class House:
    company: DemoCompany
    present: Present
    basket: reacting.Basket
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def units(self) -> list[assets.Asset]:
        return [unit.asset for unit in self.company.units]

    @property
    def papers(self) -> list[tuple[str, dict[str, Any]]]:
        """Jobs left to the worker: the PDF reports."""
        return self.basket.jobs

    def person(self, role: str) -> User:
        return self.company.people[role]

    @property
    def colleague(self) -> User:
        """A second certified engineer: nobody keeps two appointments at one time."""
        return self.company.staff.engineers[1]

    def client(self, who: str | User) -> Client:
        """A browser in which that role, or that person, is signed in; "" is a visitor."""
        user = self.person(who) if isinstance(who, str) and who else who
        name = user.username if isinstance(user, User) else ""
        if name not in self.clients:
            self.clients[name] = Client(headers={"accept-language": "zh-hans"})
            if isinstance(user, User):
                self.clients[name].force_login(user)
        return self.clients[name]

    def get(self, who: str | User, url_name: str, *args: object) -> HttpResponse:
        return self.client(who).get(reverse(url_name, args=args))

    def page(self, who: str | User, url_name: str, *args: object) -> str:
        """The text that a person reads on the page, without mark-up."""
        answer = self.get(who, url_name, *args)
        assert answer.status_code == 200, f"{url_name}: {answer.status_code}"
        return text_of(answer)

    def post(
        self, who: str | User, url_name: str, *args: object, data: Mapping[str, Any]
    ) -> HttpResponse:
        """Send a form, and let follow what follows. Raises RefusedByPage for a refusal."""
        waiting = len(self.basket.jobs)
        answer = self.client(who).post(reverse(url_name, args=args), dict(data))
        if answer.status_code not in (200, 302):
            # As the database's queue would: what was rolled back asks for nothing.
            del self.basket.jobs[waiting:]
            raise RefusedByPage(f"{answer.status_code} {text_of(answer)}")
        self.settle()
        return answer

    def go(self, **span: float) -> datetime:
        """Let time pass (`hours=3`, `days=2`): what falls due meanwhile is missed."""
        return self.go_to(self.present.now + timedelta(**span))

    def go_to(self, at: datetime) -> datetime:
        if at - self.present.now > timedelta(days=1):
            self.clients.clear()  # nobody stays signed in that long
        self.present.now = at
        self.settle()
        return at

    def settle(self) -> None:
        obligations.sweep_and_tell(self.present.now)
        reacting.drain(self.basket)

    def walk(self, unit: assets.Asset | None = None, **facts: Any) -> Walk:
        """The way of one case, by default about the first unit. facts: see `Walk`."""
        return Walk(house=self, unit=unit or self.units[0], **facts)

    def unit(
        self,
        *,
        province: str = "江苏",
        area: str = "city",
        price: str | None = None,
        tier: str = "",
        **dates: date,
    ) -> assets.Asset:
        """A further unit with exactly these dates (`commissioned=`, `sold=` ...), at a place."""
        first = self.units[0]
        number = assets.Asset.objects.filter(provider=self.company.provider).count() + 1
        site = parties.create_site(
            first.customer,
            name=f"{number} 号场地",
            where=parties.Address(province=province, city="", area=area, address="测试路 1 号"),
            contact_name="卫工",
            contact_phone="13000009999",
        )
        details = asset_actions.AssetDetails(
            serial=f"TEST-{number:04}",
            product_id=first.product_id,
            customer_id=first.customer_id,
            site_id=site.pk,
            dealer_id=first.dealer_id,
            agreement_id=first.agreement_id,
            dates=dates,
            price=None if price is None else Decimal(price),
            tier=tier,
        )
        return asset_actions.register(
            details, provider=self.company.provider, at=self.present.now, by=self.person("manager")
        )


def text_of(answer: HttpResponse) -> str:
    page = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", strip_tags(page))
