"""Why a row of a file of sheets is bad, by the code that the SQL names."""

from collections.abc import Mapping

from sanbao.rules.message import Message

REASONS: Mapping[str, Message] = {
    "unknown_dealer": Message("this dealer is not on record, or the file is not about him"),
    "missing": Message("is missing"),
    "too_long": Message("is too long"),
    "unreadable": Message("cannot be read"),
    "future": Message("the day lies in the future"),
    "backwards": Message("the work ends before it begins"),
    "twice": Message("the same number stands in an earlier row"),
    "no_agreement": Message("no agreement with the dealer is in force on that day"),
    "no_approval": Message("there is no such approval for this unit"),
    "own_confirmation": Message("whoever repaired it does not confirm it"),
    "handed_in": Message("this sheet is handed in already and says something else"),
    "just_brought": Message("this number was brought by somebody else at the same moment"),
    "no_sheet": Message("no row of the sheets has this number"),
    "not_positive": Message("a quantity must be more than 0"),
    "too_much": Message("the amount is too large"),
    "bad_line": Message("a row of what it claims is bad"),
}
