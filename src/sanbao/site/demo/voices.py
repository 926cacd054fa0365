"""What customers and dealers say, and what the company knows: complaints in each state,
suggestions, articles made of past faults, documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.complaints import actions as complaints
from sanbao.apps.complaints import queries as said
from sanbao.apps.knowledge import actions as knowledge
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

ARTICLES = 3
DAY = timedelta(days=1)

# What is said, about what, how grave, found, ours or not, how far it is, and how many days ago.
TOLD = (
    ("约好上午到，下午四点才来，也没有来电话", "delay", "slight", "派工冲突，属实", "ours", 5, 40),
    (
        "师傅说话很冲，问问题不愿意解释",
        "attitude",
        "serious",
        "回听录音，言语确有不当",
        "ours",
        4,
        21,
    ),
    (
        "保修期内还收了配件钱",
        "charges",
        "serious",
        "该件属人为损坏，照价目表收费",
        "not_ours",
        3,
        9,
    ),
    ("同一个毛病修了两次还是老样子", "repair", "serious", "第一次未更换老化部件", "ours", 2, 4),
    ("手册里的图和实物对不上", "product", "slight", "", "", 1, 1),
)
MEASURES = "安排站长当日上门复查，重新办理收费与维修"
DISCIPLINE = "经理扣当月考核，经办人通报批评并补训"
APOLOGY = "给您带来不便，我们诚恳道歉，已按上述办法处理。"
EXPLANATION = "经核对照片和价目表，该部件为人为损坏，收费符合协议，已向您说明。"
WISHES = (
    ("建议报修后能看到师傅到哪儿了", "已列入下半年改进，先开放进度查询。", 30),
    ("希望易损件能整包购买，省得一次次报", "", 2),
)
DOCUMENTS = (
    ("操作手册", "operation", "all", "开机前检查电源与接地；按顺序启动；停机后切断总电源。"),
    ("新品维修资料", "repair", "dealers", "拆机顺序、扭矩要求和校准步骤，详见各节。"),
)


@dataclass(frozen=True, slots=True)
class Voices:
    """Of whose company it is told."""

    data: CompanyData
    staff: Staff
    units: Sequence[Unit]
    clock: Clock

    @property
    def manager(self) -> User:
        return self.staff[Role.MANAGER]

    def key(self, what: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.data.slug} {what}")


def tell(data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock) -> None:
    voices = Voices(data, staff, units, clock)
    complain(voices)
    suggest(voices)
    write(voices)


def complain(voices: Voices) -> None:
    for number, (text, topic, grade, finding, verdict, steps, days) in enumerate(TOLD):
        unit = voices.units[number % len(voices.units)].asset
        at = voices.clock.ago(days, hour=10)
        report = complaints.Report(
            key=voices.key(f"complaint {number}"),
            source=said.Source.PHONE,
            topic=topic,
            grade=grade,
            description=text,
            complainer_name=unit.site.contact_name or unit.customer.name,
            complainer_phone=unit.site.contact_phone,
            customer=unit.customer,
            dealer=unit.dealer,
            asset=unit,
            against=voices.staff.engineers[0] if topic in ("attitude", "repair") else None,
        )
        by = voices.staff[Role.DESK]
        row = complaints.open_complaint(report, provider=voices.manager.provider, by=by, at=at)
        found = complaints.Found(finding, verdict, grade)
        handle(voices, row, found, steps=steps, at=at)


def handle(
    voices: Voices, row: said.Complaint, found: complaints.Found, *, steps: int, at: datetime
) -> None:
    """The first so many of: received, investigated, answered, verified, closed."""
    by, is_ours = voices.manager, found.verdict == said.Verdict.OURS
    hour = timedelta(hours=1)
    if steps > 1:
        complaints.plan(row, complaints.Plan("两小时内回电，当日给出办法"), by=by, at=at + hour)
        complaints.investigate(row, found, by=by, at=at + 3 * hour)
    if steps > 2:
        reply = complaints.Reply(
            APOLOGY if is_ours else EXPLANATION,
            MEASURES if is_ours else "",
            DISCIPLINE if is_ours else "",
        )
        complaints.answer(row, reply, by=by, at=at + 6 * hour)
    if steps > 3:
        name = row.complainer_name
        complaints.verify(row, verified_with=name, satisfaction=4, by=by, at=at + DAY)
    if steps > 4:
        complaints.close(row, by=by, at=at + DAY + hour)


def suggest(voices: Voices) -> None:
    for number, (text, answer, days) in enumerate(WISHES):
        unit, at = voices.units[number % len(voices.units)].asset, voices.clock.ago(days, hour=11)
        wish = complaints.Wish(
            key=voices.key(f"suggestion {number}"),
            text=text,
            author_name=unit.site.contact_name or unit.customer.name,
            customer=unit.customer,
            asset=unit,
        )
        row = complaints.suggest(wish, provider=voices.manager.provider, by=None, at=at)
        if answer:
            by = voices.staff[Role.DESK]
            complaints.assign_suggestion(row, by, by=voices.manager, at=at + DAY)
            complaints.answer_suggestion(row, answer, by=by, at=at + 2 * DAY)


def write(voices: Voices) -> None:
    """Three articles of past faults, and two documents of the first unit's product."""
    product = voices.units[0].asset.product
    for fault in voices.data.faults[:ARTICLES]:
        body = f"现象：{fault.says}\n原因：{fault.finding}\n处理：{fault.measure}"
        publish(voices, knowledge.Writing(voices.key(fault.says), fault.says[:60], body))
    for name, kind, audience, body in DOCUMENTS:
        title = f"{product} {name}"[:160]
        publish(
            voices,
            knowledge.Writing(voices.key(name), title, body, kind, audience, product),
        )


def publish(voices: Voices, writing: knowledge.Writing) -> None:
    by, at = voices.manager, voices.clock.ago(60, hour=9)
    article = knowledge.draft(writing, provider=by.provider, by=by, at=at)
    knowledge.publish(article, by=by, at=at + timedelta(hours=1))
