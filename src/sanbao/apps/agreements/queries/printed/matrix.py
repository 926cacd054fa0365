"""Who pays in the four cases that everybody asks about, as the terms themselves decide them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.paper import Sentence, Table
from sanbao.apps.agreements.queries.printed.drawn import Terms, cell
from sanbao.rules.choice import ChargeLine
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import Cause, DateName, EventKind, FactError
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Basis, Item, Payer

BOUGHT, NEXT_DAY, LONG_AFTER = "2020-01-01", "2020-01-02", "2400-01-01"
COLUMNS = tuple(
    (day, cause)
    for day in (NEXT_DAY, LONG_AFTER)
    for cause in (Cause.PRODUCT_QUALITY, Cause.HUMAN_DAMAGE)
)
Paid = dict[Item, ChargeLine]


def matrix(terms: Terms) -> Table:
    """One line an item: on a reported fault, or on goods sent in where only these are charged."""
    return Table(
        mark="",
        title=_("Who pays, at a glance"),
        head=(
            _("Item"),
            _("In the period: product quality"),
            _("In the period: damage by people"),
            _("After it: product quality"),
            _("After it: damage by people"),
        ),
        rows=tuple(lines(terms)),
        widths=(16, 21, 21, 21, 21),
        note=_("A unit as a whole, claimed by the customer; the terms below decide each case."),
    )


def lines(terms: Terms) -> Iterator[tuple[Sentence, ...]]:
    told: set[Item] = set()
    for kind in (EventKind.FAULT_REPORTED, EventKind.GOODS_RECEIVED):
        cases = [paid(terms, kind, day, cause) for day, cause in COLUMNS]
        for item in Item:
            if item in told or not any(item in case for case in cases):
                continue
            told.add(item)
            name = said(word(item))
            if kind is EventKind.GOODS_RECEIVED:
                name = _("%(item)s (repair at the factory)") % {"item": name}
            yield (cell(name), *(answer(case.get(item)) for case in cases))


def paid(terms: Terms, kind: EventKind, day: str, cause: Cause) -> Paid:
    """Who pays in one case; nobody where the terms ask for more than it states."""
    facts = {
        "asset": {"dates": dict.fromkeys(DateName, BOUGHT), "price": "1000.00"},
        "event": {
            "kind": kind,
            "at": f"{day}T10:00:00+08:00",
            "cause": cause,
            "place": {"province": "江苏", "area": "city"},
        },
    }
    try:
        decision = decide_given(terms.agreement, facts)
    except FactError:
        return {}
    found: Paid = {}
    for line in decision.charges:
        found.setdefault(Item(line.item), line)
    return found


def answer(line: ChargeLine | None) -> Sentence:
    if line is None:
        return cell()
    payer, basis = said(word(Payer(line.payer))), said(word(Basis(line.basis)))
    told = _("%(payer)s, %(basis)s (%(clause)s)")
    return cell(told % {"payer": payer, "basis": basis, "clause": line.clause})
