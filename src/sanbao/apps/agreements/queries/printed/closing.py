"""What stands before the signatures: copies, roles, the main agreement, court, who is liable."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbao.apps.agreements.facts.paper import Line
from sanbao.apps.agreements.models import PartRole, Version
from sanbao.apps.agreements.queries.printed.record import Record
from sanbao.rules import formality
from sanbao.rules.agreement import Agreement
from sanbao.rules.binding import Asked, Formalities

GAP = "________"


def closing(version: Version, terms: Agreement, record: Record) -> tuple[Line, ...]:
    """What a clause asks for or is on record; an empty value is a line to write on."""
    asked = formality.formalities(terms)
    return tuple(lines(version, terms, asked, record))


def lines(version: Version, terms: Agreement, asked: Formalities, record: Record) -> Iterator[Line]:
    for role in PartRole:
        if role in record.roles or role.value in formality.roles_asked(terms):
            yield Line(labelled(str(role.label), asked, Asked.ROLES), who(role, record))
    if asked.copies:
        yield Line(labelled(_("Copies"), asked, Asked.COPIES), copies(asked.copies, record))
    if Asked.MAIN in asked.clauses or record.main:
        yield Line(labelled(_("Main agreement"), asked, Asked.MAIN), record.main)
    if Asked.COURT in asked.clauses:
        seat = version.agreement.seat or GAP
        court = _("the people's court at the seat of Party A (%(seat)s)") % {"seat": seat}
        yield Line(labelled(_("Court"), asked, Asked.COURT), court)
    if Asked.LIABLE in asked.clauses or record.liable:
        names = _(", ").join(record.liable)
        yield Line(labelled(_("Jointly liable"), asked, Asked.LIABLE), names)


def labelled(label: str, asked: Formalities, what: Asked) -> str:
    """The label with the clause that asks for it."""
    clause = asked.clauses.get(what)
    if clause is None:
        return label
    return _("%(label)s (clause %(clause)s)") % {"label": label, "clause": clause}


def who(role: str, record: Record) -> str:
    """The department, and the person where one is named."""
    named = record.roles.get(role)
    if named is None:
        return ""
    return f"{named.department} · {named.person}" if named.person else named.department


def copies(count: int, record: Record) -> str:
    """How many, and who holds each."""
    holders = record.holders or (GAP,) * count
    return _("%(count)d, held by %(holders)s") % {"count": count, "holders": _(", ").join(holders)}
