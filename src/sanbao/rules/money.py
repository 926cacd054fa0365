"""Money: decimals in CNY, rounded once, at the end."""

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
NOTHING = Decimal("0.00")


def fen(amount: Decimal) -> Decimal:
    """Round an amount of CNY half up to the fen (0.01).

    Half up means away from zero, as cash is rounded: 0.005 gives 0.01. Raises
    decimal.InvalidOperation for what is not a finite number.
    """
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)
