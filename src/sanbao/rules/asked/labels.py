"""What the fields of terms are called in a form, and what they mean."""

from collections.abc import Mapping

from sanbao.rules.message import Message

# By the last name of a field's path; a longer path goes first where one word means two things.
LABELS: Mapping[str, Message] = {
    "clause": Message("Clause"),
    "component": Message("Component"),
    "components": Message("Only for these components"),
    "start": Message("Counted from"),
    "span": Message("For how long"),
    "claimant": Message("Only if this side claims"),
    "tier": Message("Only for"),
    "causes": Message("Causes"),
    "codes": Message("Found on inspection"),
    "items": Message("What is paid for"),
    "payer": Message("Who pays"),
    "basis": Message("At which price"),
    "events": Message("On"),
    "apart": Message("Besides what else is charged for the same"),
    "also": Message("Rests on these clauses too"),
    "rate": Message("Price of one unit in CNY"),
    "what": Message("What is done"),
    "by": Message("Who owes it"),
    "within": Message("Within"),
    "before": Message("At least this long before"),
    "roll": Message("A last day off moves to the next working day"),
    "after": Message("After"),
    "if_missed": Message("Only once this has been missed"),
    "fee": Message("For what fee"),
    "daily_rate": Message("Fee a day, in per cent of the price"),
    "since": Message("Fee for the days since"),
    "refuses": Message("The matter need not be taken up at all"),
    "each": Message("Owed"),
    "every": Message("Every"),
    "months": Message("In these months"),
    "day": Message("By this day of the month"),
    "opens_day": Message("Not before this day of the month"),
    "about_last_month": Message("It is about the month before"),
    "runs": Message("How long it goes on"),
    "least": Message("At least, in per cent"),
    "of": Message("Of the month's"),
    "in_a_row": Message("Missed how often in a row"),
    "times": Message("Missed how often in all"),
    "share": Message("Per cent of the year's repair fund"),
    "amount": Message("Amount in CNY"),
    "fund.share": Message("Per cent of the year's settled sales"),
    "per": Message("Paid for"),
    "deduction.what": Message("What is deducted for"),
    "settling.what": Message("How it is settled"),
    "taking_part": Message("Who takes part"),
    "tries": Message("Given up after how many attempts"),
    "asks": Message("What it needs"),
    "percent": Message("At least, in per cent"),
    "at_risk": Message("Of those with a sign of risk, in per cent"),
    "above": Message("From more than this amount in CNY on"),
    "falsehood.times": Message("How many times the amount"),
    "outlives": Message("Goes on when the agreement has ended"),
    "missed_by": Message("Missed by"),
    "consequence.within": Message("These misses within"),
    "when.standing": Message("Only if it stands"),
    "when.causes": Message("Only if caused by"),
    "when.except_causes": Message("Not if caused by"),
    "when.codes": Message("Only if found on inspection"),
    "when.except_codes": Message("Not if found on inspection"),
    "when.area": Message("Only in this area"),
    "when.provinces": Message("Only in these provinces"),
    "when.except_provinces": Message("Not in these provinces"),
    "when.reasons": Message("Only if the reason is"),
    "when.severities": Message("Only if it is this bad"),
    "when.failed_repairs_from": Message("From how many failed repairs on"),
    "when.quantity_from": Message("From how many units on"),
    "when.authorised": Message("Agreed beforehand"),
    "when.within.start": Message("Only in a time counted from"),
    "when.within.span": Message("which lasts"),
    "when.beyond.start": Message("Only after a time counted from"),
    "when.beyond.span": Message("which lasted"),
    "when.past": Message("Only once the period of this clause is over"),
    "when.running": Message("Only while the period of this clause runs"),
    "consequence.what": Message("What follows"),
    "remedy.what": Message("What may be had"),
    "consequence.if_missed": Message("If this has been missed"),
    "exclusion.component": Message("Only for this component"),
    "formality.copies": Message("How many copies"),
    "formality.sealed": Message("Both sides seal"),
    "formality.identified": Message("Sides that give the number of an ID card"),
    "formality.roles": Message("Roles to be named on our side"),
    "formality.with_main": Message("In force together with a main agreement"),
    "formality.court": Message("The court at the seat of"),
    "formality.liable": Message("Jointly liable persons are on record"),
    "formality.valid": Message("Valid from signing for"),
    "criterion.measured": Message("What is measured"),
    "criterion.below": Message("Below, in per cent"),
    "organisation.by": Message("Who keeps it"),
    "organisation.head": Message("A head of repair is named"),
    "organisation.staff": Message("Named repair staff at least"),
    "organisation.per": Message("Counted"),
    "organisation.qualified": Message("They are trained or certified"),
    "organisation.equipment": Message("Equipment"),
    "organisation.told_within": Message("A change of staff is told within"),
}
HELP: Mapping[str, Message] = {
    "warranty.claimant": Message("Left out, it holds for everyone."),
    "warranty.tier": Message("Left out, it holds for everyone."),
    "exclusion.component": Message("Left out, it holds for all of them."),
    "one_off.within": Message("Either this or the next one."),
    "rhythm.every": Message("Either a time or months of the year."),
    "rhythm.start": Message("Left out, it counts from the first day of the agreement."),
    "rhythm.day": Message("Left out, by the last day of the month."),
    "share.day": Message("A day of the next month; left out, its last day."),
    "upkeep.start": Message("Left out, from the first day of the agreement."),
    "upkeep.span": Message("Left out, as long as the agreement is in force."),
    "upkeep.outlives": Message("For the whole of the time stated."),
    "consequence.by": Message("Left out, whoever owed what was missed."),
    "consequence.missed_by": Message("Left out, whoever missed it."),
    "consequence.within": Message("Only with a number of misses in all."),
    "fee.amount": Message("Only where a unit is paid for."),
    "rate": Message("Only where the agreement itself names the price."),
    "promise.after": Message("Left out, the time runs from the event itself."),
    "events": Message("What sets it going."),
}
CHOICES: Mapping[str, Message] = {
    "fee.free": Message("free of charge"),
    "fee.not_priced": Message("at a price still to be agreed"),
    "fee.depreciation": Message("a fee for each day of use"),
    "of.repairs": Message("repairs"),
    "of.complaints": Message("complaints"),
    "if_missed.any": Message("any duty at all"),
    "after.on_site": Message("being on site"),
    "court.provider": Message("the provider"),
}


def label(kind: str, path: tuple[str, ...]) -> Message:
    """What a field is called; one that nobody has named yet shows its own name."""
    found = _nearest(LABELS, kind, path)
    return found or Message("%(word)s", {"word": path[-1].replace("_", " ")})


def help_text(kind: str, path: tuple[str, ...]) -> Message | None:
    """What a field means where its name does not say it all."""
    return _nearest(HELP, kind, path)


def choice(path: tuple[str, ...], value: str) -> Message:
    """A choice that is no code of a class."""
    found = CHOICES.get(f"{path[-1]}.{value}")
    return found or Message("%(word)s", {"word": value.replace("_", " ")})


def _nearest(words: Mapping[str, Message], kind: str, path: tuple[str, ...]) -> Message | None:
    """By the kind and the whole path first, by the last name alone last."""
    names = [".".join((kind, *path)), *(".".join(path[n:]) for n in range(len(path)))]
    return next((words[name] for name in names if name in words), None)
