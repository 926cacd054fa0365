"""The pages from review to force: what is still to do, each signature, copies, the first day."""

import base64
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, AgreementState, Signature, Version

from ..world import World
from .signing import ID_CARD, OURS, THEIRS, both_sign, described, drafted, drawn

pytestmark = pytest.mark.django_db


def at(name: str, version: Version, *more: str) -> str:
    return reverse(f"agreements:{name}", args=[version.agreement.code, version.number, *more])


def typed(world: World, side: str, **changed: object) -> dict[str, object]:
    png = base64.b64encode(drawn().read()).decode()
    return {
        "key": str(uuid4()),
        "name": "马经理" if side == OURS else "牛代表",
        "position": "经理",
        "id_card": "" if side == OURS else ID_CARD,
        "seal": "applied",
        "signed_on": f"{world.on}",
        "signature": f"data:image/png;base64,{png}",
        **changed,
    }


@pytest.fixture
def version(client: Client, world: World) -> Version:
    """In review, with everything on record that the dealer agreement asks for."""
    made = drafted(world, dealer=world.ours.dealer)
    described(world, made.agreement)
    client.force_login(world.mei(Role.MANAGER))
    assert client.post(at("submit", made)).status_code == 302
    return made


@pytest.mark.clause("P2-12", "P2-14")
def test_each_side_signs_for_itself_and_a_manager_puts_it_in_force(
    client: Client, world: World, version: Version
) -> None:
    board = client.get(at("sign", version)).content.decode()
    assert "须双方签署" in board
    for side in (OURS, THEIRS):
        assert client.post(at("sign_side", version, side), typed(world, side)).status_code == 302
    holders = {"holder_1": "我方", "holder_2": "经销商"}
    assert client.post(at("hand_out", version), holders).status_code == 302
    answer = client.post(at("force", version), {"starts_on": f"{world.on}", "ends_on": ""})
    assert answer.status_code == 302
    assert client.post(at("force", version)).status_code == 302, "a second click does no harm"
    assert Agreement.objects.get(pk=version.agreement_id).state == AgreementState.IN_FORCE
    text = client.get(reverse("agreements:detail", args=[version.agreement.code])).content.decode()
    assert "牛代表" in text
    assert "我方" in text
    assert ID_CARD not in text, "shown with its middle hidden"
    assert "110105********002X" in text


def test_a_dealer_signs_on_his_own_telephone_and_nothing_else(
    client: Client, world: World, version: Version
) -> None:
    client.force_login(world.mei(Role.DEALER))
    assert client.get(at("sign", version)).status_code == 200
    assert client.get(at("sign_side", version, OURS)).status_code == 404
    answer = client.post(at("sign_side", version, THEIRS), typed(world, THEIRS))
    assert answer.status_code == 302
    assert Signature.objects.get().entered_by == world.mei(Role.DEALER)
    for name in ("force", "hand_out", "acknowledge", "send_back", "submit"):
        assert client.post(at(name, version)).status_code == 404
    assert client.post(at("seal", version, THEIRS)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"id_card": ""}, "（第 14 条）", id="no number of a card"),
        pytest.param({"id_card": "110105194912310021"}, "校验", id="a wrong number"),
        pytest.param({"signature": ""}, "扫描件", id="no proof"),
        pytest.param({"name": ""}, "必填", id="no name"),
        pytest.param({"signed_on": "2999-01-01"}, "明天", id="signed tomorrow"),
        pytest.param({"signature": "data:image/png;base64,AAAA"}, "文件", id="no picture"),
        pytest.param({"signature": "no base64!"}, "重新签", id="cannot be read"),
    ],
)
def test_what_cannot_be_signed_is_told_and_what_was_typed_stays(
    client: Client, world: World, version: Version, changed: dict[str, object], told: str
) -> None:
    form = typed(world, THEIRS, **{"position": "销售总监", **changed})
    answer = client.post(at("sign_side", version, THEIRS), form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert "销售总监" in text
    assert not Signature.objects.exists()


def test_a_scan_of_the_signed_page_is_a_proof_too(
    client: Client, world: World, version: Version
) -> None:
    scan = SimpleUploadedFile("page.pdf", b"%PDF-1.7 signed", content_type="application/pdf")
    form = typed(world, OURS, signature="", scan=scan)
    assert client.post(at("sign_side", version, OURS), form).status_code == 302
    proof = Signature.objects.get().proof
    file = reverse("attachment", args=[proof.key])
    assert client.get(file).status_code == 200
    client.force_login(world.stranger(Role.MANAGER))
    assert client.get(file).status_code == 404


def test_the_same_form_twice_is_one_signature(
    client: Client, world: World, version: Version
) -> None:
    form = typed(world, OURS)
    for _ in range(2):
        assert client.post(at("sign_side", version, OURS), form).status_code == 302
    assert Signature.objects.count() == 1
    again = client.post(at("sign_side", version, OURS), typed(world, OURS))
    assert again.status_code == 422


def test_sent_back_with_a_reason_the_signatures_are_void(
    client: Client, world: World, version: Version
) -> None:
    client.post(at("sign_side", version, OURS), typed(world, OURS))
    assert client.post(at("send_back", version), {"back-reason": ""}).status_code == 422
    assert client.post(at("send_back", version), {"back-reason": "价格表有误"}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.signed_for_provider) == ("draft", "")
    assert queries.signatures_of(version) == []
    assert Signature.objects.get().voided_by == world.mei(Role.MANAGER)


@pytest.mark.clause("P2-12")
def test_a_seal_that_was_missing_is_noted_later(
    client: Client, world: World, version: Version
) -> None:
    client.post(at("sign_side", version, OURS), typed(world, OURS, seal="missing"))
    client.post(at("sign_side", version, THEIRS), typed(world, THEIRS))
    actions.hand_out(version, ["甲", "乙"], by=world.mei(Role.MANAGER), at=world.at)
    refused = client.post(at("force", version), {"starts_on": f"{world.on}"})
    assert refused.status_code == 422
    assert "我方还没有盖章" in refused.content.decode()
    assert client.post(at("seal", version, OURS)).status_code == 302
    assert client.post(at("force", version), {"starts_on": f"{world.on}"}).status_code == 302


@pytest.mark.clause("P2-12")
@pytest.mark.parametrize("holders", [{"holder_1": "我方"}, {}])
def test_two_copies_each_have_a_holder(
    client: Client, world: World, version: Version, holders: dict[str, str]
) -> None:
    answer = client.post(at("hand_out", version), {"holder_2": "", **holders})
    assert answer.status_code == 422
    assert "第 12 条" in answer.content.decode()
    assert version.copies.count() == 0


@pytest.mark.parametrize("changed", [{"starts_on": ""}, {"starts_on": "soon"}])
def test_the_first_day_is_needed(
    client: Client, world: World, version: Version, changed: dict[str, str]
) -> None:
    both = {"starts_on": f"{world.on}", "ends_on": "", **changed}
    assert client.post(at("force", version), both).status_code == 422
    version.refresh_from_db()
    assert version.put_in_force_at is None


def test_open_blanks_are_listed_and_keep_it_from_being_signed(client: Client, world: World) -> None:
    manager = world.mei(Role.MANAGER)
    version = drafted(world)
    actions.fill_blanks(version, dict.fromkeys(version.blanks, ""), by=manager, at=world.at)
    client.force_login(manager)
    client.post(at("submit", version))
    board = client.get(at("sign", version)).content.decode()
    answer = client.post(at("sign_side", version, OURS), typed(world, OURS))
    assert answer.status_code == 422
    for blank in queries.document(version.source).parameters:
        assert blank.label.zh in board
        assert blank.label.zh in answer.content.decode()


def test_the_agreement_of_a_plain_supplier_needs_two_signatures_and_no_more(
    client: Client, world: World
) -> None:
    version = drafted(world, "scale-supplier")
    manager = world.mei(Role.MANAGER)
    asked = {blank.name: "025-1" for blank in queries.open_blanks(version)}
    actions.fill_blanks(version, asked, by=manager, at=world.at)
    both_sign(world, version)
    client.force_login(manager)
    assert client.post(at("force", version), {"starts_on": f"{world.on}"}).status_code == 302


def test_the_parties_page_keeps_who_answers_for_it(client: Client, world: World) -> None:
    version = drafted(world)
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("agreements:particulars", args=[version.agreement.code])
    assert client.get(address).status_code == 200
    form = {
        "counterparty": "华北经销部",
        "dealer": world.ours.dealer.code,
        "customer": world.ours.customer.code,
        "seat": "济南",
        "main": world.ours.agreement.code,
        "department_signs": "销售部",
        "person_signs": world.mei(Role.SALES).pk,
        "liable": f"牛连带，{ID_CARD}\n无证人",
    }
    assert client.post(address, form).status_code == 302
    agreement = Agreement.objects.get(pk=version.agreement_id)
    assert agreement.main == world.ours.agreement
    assert agreement.dealer == world.ours.dealer
    assert [one.name for one in agreement.liable_persons.order_by("pk")] == ["牛连带", "无证人"]
    for wrong in (
        {"customer": "没有"},
        {"liable": "牛, 123"},
        {"main_reference": "ZX-1"},
        {"dealer": world.theirs.dealer.code + "x"},
    ):
        answer = client.post(address, {**form, **wrong})
        assert answer.status_code == 422
        assert "济南" in answer.content.decode()
    client.force_login(world.mei(Role.DESK))
    assert client.get(address).status_code == 404
