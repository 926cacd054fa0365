"""`sanbao redecide`: past decisions that today's rules, or another version, answer differently."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TextIO

from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries
from sanbao.rules.redecision import Value
from sanbao.rules.source import TermsError

NONE_DIFFER, SOME_DIFFER, CANNOT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks. version: a number, `draft`, or nothing for each one's own."""

    scope: queries.Scope
    version: str = ""
    as_json: bool = False


class Cannot(Exception):
    """Why the command cannot begin: one line for a person."""


def asked(within: queries.Scope, version: str, *, as_json: bool) -> Asked:
    """The options of the command. Raises Cannot for what does not go together."""
    if version and not within.agreement:
        raise Cannot(_("another version needs --agreement"))
    if version not in ("", "draft") and not (version.isascii() and version.isdigit()):
        raise Cannot(_("--version must be a number or `draft`"))
    return Asked(within, version, as_json=as_json)


def scope(provider: str, agreement: str, since: str) -> queries.Scope:
    return queries.Scope(provider, agreement, day(since))


def day(since: str) -> date | None:
    try:
        return date.fromisoformat(since) if since else None
    except ValueError:
        raise Cannot(_("--since must be a date written YYYY-MM-DD")) from None


def redecide_command(asked: Asked, sink: TextIO, errors: TextIO) -> int:
    """List what differs, one decision after another, and give the exit status.

    0: none differ; 1: some do; 2: it cannot start, and one line on `errors` says why.
    """
    try:
        within = known(asked.scope)
        under = version_named(within, asked.version)
        # Open blanks are told before anything is listed.
        if under is not None:
            queries.terms(under)
    except Cannot as reason:
        errors.write(f"sanbao redecide: {reason}\n")
        return CANNOT
    except TermsError as error:
        which = _("version %(name)s") % {"name": asked.version}
        parts = [which, error.field, said(error.message)]
        errors.write(f"sanbao redecide: {': '.join(part for part in parts if part)}\n")
        return CANNOT
    total = different = 0
    for again in queries.redecide(queries.decisions_in(within), under=under):
        total += 1
        if again.differences:
            different += 1
            sink.write(line(again) if asked.as_json else lines(again))
    if not asked.as_json:
        words = _("%(total)s decisions, %(different)s would be answered differently")
        sink.write(words % {"total": total, "different": different} + "\n")
    return SOME_DIFFER if different else NONE_DIFFER


def known(given: queries.Scope) -> queries.Scope:
    """The scope with one company named, where its agreement's number alone would leave it open."""
    if given.provider and not queries.is_company(given.provider):
        raise Cannot(_("there is no company “%(name)s”") % {"name": given.provider})
    if not given.agreement:
        return given
    slugs = queries.companies_with(given.agreement, provider=given.provider)
    if not slugs:
        raise Cannot(_("there is no agreement “%(code)s”") % {"code": given.agreement})
    if len(slugs) > 1:
        raise Cannot(
            _("several companies have an agreement “%(code)s”: name one by --provider")
            % {"code": given.agreement}
        )
    return replace(given, provider=slugs[0])


def version_named(within: queries.Scope, name: str) -> queries.Version | None:
    if not name:
        return None
    found = queries.version_called(within.provider, within.agreement, name)
    if found is None:
        raise Cannot(lacking(within.agreement, name))
    return found


def lacking(agreement: str, name: str) -> str:
    """That there is no such version, in words."""
    if name == "draft":
        return _("agreement %(code)s has no draft") % {"code": agreement}
    return _("agreement %(code)s has no version %(name)s") % {"code": agreement, "name": name}


def lines(again: queries.Redecided) -> str:
    """For a person: the subject, then a line for each field."""
    row = again.row
    head = f"{row.subject_kind} {row.subject_code} #{row.number} {row.decided_at:%Y-%m-%d}"
    told = [f"  {each.field}: {shown(each.old)} -> {shown(each.new)}" for each in again.differences]
    return "\n".join([head, *told, ""])


def shown(value: Value) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else _("yes") if value else _("no")


def line(again: queries.Redecided) -> str:
    """For a machine: one JSON object."""
    row = again.row
    told = {
        "subject": [row.subject_kind, row.subject_code],
        "number": row.number,
        "decided_at": row.decided_at.isoformat(),
        "differences": [
            {"field": each.field, "old": each.old, "new": each.new} for each in again.differences
        ],
    }
    return json.dumps(told, ensure_ascii=False) + "\n"
