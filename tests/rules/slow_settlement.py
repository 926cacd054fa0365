"""An independent slow settlement of a dealer's year, written from the clauses alone.

It knows nothing of `rules.settlement`: it counts in whole fen and walks month by month as somebody
with paper and pencil would. Amounts go in and come out in fen.

5.1: 1 % of what was actually settled so far this year has come to the fund. 7.2.6: each month the
actual fees are paid; the fund pays no more than it has, and who waits is paid first. 5.2, 5.3,
10.2: deductions are taken from the fund. 7.1: at year end the rest is paid. 8.2: then a tenth of
the year's fund is taken off for each three months without feedback.
"""

from dataclasses import dataclass, field


def share_in_fen(sales: int, hundredths: int = 1) -> int:
    """So many per cent of an amount, half up away from zero, in whole fen."""
    whole, rest = divmod(abs(sales) * hundredths, 100)
    half_up = whole + (1 if rest >= 50 else 0)
    return half_up if sales >= 0 else -half_up


@dataclass
class Paper:
    """One dealer's year. months: of each its sales, fees and deductions, in fen."""

    has_fund: bool = True
    come: int = 0
    in_fund: int = 0
    waiting: int = 0
    sold: int = 0
    paid: list[int] = field(default_factory=list)
    taken: int = 0

    def month(self, sales: int, fees: list[int], deductions: list[int]) -> int:
        for fee in fees:
            self.waiting += fee
        if not self.has_fund:
            pay, self.waiting = self.waiting, 0
            self.paid.append(pay)
            return pay
        self.sold += sales
        self.grow()
        for deduction in deductions:
            self.in_fund -= deduction
            self.taken += deduction
        pay = 0
        while pay < self.waiting and pay < self.in_fund:
            step = min(self.waiting, self.in_fund) - pay
            pay += step
        self.waiting -= pay
        self.in_fund -= pay
        self.paid.append(pay)
        return pay

    def grow(self) -> None:
        so_far = share_in_fen(self.sold)
        self.in_fund += so_far - self.come
        self.come = so_far

    def year_end(self, late_sales: int, runs_without_feedback: int) -> tuple[int, int, int]:
        """What is paid, what goes over to the next year, what lapses."""
        self.sold += late_sales
        self.grow()
        for _run in range(runs_without_feedback):
            fine = max(0, share_in_fen(share_in_fen(self.sold), 10))
            self.in_fund -= fine
            self.taken += fine
        pay = self.in_fund if self.in_fund > 0 else 0
        self.in_fund -= pay
        self.paid.append(pay)
        lapsed = self.waiting - pay if self.waiting > pay else 0
        self.waiting = 0
        return pay, self.in_fund, lapsed
