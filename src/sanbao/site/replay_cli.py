"""How a due time came about, for a terminal: what `sanbao obligations replay` prints."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.obligations import queries

LANGUAGES = {"zh": "zh-hans", "en": "en"}


class CannotReplay(ValueError):
    """One line for whoever typed the command."""


def replayed(code: str, *, provider: str, lang: str) -> Iterator[str]:
    """A head, then each line of the log with the due time once it was written.

    Raises CannotReplay for an unknown number or language, and for a number of several companies.
    """
    if lang not in LANGUAGES:
        raise CannotReplay(f"there is no language {lang!r}: zh or en")
    with override(LANGUAGES[lang]):
        yield from told(the_one(code, provider))


def the_one(code: str, provider: str) -> queries.Obligation:
    rows = queries.on_page(queries.Obligation.objects.filter(code=code)).select_related("provider")
    if provider:
        rows = rows.filter(provider__slug=provider)
    found = list(rows[:2])
    if not found:
        raise CannotReplay(_("there is no obligation %(code)s") % {"code": code})
    if len(found) > 1:
        raise CannotReplay(
            _("several companies have an obligation %(code)s: name one by --provider")
            % {"code": code}
        )
    return found[0]


def told(obligation: queries.Obligation) -> Iterator[str]:
    zone = obligation.provider.zone
    clause = _("clause %(number)s") % {"number": obligation.clause}
    yield f"{obligation.code}  {queries.promise(obligation.what)}  {clause}"
    agreement = obligation.version.agreement
    yield f"{agreement.code} {agreement.title} v{obligation.version.number}"
    label = obligation.subject_label or obligation.subject_code
    yield " · ".join(part for part in (label, obligation.period) if part)
    for number, turn in enumerate(queries.turns_of(obligation, zone=zone), start=1):
        at = turn.line.at.astimezone(ZoneInfo(zone))
        who = str(turn.line.by) if turn.line.by else _("the system")
        words = " · ".join(part for part in (turn.words, turn.because) if part)
        due = turn.due or "—"
        moved = _("due time is now %(due)s") if turn.moved else _("due time stays %(due)s")
        yield f"{number:>3}  {at:%Y-%m-%d %H:%M}  {who}  {words}  [{moved % {'due': due}}]"
    state = obligation.get_state_display()
    yield f"{_('state')}: {state}  {queries.due_words(obligation.due_at, zone)}".rstrip()
