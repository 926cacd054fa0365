"""Tables of what is covered and who pays: warranties, exclusions, charges."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.paper import Sentence, Table, plain
from sanbao.apps.agreements.queries.printed.drawn import Terms, cell
from sanbao.rules.capitals import in_capitals
from sanbao.rules.message import Message
from sanbao.rules.sentence.condition import condition_words, event_words
from sanbao.rules.sentence.listing import all_of, in_order, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Charge, Exclusion, Payer, Standing, Warranty
from sanbao.rules.terms.condition import REPAIRS


def between() -> str:
    """What stands between two phrases of a cell."""
    return _("; ")


def warranties(terms: Terms) -> Table:
    """How long which part is covered, from when on, for whom."""
    return Table(
        mark="",
        title=_("Warranty periods"),
        head=(_("Clause"), _("Covered"), _("Period"), _("Counted from"), _("For")),
        rows=tuple(
            (
                plain(term.clause),
                plain(terms.names.get(term.component, term.component)),
                terms.figure(place, cell(span_words(term.span))),
                cell(word(term.start)),
                cell(*(word(whom) for whom in (term.claimant, term.tier) if whom), between=" · "),
            )
            for term, place in terms.of(Warranty)
        ),
        widths=(12, 28, 20, 24, 16),
        note=_("The first and the last day of a period are included."),
    )


def exclusions(terms: Terms) -> Table:
    """All that the warranty does not answer for, one by one: for signing and for the counter."""
    rows = list(excluded(terms))
    return Table(
        mark="",
        title=_("Not covered by the warranty"),
        head=(_("#"), _("What is not covered"), _("Part"), _("Clause")),
        rows=tuple((plain(number), *row) for number, row in enumerate(rows, 1)),
        widths=(10, 54, 22, 14),
    )


def excluded(terms: Terms) -> Iterator[tuple[Sentence, Sentence, Sentence]]:
    """Grounds of exclusions, what is charged although the unit is covered, and what is too late.

    A cause and the code that shows it are told once.
    """
    seen: set[tuple[str, str, str]] = set()
    for term, _place in terms.of(Exclusion):
        part = cell(terms.names.get(term.component, "") if term.component else "")
        for ground in (*in_order(term.causes), *in_order(term.codes)):
            row = (said(ground), part[0].words, term.clause)
            if row not in seen:
                seen.add(row)
                yield cell(ground), part, plain(term.clause)
    for charge, _place in terms.of(Charge):
        if charge.apart:
            for ground in in_order(charge.when.codes or ()):
                yield cell(ground), cell(), plain(charge.clause)
    if seen and (late := late_clauses(terms)):
        over = Message("whatever fails after the warranty period")
        yield cell(over), cell(), plain(_(", ").join(late))


def late_clauses(terms: Terms) -> list[str]:
    """The clauses that say who pays once the period is over."""
    late = {
        charge.clause
        for charge, _place in terms.of(Charge)
        if charge.payer is not Payer.PROVIDER and Standing.OUTSIDE in (charge.when.standing or ())
    }
    return [number for number in terms.agreement.clauses if number in late]


def charges(terms: Terms) -> Table:
    """Who pays for what, in the order in which the terms count."""
    return Table(
        mark="",
        title=_("Who pays for what"),
        head=(_("Item"), _("When"), _("Paid by"), _("Price"), _("Clause")),
        rows=tuple(
            (
                cell(all_of(in_order(term.items))),
                when(term, terms),
                cell(word(term.payer)),
                price(term, place, terms),
                plain(_(", ").join((term.clause, *term.also))),
            )
            for term, place in terms.of(Charge)
        ),
        widths=(16, 38, 14, 20, 12),
        note=_("For each item the first line that applies counts."),
    )


def when(term: Charge, terms: Terms) -> Sentence:
    phrases = condition_words(term.when, terms.names)
    if term.events != REPAIRS:
        phrases = [event_words(term.events), *phrases]
    if term.apart:
        phrases = [*phrases, Message("besides everything else")]
    return cell(*phrases, between=between())


def price(term: Charge, place: int, terms: Terms) -> Sentence:
    """The basis, or the amount that the agreement itself names, in capitals too."""
    if term.rate is None:
        return cell(word(term.basis))
    figures = {"amount": f"{term.rate:,.2f}", "capitals": in_capitals(term.rate)}
    return terms.figure(place, plain(_("%(amount)s CNY a unit (%(capitals)s)") % figures))
