"""Amounts in Chinese capitals (大写金额), as they stand on receipts and fee slips."""

from decimal import Decimal

from sanbao.rules.money import fen

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Decimal) -> str:
    """`amount` of CNY in capitals: 1680.50 is 壹仟陆佰捌拾元伍角整.

    Rounded half up to the fen first. Raises ValueError for a negative amount and for one of
    10^16 or more.
    """
    if amount < 0 or amount >= Decimal(10) ** 16:
        raise ValueError(f"cannot be written in capitals: {amount}")
    fens = int(fen(amount) * 100)
    yuan, rest = divmod(fens, 100)
    jiao, single = divmod(rest, 10)
    text = f"{whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return text + "整"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    return text + (DIGITS[single] + "分" if single else "整")


def whole(yuan: int) -> str:
    """The yuan without their unit; runs of zeros are said once, trailing ones not at all."""
    if yuan == 0:
        return "零"
    text = ""
    for place, digit in enumerate(reversed(str(yuan))):
        group, position = divmod(place, 4)
        if position == 0 and (yuan // 10**place) % 10_000:
            text = GROUPS[group] + text
        if digit != "0":
            text = DIGITS[int(digit)] + PLACES[position] + text
        elif text and not text.startswith(("零", *GROUPS[1:])):
            text = "零" + text
    return text
