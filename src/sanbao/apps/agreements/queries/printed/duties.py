"""Tables of what is promised: by when, as a remedy, over time, and what follows a miss."""

from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.paper import Sentence, Table, plain
from sanbao.apps.agreements.queries.printed.cover import between
from sanbao.apps.agreements.queries.printed.drawn import Terms, cell
from sanbao.rules.message import Message
from sanbao.rules.sentence.claim import deed
from sanbao.rules.sentence.condition import condition_words, event_words
from sanbao.rules.sentence.listing import percent, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import (
    Consequence,
    Depreciation,
    Promise,
    Remedy,
)


def promises(terms: Terms) -> Table:
    """What is done within which time after an event."""
    return Table(
        mark="",
        title=_("Service times"),
        head=(_("Clause"), _("What"), _("Within"), _("Counted from"), _("When"), _("By")),
        rows=tuple(
            (
                plain(term.clause),
                cell(word(term.what)),
                terms.figure(place, cell(within(term))),
                cell(Message("arrival on site") if term.after else event_words(term.events)),
                cell(*condition_words(term.when, terms.names), between=between()),
                cell(word(term.by)),
            )
            for term, place in terms.of(Promise)
        ),
        widths=(10, 20, 16, 22, 20, 12),
        note=_(
            "Hours run around the clock from the event. Days and working days do not count the day"
            " of the event and end at 24:00 of the last day."
        ),
    )


def within(term: Promise) -> Message:
    return span_words(term.within) if term.within.amount else Message("at once")


def remedies(terms: Terms) -> Table:
    """What may be had, and what it costs."""
    return Table(
        mark="",
        title=_("Remedies"),
        head=(_("Clause"), _("What"), _("When"), _("Fee")),
        rows=tuple(
            (
                plain(term.clause),
                cell(word(term.what)),
                remedy_when(term, terms),
                fee(term),
            )
            for term, _place in terms.of(Remedy)
        ),
        widths=(10, 20, 48, 22),
        note=_("For each remedy the first line that applies counts."),
    )


def remedy_when(term: Remedy, terms: Terms) -> Sentence:
    phrases = [event_words(term.events), *condition_words(term.when, terms.names)]
    if term.if_missed is not None:
        missed = Message("if the duty to %(deed)s is missed", {"deed": deed(term.if_missed)})
        phrases.append(missed)
    return cell(*phrases, between=between())


def fee(term: Remedy) -> Sentence:
    if term.refuses:
        return cell()
    if isinstance(term.fee, Depreciation):
        figures = {"rate": percent(term.fee.daily_rate), "since": said(word(term.fee.since))}
        told = _("%(rate)s of the price for each day since %(since)s, at most the price")
        return cell(told % figures)
    return cell(_("free of charge") if term.fee == "free" else _("at a price still to be agreed"))


def over_time(terms: Terms) -> Table:
    """What is owed without anybody asking, in whole sentences."""
    return Table(
        mark="",
        title=_("Duties over time"),
        head=(_("Clause"), _("By"), _("What")),
        rows=tuple(
            (plain(term.clause), cell(word(term.by)), terms.sentence(term, place))
            for term, place in terms.lasting()
        ),
        widths=(12, 18, 70),
    )


def consequences(terms: Terms) -> Table:
    """What follows when a duty is missed."""
    return Table(
        mark="",
        title=_("What follows a miss"),
        head=(_("Clause"), _("What follows")),
        rows=tuple(
            (plain(term.clause), terms.sentence(term, place))
            for term, place in terms.of(Consequence)
        ),
        widths=(12, 88),
    )
