"""The way of one case through the pages, step by step; see `house` for how it is used."""

import base64
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PIL import Image, ImageDraw

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import queries as cases
from sanbao.apps.money import queries as money
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as orders
from sanbao.rules.statute.table import ARTICLES
from sanbao.site.demo.answers import checklist

if TYPE_CHECKING:
    from .house import House

STEPS = (
    "reported",
    "raised",
    "assigned",
    "agreed",
    "arrived",
    "shown",
    "checked",
    "worked",
    "signed",
    "handed_in",
    "followed_up",
)


@dataclass(slots=True)
class Walk:
    """One case. kind, component, particulars: what is reported, e.g. kind="price_asked"."""

    house: "House"
    unit: assets.Asset
    kind: str = "fault_reported"
    component: str = "whole"
    particulars: Mapping[str, Any] = field(default_factory=dict)
    engineer: User | None = None
    code: str = ""
    done: str = ""

    @property
    def case(self) -> cases.Case:
        return cases.Case.objects.get(provider=self.unit.provider_id, code=self.code)

    @property
    def order(self) -> orders.WorkOrder:
        return orders.WorkOrder.objects.filter(case__code=self.code).latest("id")

    @property
    def visit(self) -> visits.Visit:
        return visits.Visit.objects.filter(order__case__code=self.code).latest("id")

    @property
    def answer(self) -> dict[str, Any]:
        """The decision that stands: what the pages explain, as JSON."""
        latest = agreements.latest_decision(self.unit.provider_id, "case", self.code)
        assert latest is not None, "the case has no decision"
        answer: dict[str, Any] = latest.answer
        return answer

    @property
    def promises(self) -> dict[str, obligations.Obligation]:
        """What the case owes by its agreement; by the law only where the agreement is silent."""
        rows = obligations.of_subject(self.unit.provider_id, "case", self.code)
        by_law = {row.what: row for row in rows if row.clause in ARTICLES}
        return by_law | {row.what: row for row in rows if row.clause not in ARTICLES}

    def promise(self, what: str) -> obligations.Obligation:
        return self.promises[what]

    @property
    def lines(self) -> list[Any]:
        """What the visits booked, in the order of booking."""
        codes = visits.Visit.objects.filter(order__case__code=self.code).values_list("code")
        return [
            line
            for (code,) in codes.order_by("id")
            for line in money.lines_of(self.unit.provider_id, "visit", code)
        ]

    def page(self, who: str | User = "desk") -> str:
        """The case's page, as text."""
        return self.house.page(who, "desk:case", self.code)

    def to(self, step: str, **given: Any) -> "Walk":
        """Take every step up to `step` that is not done. given: for the step that knows it."""
        done = STEPS.index(self.done) + 1 if self.done else 0
        for name in STEPS[done : STEPS.index(step) + 1]:
            move, takes = self.moves[name]
            move(**{key: given[key] for key in takes if key in given})
        return self

    @property
    def moves(self) -> dict[str, tuple[Callable[..., object], tuple[str, ...]]]:
        worked = ("cause", "exclusions", "parts", "is_restored", "finding", "measure")
        return {
            "reported": (self.report, ("channel", "cause_said", "said", "reported_at")),
            "raised": (self.raise_order, ("task",)),
            "assigned": (self.assign, ("engineer",)),
            "agreed": (self.agree, ("hours",)),
            "arrived": (self.arrive, ("after",)),
            "shown": (self.show, ()),
            "checked": (self.check, ()),
            "worked": (self.work, worked),
            "signed": (self.sign, ("satisfaction", "opinion")),
            "handed_in": (self.hand_in, ("summary",)),
            "followed_up": (self.follow_up, ("works",)),
        }

    def report(
        self,
        *,
        channel: str = "phone",
        said: str = "开机后不工作",
        cause_said: str = "unknown",
        reported_at: datetime | None = None,
        **fields: Any,
    ) -> cases.Case:
        """The report comes in: taken by the desk, or sent by the customer or a visitor."""
        site, now = self.unit.site, self.house.present.now
        form = {
            "key": str(uuid4()),
            "kind": self.kind,
            "component": self.component,
            "cause": cause_said,
            "province": site.province,
            "area": site.area,
            "description": said,
            "reporter_name": site.contact_name or "来电人",
            "reporter_phone": site.contact_phone or "13000000000",
            "reported_at": self.house.present.local(reported_at or now),
            "next": "keep",
            **self.particulars,
            **fields,
        }
        if channel == "qr":
            self.house.post("", "public:scan", self.unit.public_key, data=form)
        elif channel == "web":
            self.house.post("customer", "desk:customer_report", self.unit.pk, data=form)
        else:
            self.house.post("desk", "desk:call", self.unit.pk, data=form)
        case = cases.Case.objects.filter(asset=self.unit).latest("id")
        self.code, self.done = case.code, "reported"
        return case

    def solve(self, answer: str = "电话指导后恢复正常") -> None:
        self.house.post("desk", "desk:step", self.code, "solve", data={"answer": answer})

    def raise_order(self, *, task: str = "上门检修") -> orders.WorkOrder:
        self.house.post("desk", "workorders:raise", self.code, data={"task": task})
        self.done = "raised"
        return self.order

    def assign(self, *, engineer: User | None = None, seen: str | None = None) -> None:
        """By the dispatcher. engineer: the company's first unless given."""
        sent = engineer or self.engineer or self.house.person("engineer")
        order = self.order
        form = {"engineer": sent.pk, "seen": orders.seen_of(order) if seen is None else seen}
        self.house.post("dispatcher", "workorders:assign", order.code, data=form)
        self.engineer, self.done = sent, "assigned"

    def agree(self, *, hours: float = 1, **fields: Any) -> visits.Visit:
        """An appointment in so many hours, for two hours."""
        present = self.house.present
        starts_at = present.now + timedelta(hours=hours)
        form = {
            "key": str(uuid4()),
            "starts_at": present.local(starts_at),
            "ends_at": present.local(starts_at + timedelta(hours=2)),
            "agreed_with": self.unit.site.contact_name or "来电人",
            **fields,
        }
        self.house.post(self.sent, "visits:agree", self.order.code, data=form)
        self.done = "agreed"
        return self.visit

    def arrive(self, *, after: timedelta | None = None, **fields: Any) -> None:
        """At the time of the appointment, or so long after now."""
        now = self.house.present.now
        at = max(self.visit.agreed_from, now) if after is None else now + after
        self.house.go_to(at)
        self.house.post(self.sent, "visits:arrive", self.visit.code, data=fields)
        self.done = "arrived"

    def show(self, *, certificate: bool = True, price_list: bool = True) -> None:
        shown = {"certificate": certificate, "price_list": price_list}
        form = {name: "on" for name, is_shown in shown.items() if is_shown}
        self.house.post(self.sent, "visits:papers", self.visit.code, data=form)
        self.done = "shown"

    def check(self, **answers: str) -> None:
        """The conduct checklist: everything in order, but for `answers`."""
        form = {**checklist(is_restored=True, unhappy=False), "key": str(uuid4()), **answers}
        self.house.post(self.sent, "visits:checklist", self.visit.code, data=form)
        self.done = "checked"

    def work(
        self,
        *,
        cause: str = "product_quality",
        exclusions: tuple[str, ...] = (),
        parts: tuple[str, ...] = (),
        is_restored: bool = True,
        finding: str = "部件损坏",
        measure: str = "更换部件并试机",
        **fields: Any,
    ) -> None:
        """Forty minutes of work. parts: numbers of the price list, one of each."""
        self.house.go(minutes=40)
        visit = self.visit
        form = {
            "component": self.component,
            "cause": cause,
            "exclusions": list(exclusions),
            "finding": finding,
            "measure": measure,
            "is_restored": "yes" if is_restored else "no",
            "not_restored_because": "" if is_restored else "等配件",
            **self.used(parts, on=visit.arrived_at),
            **fields,
        }
        self.house.post(self.sent, "visits:work", visit.code, data=form)
        self.done = "worked"

    def used(self, parts: tuple[str, ...], *, on: datetime | None) -> dict[str, Any]:
        day = (on or self.house.present.now).date()
        priced = {row.code: row.pk for row in visits.positions(self.unit.provider_id, on=day)}
        rows = {f"row{number}": code for number, code in enumerate(parts)}
        form: dict[str, Any] = {"row": list(rows)}
        for prefix, code in rows.items():
            form |= {f"{prefix}-price": priced[code], f"{prefix}-quantity": "1"}
        return form

    def sign(self, *, satisfaction: int = 5, opinion: str = "满意", **fields: Any) -> None:
        form = {
            "key": str(uuid4()),
            "satisfaction": satisfaction,
            "opinion": opinion,
            "signer_name": self.unit.site.contact_name or "来电人",
            "signature": drawn(),
            **fields,
        }
        self.house.post(self.sent, "visits:sign", self.visit.code, data=form)
        self.done = "signed"

    def hand_in(self, *, summary: str = "已修复，用户确认正常") -> None:
        self.house.post(self.sent, "visits:report", self.visit.code, data={"summary": summary})
        self.done = "handed_in"

    def follow_up(self, *, works: str = "yes", **answers: str) -> None:
        """The call after the service, by the desk; it closes the case or opens it again."""
        planned = visits.follow_ups_of(self.case.pk).get(done_at=None)
        form = {
            "key": str(uuid4()),
            "respondent": self.case.reporter_name,
            "works": works,
            "satisfaction": "5",
            **({"works_note": "又坏了"} if works == "no" else {}),
            **answers,
        }
        self.house.post("desk", "visits:follow_up", planned.pk, data=form)
        self.done = "followed_up"

    @property
    def sent(self) -> User:
        return self.engineer or self.house.person("engineer")


def drawn() -> str:
    """A signature as the page sends it: a PNG in a data URL."""
    picture = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(20, 90), (90, 20), (160, 100), (260, 30)], "black", 4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
