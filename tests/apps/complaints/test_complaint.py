"""A complaint from the first word until it is closed: by whom, in which order, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.complaints import actions
from sanbao.apps.complaints.models import Complaint, Suggestion
from sanbao.apps.desk import actions as desk
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence.models import Record
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.rules.moves import Refused
from tests.apps.world import World


@pytest.fixture
def complaint(world: World) -> Complaint:
    evidence.sync_forms()
    return take(world)


def take(world: World, **more: object) -> Complaint:
    told = {
        "key": uuid4(),
        "source": "phone",
        "topic": "attitude",
        "description": "师傅态度差，说话难听",
        "complainer_name": "钱一",
        "customer": world.ours.customer,
        "dealer": world.ours.dealer,
        "asset": world.asset,
        "against": world.mei(Role.ENGINEER),
    }
    report = actions.Report(**{**told, **more})  # type: ignore[arg-type]
    return actions.open_complaint(report, provider=world.provider, by=world.mei(), at=world.at)


def page(client: Client, user: User, name: str, *args: str) -> str:
    client.force_login(user)
    return client.get(reverse(f"complaints:{name}", args=args)).content.decode()


def step(client: Client, complaint: Complaint, name: str, **fields: object) -> int:
    url = reverse("complaints:step", args=[complaint.code, name])
    return client.post(url, fields).status_code


def test_the_whole_way_by_pages(client: Client, world: World, complaint: Complaint) -> None:
    client.force_login(world.mei(Role.MANAGER))
    assert step(client, complaint, "plan", plan="明天由站长上门", until="2099-01-01") == 302
    found = {"finding": "录音属实", "verdict": "ours", "grade": "serious"}
    assert step(client, complaint, "investigate", **found) == 302
    reply = {"measure": "换人上门", "reply": "对此我们向您诚恳道歉"}
    refused = client.post(reverse("complaints:step", args=[complaint.code, "answer"]), reply)
    assert refused.status_code == 422
    assert "对此我们向您诚恳道歉" in refused.content.decode()
    assert "请写明对管理和经办人员的处分" in refused.content.decode()
    assert step(client, complaint, "close") == 404
    assert step(client, complaint, "answer", **reply, discipline="通报批评并扣当月绩效") == 302
    assert step(client, complaint, "reopen", reason="道歉不诚恳") == 302
    assert step(client, complaint, "investigate", **found) == 302
    assert step(client, complaint, "answer", **reply, discipline="通报批评并扣当月绩效") == 302
    assert step(client, complaint, "verify", verified_with="钱一", satisfaction="4") == 302
    assert step(client, complaint, "close") == 302
    complaint.refresh_from_db()
    assert (complaint.state, complaint.satisfaction, complaint.grade) == ("closed", 4, "serious")
    record = Record.objects.get(form__kind="complaint")
    assert record.answers["discipline"] == "通报批评并扣当月绩效"
    entry = Entry.objects.get(happening="complaint.closed")
    assert entry.details["verdict"] == "ours"
    assert entry.details["against"] == world.mei(Role.ENGINEER).username


def test_inside_and_outside_read_different_things(
    client: Client, world: World, complaint: Complaint
) -> None:
    boss = world.mei(Role.MANAGER)
    actions.investigate(
        complaint, actions.Found("内部录音属实", "ours", "slight"), by=boss, at=world.at
    )
    reply = actions.Reply("向您道歉", "换人", "内部通报")
    actions.answer(complaint, reply, by=boss, at=world.at)
    inside = page(client, world.mei(Role.QUALITY), "complaint", complaint.code)
    assert "内部录音属实" in inside
    assert "内部通报" in inside
    for role in (Role.CUSTOMER, Role.DEALER):
        outside = page(client, world.mei(role), "complaint", complaint.code)
        assert "向您道歉" in outside
        assert "内部录音属实" not in outside
        assert "内部通报" not in outside
    for user in (world.neighbour, world.lan, world.stranger(Role.CUSTOMER)):
        client.force_login(user)
        url = reverse("complaints:complaint", args=[complaint.code])
        assert client.get(url).status_code == 404
    assert complaint.code in page(client, world.mei(Role.CUSTOMER), "mine")
    assert complaint.code not in page(client, world.neighbour, "mine")


def test_nobody_judges_a_complaint_about_himself(world: World) -> None:
    boss = world.mei(Role.MANAGER)
    complaint = take(world, against=boss)
    with pytest.raises(Refused, match="about himself"):
        actions.investigate(
            complaint, actions.Found("没有的事", "not_ours", "slight"), by=boss, at=world.at
        )
    complaint.refresh_from_db()
    assert (complaint.state, complaint.finding) == ("received", "")


def test_naming_somebody_else_makes_nobody_his_own_judge(world: World) -> None:
    boss, other = world.mei(Role.MANAGER), world.mei(Role.ENGINEER)
    complaint = take(world, against=boss)
    found = actions.Found("是别人", "not_ours", "slight", against=other)
    with pytest.raises(Refused, match="about himself"):
        actions.investigate(complaint, found, by=boss, at=world.at)
    complaint.refresh_from_db()
    assert complaint.against == boss


def test_a_dealers_own_complaint_is_not_for_the_customer_to_read(
    client: Client, world: World
) -> None:
    client.force_login(world.mei(Role.DEALER))
    form = {
        "key": str(uuid4()),
        "topic": "product",
        "description": "该用户的设备三次返修",
        "complainer_name": "代销商",
        "complainer_phone": "13900000000",
        "unit": str(world.asset.pk),
    }
    assert client.post(reverse("complaints:complain"), form).status_code == 302
    made = Complaint.objects.get(description="该用户的设备三次返修")
    assert (made.asset, made.customer) == (world.asset, None)
    for role, status in ((Role.DEALER, 200), (Role.CUSTOMER, 404)):
        client.force_login(world.mei(role))
        url = reverse("complaints:complaint", args=[made.code])
        assert client.get(url).status_code == status


def test_a_customer_reads_his_own_note_and_none_of_the_handlers(
    client: Client, world: World
) -> None:
    complaint = take(world)
    actions.note(complaint, "内部：查录音", by=world.mei(), at=world.at)
    client.force_login(world.mei(Role.CUSTOMER))
    assert step(client, complaint, "note", text="昨天又坏了") == 302
    told = client.get(reverse("complaints:complaint", args=[complaint.code])).content.decode()
    assert "昨天又坏了" in told
    assert "查录音" not in told


def test_the_same_form_twice_is_one_complaint(world: World) -> None:
    key = uuid4()
    assert take(world, key=key).pk == take(world, key=key).pk
    assert Complaint.objects.count() == 1
    assert Entry.objects.filter(happening="complaint.opened").count() == 1


def test_managers_and_dispatchers_are_told_but_not_whom_it_is_about(world: World) -> None:
    boss = world.mei(Role.MANAGER)
    take(world, against=boss, grade="grave")
    told = notices.tell(Entry.objects.get(happening="complaint.opened"), at=world.at)
    assert {notice.user for notice in told} == {world.mei(Role.DISPATCHER)}
    assert all(notice.is_urgent for notice in told)


def test_a_case_that_is_a_complaint_opens_one_and_is_solved_with_it(world: World) -> None:
    evidence.sync_forms()
    case = desk.open_case(
        desk.CaseReport(
            key=uuid4(),
            asset=world.asset,
            channel="phone",
            kind="complaint_received",
            description="约好的时间没来",
            reporter_name="钱一",
            reporter_phone="13900001111",
            reported_at=world.at,
        ),
        by=world.mei(),
        at=world.at,
    )
    for _twice in "ab":
        made = actions.open_for_case(world.provider.pk, case.code, at=world.at)
    assert made is not None
    assert Complaint.objects.get().promised_code == case.code
    boss, later = world.mei(Role.MANAGER), world.at + timedelta(hours=2)
    found = actions.Found("系统排班错误", "not_ours", "slight")
    actions.investigate(made, found, by=boss, at=later)
    actions.answer(made, actions.Reply("向您解释原因"), by=boss, at=later)
    case.refresh_from_db()
    assert (case.state, case.answer) == ("restored", "向您解释原因")


def test_a_customer_complains_about_his_own_unit_only(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    url = reverse("complaints:complain")
    told = {"key": uuid4(), "topic": "delay", "description": "迟到", "complainer_name": "钱一"}
    foreign = client.post(url, {**told, "unit": world.neighbour_unit.pk})
    assert foreign.status_code == 422
    assert not Complaint.objects.exists()
    sent = client.post(url, {**told, "unit": world.asset.pk})
    made = Complaint.objects.get()
    assert sent["Location"] == reverse("complaints:complaint", args=[made.code])
    assert (made.customer, made.about_code) == (world.ours.customer, "YF-1000")
    assert "5.4" in page(client, world.mei(Role.CUSTOMER), "complaint", made.code)


def test_the_desk_takes_one_about_a_unit_or_about_none(client: Client, world: World) -> None:
    client.force_login(world.mei())
    url = reverse("complaints:take")
    told = {"topic": "other", "grade": "slight", "complainer_name": "路人", "description": "车占道"}
    bad = client.post(url, {**told, "key": uuid4(), "serial": "NO-1"})
    assert bad.status_code == 422
    assert "没有这个序列号的设备" in bad.content.decode()
    assert client.post(url, {**told, "key": uuid4()}).status_code == 302
    assert client.post(url, {**told, "key": uuid4(), "serial": "YF-1000"}).status_code == 302
    assert {row.customer for row in Complaint.objects.all()} == {None, world.ours.customer}


def test_a_suggestion_gets_an_owner_and_an_answer(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.DEALER))
    told = {"key": uuid4(), "text": "手册改用大字", "author_name": "代销商"}
    assert client.post(reverse("complaints:suggest"), told).status_code == 302
    row = Suggestion.objects.get()
    assert row.dealer == world.ours.dealer
    client.force_login(world.mei())
    answer = reverse("complaints:suggestion_step", args=[row.code, "answer"])
    refused = client.post(answer, {"answer": "下一版改"})
    assert refused.status_code == 422
    assert "请先指定负责人" in refused.content.decode()
    assign = reverse("complaints:suggestion_step", args=[row.code, "assign"])
    assert client.post(assign, {"owner": world.lan.pk}).status_code == 422
    assert client.post(assign, {"owner": world.mei().pk}).status_code == 302
    assert client.post(answer, {"answer": "下一版改"}).status_code == 302
    assert "下一版改" in page(client, world.mei(Role.DEALER), "suggestion", row.code)
    url = reverse("complaints:suggestion", args=[row.code])
    for user in (world.mei(Role.CUSTOMER), world.lan, world.stranger()):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_lists_narrow_and_figures_count(client: Client, world: World, complaint: Complaint) -> None:
    boss = world.mei(Role.MANAGER)
    take(world, topic="delay")
    actions.withdraw(complaint, reason="误会", by=boss, at=world.at)
    client.force_login(boss)
    url = reverse("complaints:list")
    assert complaint.code not in client.get(url).content.decode()
    assert complaint.code in client.get(url, {"state": "withdrawn"}).content.decode()
    assert complaint.code in client.get(url, {"state": "", "text": "钱"}).content.decode()
    figures = {
        by: client.get(reverse("complaints:figures"), {"by": by}).content.decode()
        for by in ("topic", "product", "person", "dealer", "nonsense")
    }
    assert "迟到或未上门" in figures["topic"]
    assert "称重成套设备 XD-9" in figures["product"]
    assert "王工" in figures["person"]
    assert "华北经销部" in figures["dealer"]


@pytest.mark.parametrize("over", ["closed", "withdrawn"])
def test_a_complaint_that_is_over_is_given_to_nobody_and_not_written_to(
    over: str, client: Client, world: World, complaint: Complaint
) -> None:
    boss, given = world.mei(Role.MANAGER), {"by": world.mei(Role.MANAGER), "at": world.at}
    if over == "withdrawn":
        actions.withdraw(complaint, reason="误会", **given)
    else:
        found = actions.Found("客户记错了日子", "not_ours", "slight")
        actions.investigate(complaint, found, **given)
        actions.answer(complaint, actions.Reply("向您说明"), **given)
        actions.verify(complaint, verified_with="钱一", satisfaction=5, **given)
        actions.close(complaint, **given)
    client.force_login(boss)
    assert step(client, complaint, "assign", owner=boss.pk) == 404
    assert step(client, complaint, "note", text="再说一句") == 404
    for path, body in (("assign", {"owner": boss.username}), ("notes", {"text": "再说一句"})):
        url = f"/api/complaints/{complaint.code}/{path}"
        answer = client.post(url, body, content_type="application/json")
        assert answer.status_code == 409
        assert answer.json()["detail"] == "投诉已办结或已撤回"
    complaint.refresh_from_db()
    assert (complaint.state, complaint.owner) == (over, world.mei())
    told = Entry.objects.filter(happening__in=["complaint.noted", "complaint.assigned"])
    assert not told.exists()
