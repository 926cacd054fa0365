"""What a dealer is paid for a month and for a year, by the terms of its agreement.

The fund of a year grows with the settled sales (P2-5.1) and shrinks by deductions (P2-5.2, 5.3,
8.2, 10.2) and by what is granted. Fees are granted out of it, never more than it holds; what is
beyond waits for later months. At year end the dealer gets what the fund still holds (P2-7.1).
Without a fund fees are granted as they are (P7-5.5). Amounts are CNY, to the fen; a share of sales
is rounded half up once, of the sum of the year so far, so that the months add up to the year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sanbao.rules.agreement import Agreement
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.span import Span
from sanbao.rules.terms import Deducted, Deduction, Dispute, Fee, Fund, Settling, Way


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an agreement says about settling. fund: None where fees need none.

    deductions: by what they are for. ways: the clause of each rule of the way that it states.
    """

    fee: Fee
    fund: Fund | None = None
    deductions: Mapping[Deducted, Deduction] = field(default_factory=dict)
    dispute: Dispute | None = None
    ways: Mapping[Way, str] = field(default_factory=dict)

    @property
    def disputed_within(self) -> Span | None:
        return self.dispute.within if self.dispute else None

    def clause(self, way: Way) -> str:
        """The clause that states a rule of the way; that of the fee where none does."""
        return self.ways.get(way, self.fee.clause)


def settlement_of(agreement: Agreement) -> Settlement | None:
    """How the agreement settles a dealer's fees; None where it does not speak of them."""
    fee = next((term for term in agreement.terms if isinstance(term, Fee)), None)
    if fee is None:
        return None
    return Settlement(
        fee=fee,
        fund=next((term for term in agreement.terms if isinstance(term, Fund)), None),
        deductions={term.what: term for term in agreement.terms if isinstance(term, Deduction)},
        dispute=next((term for term in agreement.terms if isinstance(term, Dispute)), None),
        ways={term.what: term.clause for term in agreement.terms if isinstance(term, Settling)},
    )


def fee_of_sheet(fee: Fee, allowed: Decimal) -> Decimal:
    """What one verified sheet is worth: its allowed amount, or the amount for its unit."""
    return allowed if fee.amount is None else fen(fee.amount)


def accrual(share: Decimal, sales: Decimal, accrued: Decimal) -> Decimal:
    """What comes to the fund now: the share of the year's `sales` so far, less what came before.

    Rounded half up to the fen once, of the sum: twelve months bring exactly the year's share. It is
    negative where returned goods have lowered the sales.
    """
    return fen(share * sales) - accrued


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a dealer. fees: of its verified sheets. waiting: verified before, not granted.

    before: what the fund held. accrued, deducted: what comes to it now and what is taken from it.
    granted: what is owed to the dealer now. left: fees that go on waiting. after: the fund then.
    """

    fees: Decimal
    waiting: Decimal
    before: Decimal
    accrued: Decimal
    deducted: Decimal
    granted: Decimal

    @property
    def left(self) -> Decimal:
        return self.waiting + self.fees - self.granted

    @property
    def after(self) -> Decimal:
        return self.before + self.accrued - self.deducted - self.granted


def month_of_fund(
    *, fees: Decimal, waiting: Decimal, before: Decimal, accrued: Decimal, deducted: Decimal
) -> Month:
    """A month whose fees come out of a fund: what is owed is granted as far as it reaches."""
    granted = max(NOTHING, min(waiting + fees, before + accrued - deducted))
    return Month(fees, waiting, before, accrued, deducted, granted)


def month_without_fund(*, fees: Decimal, waiting: Decimal, deducted: Decimal = NOTHING) -> Month:
    """A month whose fees need no fund. waiting: decided disputes. What is deducted is taken off."""
    granted = max(NOTHING, waiting + fees - deducted)
    return Month(fees, waiting, NOTHING, NOTHING, deducted, granted)


@dataclass(frozen=True, slots=True)
class Year:
    """The end of a dealer's year. granted: what is left of the fund. carried: what is short and
    goes over to the next year, 0 or less. lapsed: fees beyond the fund, which are not paid.
    """

    accrued: Decimal
    deducted: Decimal
    granted: Decimal
    carried: Decimal
    lapsed: Decimal


def year_of_fund(*, waiting: Decimal, before: Decimal, accrued: Decimal, deducted: Decimal) -> Year:
    """The true-up (P2-7.1): the dealer has then got its share of the year's sales less deductions.

    waiting: verified fees not granted yet; the rest of the fund covers them first.
    """
    fund = before + accrued - deducted
    granted = max(NOTHING, fund)
    return Year(
        accrued=accrued,
        deducted=deducted,
        granted=granted,
        carried=min(NOTHING, fund),
        lapsed=waiting - min(waiting, granted),
    )


def year_fine(share: Decimal, portion: Decimal, sales: Decimal) -> Decimal:
    """`portion` of the year's repair fund (P2-8.2: a tenth), half up to the fen; not negative."""
    return max(NOTHING, fen(portion * fen(share * sales)))
