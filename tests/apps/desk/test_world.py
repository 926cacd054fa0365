"""The small world itself."""

from ..world import World


def test_the_world_has_somebody_for_every_role_at_both_providers(world: World) -> None:
    assert world.mei().provider_id == world.provider.pk
    assert world.stranger().provider_id != world.provider.pk
    assert not world.lan.has_role("desk")
    assert world.asset.customer.phone == world.neighbour_unit.customer.phone
