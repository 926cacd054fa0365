"""What lies at a station is shared out among its people before a day is planned."""

from collections import Counter
from decimal import Decimal

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Crewman
from sanbao.apps.dispatch.queries.at_hand import Shelves
from sanbao.apps.dispatch.queries.day_stock import Claim, Stock, share_out
from sanbao.rules.at_hand import Want

SENSOR, PAIR = Want("BJ-1", 1), Want("BJ-1", 2)
CRANE = Want("GJ-1", 1, is_tool=True)
BOTH = frozenset({"wang", "zhao"})


def man(pk: int, username: str, station: str = "A") -> Crewman:
    return Crewman(User(pk=pk, username=username), username, station, False, None)


WANG, ZHAO, SUN = man(1, "wang"), man(2, "zhao"), man(3, "sun", station="B")


def shared(lies: dict[str, int], claims: list[Claim], **vans: int) -> dict[int, Counter[str]]:
    """What each may fetch at his station. vans: how many of the first part lie on each van."""
    part = claims[0].want.part
    keys = {one.name: one.engineer.pk for one in (WANG, ZHAO, SUN)}
    shelves = Shelves(
        vans={keys[name]: {part: Decimal(count)} for name, count in vans.items()},
        stations={"A": {name: Decimal(count) for name, count in lies.items()}},
    )
    tools = frozenset(claim.want.part for claim in claims if claim.want.is_tool)
    stock = Stock(shelves, {}, {}, tools)
    share_out(stock, [WANG, ZHAO, SUN], claims)
    return {key: +counts for key, counts in stock.shares.items()}


def one_of(want: Want, *names: str) -> Claim:
    return Claim(want, frozenset(names) or BOTH)


def test_what_is_enough_for_all_jobs_is_everybodys():
    assert shared({"BJ-1": 3}, [one_of(SENSOR), one_of(PAIR)]) == {
        1: Counter({"BJ-1": 3}),
        2: Counter({"BJ-1": 3}),
    }


def test_too_little_goes_to_the_first_claims_and_no_piece_to_two():
    # What is fixed stands first among the claims: zhao's.
    found = shared({"BJ-1": 1}, [one_of(SENSOR, "zhao"), one_of(SENSOR)])
    assert found == {1: Counter(), 2: Counter({"BJ-1": 1})}
    found = shared({"BJ-1": 2}, [one_of(SENSOR, "zhao"), one_of(SENSOR), one_of(SENSOR)])
    assert found == {1: Counter({"BJ-1": 1}), 2: Counter({"BJ-1": 1})}


def test_it_goes_to_whoever_lacks_the_least_of_those_who_may():
    found = shared({"BJ-1": 1}, [one_of(PAIR)], zhao=1)
    assert found == {1: Counter(), 2: Counter({"BJ-1": 1})}
    # Zhao may not do it, and wang would lack two of one: nobody gets it, nor half of it.
    assert shared({"BJ-1": 1}, [one_of(PAIR, "wang")], zhao=1) == {1: Counter(), 2: Counter()}


def test_what_is_on_a_van_is_used_before_the_store_is():
    claims = [one_of(SENSOR, "wang"), one_of(SENSOR, "wang"), one_of(SENSOR, "zhao")]
    found = shared({"BJ-1": 1}, claims, wang=2)
    assert found == {1: Counter(), 2: Counter({"BJ-1": 1})}


def test_one_tool_goes_to_one_van_and_serves_its_jobs():
    claims = [one_of(CRANE, "zhao"), one_of(CRANE), one_of(CRANE, "wang")]
    assert shared({"GJ-1": 1}, claims) == {1: Counter(), 2: Counter({"GJ-1": 1})}
    assert shared({"GJ-1": 1}, claims, wang=1) == {
        1: Counter({"GJ-1": 1}),
        2: Counter({"GJ-1": 1}),
    }
