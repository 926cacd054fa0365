"""From a draft to an agreement in force, by the steps that people take."""

import io
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, Version

from ..world import World

ID_CARD = "11010519491231002X"  # the example of the standard itself
OURS, THEIRS = queries.Side.PROVIDER, queries.Side.COUNTERPARTY


def drawn() -> ContentFile:
    """A signature as the canvas sends it."""
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 90), (90, 20), (160, 100), (260, 30)], "black", 4)
    out = io.BytesIO()
    image.save(out, "PNG")
    return ContentFile(out.getvalue(), name="signature.png")


def drafted(world: World, template: str = "solar-dealer", **parties: object) -> Version:
    agreement = actions.create(
        template,
        title="太阳能经销服务协议",
        counterparty="华北经销部",
        by=world.mei(Role.MANAGER),
        at=world.at,
        **parties,
    )
    return agreement.versions.get()


def described(world: World, agreement: Agreement, **changed: object) -> Agreement:
    """Everything on record that any of the templates asks for."""
    main = {} if "main" in changed else {"main_reference": "ZX-1", "main_signed_on": world.on}
    given = {
        "counterparty": agreement.counterparty,
        "dealer": agreement.dealer,
        "customer": agreement.customer,
        "seat": "山东省济南市",
        "responsible": [
            actions.Responsible("signs", "销售部"),
            actions.Responsible("executes", "售后部"),
            actions.Responsible("supervises", "销售部"),
        ],
        "liable": [actions.Liable("牛连带", ID_CARD)],
        **main,
        **changed,
    }
    return actions.describe(
        agreement, actions.Particulars(**given), by=world.mei(Role.MANAGER), at=world.at
    )


def given(world: World, side: str, **changed: object) -> actions.Given:
    values = {
        "side": side,
        "name": "马经理" if side == OURS else "代销商",
        "signed_on": world.on,
        "id_card": "" if side == OURS else ID_CARD,
        "proof": drawn(),
        "is_drawn": True,
        **changed,
    }
    return actions.Given(**values)


def side_signs(world: World, version: Version, side: str, **changed: object):
    return actions.sign(
        version,
        given(world, side, **changed),
        key=uuid4(),
        by=world.mei(Role.MANAGER),
        at=world.at,
    )


def both_sign(world: World, version: Version) -> Version:
    """In review, signed and sealed by both, every copy held."""
    manager = world.mei(Role.MANAGER)
    described(world, version.agreement)
    actions.submit(version, by=manager, at=world.at)
    for side in (OURS, THEIRS):
        side_signs(world, version, side)
    copies = queries.binding_facts(version).formalities.copies
    if copies:
        actions.hand_out(version, [f"{n} 方" for n in range(copies)], by=manager, at=world.at)
    return version


def signed(
    world: World,
    version: Version,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Version:
    """Put in force after everything that comes before it."""
    if version.state == "draft":
        both_sign(world, version)
    return actions.put_in_force(
        version,
        starts_on=starts_on or world.on,
        ends_on=ends_on,
        by=world.mei(Role.MANAGER),
        at=world.at,
    )
