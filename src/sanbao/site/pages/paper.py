"""The paper of an agreement: as a page, as PDF, as a Word file, with the price lists annexed."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.agreements.facts.paper import Paper, Table, plain
from sanbao.apps.agreements.facts.typeset import typeset
from sanbao.apps.agreements.facts.word import as_word
from sanbao.apps.agreements.forms import language
from sanbao.apps.assets import queries as assets
from sanbao.apps.products import queries as products

READERS = (*STAFF, Role.DEALER, Role.CUSTOMER)
LANGUAGES = {"zh": "zh-hans", "en": "en"}
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@roles_required(*READERS)
def paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    user = reader(request)
    version = found(user, code, number)
    lang = asked_language(request)
    context = {
        "paper": composed(version, lang=lang, on=timezone.localdate()),
        "version": version,
        "kept": agreements.kept_paper(version),
        "other": "en" if lang == "zh" else "zh",
        "may_open": user.has_role(*STAFF),
    }
    return render(request, "agreements/paper.html", context)


@require_safe
@roles_required(*READERS)
def paper_pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    version = found(reader(request), code, number)
    return as_pdf(version, lang=asked_language(request), on=timezone.localdate())


@require_safe
@roles_required(*READERS)
def paper_word(request: HttpRequest, code: str, number: int) -> HttpResponse:
    version = found(reader(request), code, number)
    return as_docx(version, lang=asked_language(request), on=timezone.localdate())


def found(user: User, code: str, number: int) -> agreements.Version:
    version = assets.paper_for(user, code, number)
    if version is None:
        raise Http404
    return version


def asked_language(request: HttpRequest) -> str:
    """`?lang=` says which; else the reader's own."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else language()


def as_pdf(version: agreements.Version, *, lang: str, on: date) -> HttpResponse:
    """What was signed as it was kept; anything else set anew."""
    kept = agreements.kept_paper(version) if lang == "zh" else None
    if kept is not None:
        with kept.file.open("rb") as stored:
            return handed_over(stored.read(), PDF, kept.name)
    whole = composed(version, lang=lang, on=on)
    return handed_over(typeset(whole, fonts=settings.FONT_DIRS), PDF, f"{whole.name}.pdf")


def as_docx(version: agreements.Version, *, lang: str, on: date) -> HttpResponse:
    whole = composed(version, lang=lang, on=on)
    return handed_over(as_word(whole), WORD, f"{whole.name}.docx")


def handed_over(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A download under its Chinese name (RFC 5987)."""
    answer = handed(content, name, content_type)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def composed(version: agreements.Version, *, lang: str, on: date) -> Paper:
    """The paper with the price lists that its charges speak of.

    on: the day that counts for a version without a first day, and for a basis without a list then.
    """
    with override(LANGUAGES[lang]):
        annexes = [price_table(prices) for prices in annexed(version, on=on)]
    return agreements.paper_of(version, lang=lang, annexes=annexes)


def annexed(version: agreements.Version, *, on: date) -> list[products.PriceList]:
    """Of each published basis that a charge speaks of, the list in force on the first day."""
    spoken_of = agreements.bases_of(version).intersection(products.PUBLISHED)
    lists: dict[str, products.PriceList] = {}
    for day in (version.starts_on or on, on):
        for prices in products.price_lists(version.agreement.provider_id, on=day):
            if prices.basis in spoken_of:
                lists.setdefault(prices.basis, prices)
    return [lists[basis] for basis in sorted(lists)]


def price_table(prices: products.PriceList) -> Table:
    rows = prices.prices.order_by("item", "code")
    return Table(
        mark="",
        title=prices.name,
        head=(_("Number"), _("Item"), _("Name"), _("Unit"), _("Unit price (CNY)")),
        rows=tuple(
            (
                plain(price.code),
                plain(price.get_item_display()),
                plain(price.name),
                plain(price.unit),
                plain(f"{price.amount:,.2f}"),
            )
            for price in rows
        ),
        widths=(18, 14, 38, 12, 18),
        note=_("In force from %(day)s.") % {"day": prices.starts_on.isoformat()},
        figures=frozenset({4}),
    )
