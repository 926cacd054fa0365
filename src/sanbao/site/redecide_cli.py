"""`sanbao redecide`: past decisions that today's rules, or another version, answer differently."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TextIO

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


def asked(within: queries.Scope, version: str, against: str, *, as_json: bool) -> Asked:
    """The options of the command. Raises Cannot for what does not go together."""
    if version and against:
        raise Cannot("give either --version or --against, not both")
    if against not in ("", "draft"):
        raise Cannot("--against knows only: draft")
    if (version or against) and not within.agreement:
        raise Cannot("another version needs --agreement")
    if version and not (version.isascii() and version.isdigit()):
        raise Cannot("--version must be a number")
    return Asked(within, version or against, as_json=as_json)


def scope(provider: str, agreement: str, since: str) -> queries.Scope:
    return queries.Scope(provider, agreement, day(since))


def day(since: str) -> date | None:
    try:
        return date.fromisoformat(since) if since else None
    except ValueError:
        raise Cannot("--since must be a date written YYYY-MM-DD") from None


def redecide_command(asked: Asked, sink: TextIO, errors: TextIO) -> int:
    """List what differs, one decision after another, and give the exit status.

    0: none differ; 1: some do; 2: it cannot start, and one line on `errors` says why.
    """
    try:
        within = known(asked.scope)
        under = version_named(within, asked.version)
        # Open blanks are told before anything is listed.
        _terms = queries.terms(under) if under is not None else None
    except Cannot as reason:
        errors.write(f"sanbao redecide: {reason}\n")
        return CANNOT
    except TermsError as error:
        errors.write(f"sanbao redecide: version {asked.version}: {error}\n")
        return CANNOT
    total = different = 0
    for again in queries.redecide(queries.decisions_in(within), under=under):
        total += 1
        if again.differences:
            different += 1
            sink.write(line(again) if asked.as_json else lines(again))
    if not asked.as_json:
        sink.write(f"{total} decisions, {different} would be answered differently\n")
    return SOME_DIFFER if different else NONE_DIFFER


def known(given: queries.Scope) -> queries.Scope:
    """The scope with one company named, where its agreement's number alone would leave it open."""
    if given.provider and not queries.is_company(given.provider):
        raise Cannot(f"there is no company {given.provider!r}")
    if not given.agreement:
        return given
    slugs = queries.companies_with(given.agreement, provider=given.provider)
    if not slugs:
        raise Cannot(f"there is no agreement {given.agreement!r}")
    if len(slugs) > 1:
        raise Cannot(f"several companies have an agreement {given.agreement!r}: name --provider")
    return replace(given, provider=slugs[0])


def version_named(within: queries.Scope, name: str) -> queries.Version | None:
    if not name:
        return None
    found = queries.version_called(within.provider, within.agreement, name)
    if found is None:
        words = "draft" if name == "draft" else f"version {name}"
        raise Cannot(f"agreement {within.agreement} has no {words}")
    return found


def lines(again: queries.Redecided) -> str:
    """For a person: the subject, then a line for each field."""
    row = again.row
    head = f"{row.subject_kind} {row.subject_code} #{row.number} {row.decided_at:%Y-%m-%d}"
    told = [f"  {each.field}: {shown(each.old)} -> {shown(each.new)}" for each in again.differences]
    return "\n".join([head, *told, ""])


def shown(value: Value) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else ("yes" if value else "no")


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
