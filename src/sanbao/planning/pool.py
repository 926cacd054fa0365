"""Every tour that somebody found: of each set of jobs the cheapest order, by kind of engineer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sanbao.planning.order import Desk, Order


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tour that can be driven by any engineer of the kind. price: whole, left-out jobs aside."""

    kind: int
    keys: tuple[str, ...]
    price: int


@dataclass(slots=True)
class Pool:
    """names: of the engineers of each kind."""

    desk: Desk
    names: Sequence[tuple[str, ...]]
    kind_of: dict[str, int] = field(init=False)
    tours: dict[tuple[int, frozenset[str]], Candidate] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.kind_of = {key: number for number, keys in enumerate(self.names) for key in keys}

    def add(self, order: Order) -> None:
        for engineer, keys in order.items():
            self.take(self.kind_of[engineer], tuple(keys))

    def take(self, kind: int, keys: tuple[str, ...]) -> Candidate | None:
        """The tour, if it can be driven and is none that was known as cheap."""
        of_set = (kind, frozenset(keys))
        known = self.tours.get(of_set)
        if known is not None and known.keys == keys:
            return None
        price = self.desk.price(self.names[kind][0], keys)
        if price is None or (known is not None and known.price <= price):
            return None
        self.tours[of_set] = Candidate(kind, keys, price)
        return self.tours[of_set]

    def cheapest(self, order: Order) -> dict[str, tuple[str, ...]]:
        """The same jobs for everybody, each tour in the cheapest order known."""
        return {
            engineer: keys if (tour := self.known(engineer, keys)) is None else tour.keys
            for engineer, keys in ((one, tuple(several)) for one, several in order.items())
        }

    def known(self, engineer: str, keys: tuple[str, ...]) -> Candidate | None:
        return self.tours.get((self.kind_of[engineer], frozenset(keys)))

    def of(self, order: Order) -> list[Candidate]:
        """The tours of an order that was added."""
        found = [self.known(engineer, tuple(keys)) for engineer, keys in order.items()]
        return [tour for tour in found if tour is not None]
