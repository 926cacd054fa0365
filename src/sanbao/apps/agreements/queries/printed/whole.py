"""The whole paper of a version."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.agreements.facts.paper import Line, Paper, Table
from sanbao.apps.agreements.models import AgreementState, Version
from sanbao.apps.agreements.queries.printed import cover, duties
from sanbao.apps.agreements.queries.printed.blanks import agreed
from sanbao.apps.agreements.queries.printed.chapters import chapters
from sanbao.apps.agreements.queries.printed.closing import closing
from sanbao.apps.agreements.queries.printed.drawn import terms_of
from sanbao.apps.agreements.queries.printed.matrix import matrix
from sanbao.apps.agreements.queries.printed.record import record_of
from sanbao.apps.agreements.queries.printed.sides import sides, with_dealer
from sanbao.apps.agreements.queries.printed.written import day
from sanbao.apps.agreements.queries.terms import document, values
from sanbao.rules.agreement import Document
from sanbao.rules.binding import Asked
from sanbao.rules.formality import formalities

NUMERALS = "一二三四五六七八九十"
SCHEDULES = (
    cover.warranties,
    cover.exclusions,
    matrix,
    cover.charges,
    duties.promises,
    duties.remedies,
    duties.over_time,
    duties.consequences,
)


def paper_of(version: Version, *, lang: str, annexes: Sequence[Table] = ()) -> Paper:
    """Everything that is printed of a version, in `lang` ("zh" or "en").

    annexes: tables that other steps add, such as the price lists that hold on its first day.
    """
    with override("en" if lang == "en" else "zh-hans"):
        written = document(version.source)
        blanks = values(version)
        terms = terms_of(written, blanks, lang=lang)
        dealer = with_dealer(version, terms.agreement)
        identified = Asked.ID_CARD in formalities(terms.agreement).clauses
        record = record_of(version)
        schedules = [agreed(written, blanks, lang=lang), *(draw(terms) for draw in SCHEDULES)]
        return Paper(
            lang=lang,
            title=title(version, written, lang=lang),
            number=version.agreement.code,
            edition=_("version %(number)s") % {"number": version.number},
            watermark=_("DRAFT") if is_draft(version) else "",
            about=about(version),
            sides=sides(version, record, dealer=dealer, identified=identified),
            preamble=_(
                "Party A (the provider) and Party B (the dealer) agree as follows on the"
                " after-sales service of the provider's products, and both keep to it."
            )
            if dealer
            else _(
                "Party A (the provider) makes the following promises to Party B (the user) for the"
                " service of the products supplied. They bind both sides once both have signed."
            ),
            chapters=chapters(written, blanks, lang=lang),
            closing=closing(version, terms.agreement, record),
            tables=numbered(schedules, _("Schedule %(number)s"), lang=lang),
            annexes=numbered(annexes, _("Annex %(number)s"), lang=lang),
            open_blanks=tuple(
                asked.label.text(lang)
                for asked in written.parameters
                if not blanks.get(asked.name, "").strip()
            ),
            words=few_words(),
        )


def is_draft(version: Version) -> bool:
    """Until it is handed in: from then on it may be printed and signed."""
    return version.put_in_force_at is None and version.state == AgreementState.DRAFT


def title(version: Version, written: Document, *, lang: str) -> str:
    """As it was named; a name that was the template's is told in the language of the paper."""
    named = version.agreement.title
    is_own = named in (written.title.zh, written.title.en)
    return written.title.text(lang) if is_own or is_of_other(version) else named


def is_of_other(version: Version) -> bool:
    """Whether an agreement is called as the paper of another of its versions is."""
    agreement = version.agreement
    others = agreement.versions.exclude(pk=version.pk) if agreement.pk else ()
    titles = (document(other.source).title for other in others)
    return any(agreement.title in (title.zh, title.en) for title in titles)


def about(version: Version) -> tuple[Line, ...]:
    until = version.ends_on
    no_end = _("no end") if version.put_in_force_at else ""
    return (
        Line(_("Number"), version.agreement.code),
        Line(_("Version"), str(version.number)),
        Line(_("In force from"), day(version.starts_on)),
        Line(_("Until, this day included"), day(until) if until else no_end),
    )


def numbered(tables: Sequence[Table], words: str, *, lang: str) -> tuple[Table, ...]:
    """Those that have something to say, each with its number in words."""
    told = [table.without_empty_columns() for table in tables if table.rows]
    return tuple(
        replace(table, mark=words % {"number": numeral(place, lang=lang)})
        for place, table in enumerate(told)
    )


def numeral(place: int, *, lang: str) -> str:
    return NUMERALS[place] if lang == "zh" and place < len(NUMERALS) else str(place + 1)


def few_words() -> dict[str, str]:
    """The words that every form of the paper needs. page: around the two numbers of a footer."""
    numbers = {"page": "|", "total": "|"}
    return {
        "page": _("Page %(page)s of %(total)s") % numbers,
        "colon": _(": "),
        "reading": _("Reading: "),
        "schedules": _("Schedules"),
        "schedules_note": _(
            "Drawn from the clauses for quick reference. Where they differ, the clauses decide."
        ),
        "annexes": _("Annexes"),
        "signatures": _("Signatures"),
        "still_open": _("Still to be filled in:"),
    }
