"""Before anything is served: the database up to date, and the demo companies made once."""

import gc
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanbao.site.environment import PACKAGE, empty_embedded, var_folder

# In `var/`, once the demo is whole: its accounts, one a role, whom everybody may be told of.
DEMO_MADE = "demo-made"
IN_PART = "in part"
# In the embedded cluster: the sources it was last prepared for.
PREPARED = "postgres/prepared-for"


def prepare(*, with_demo: bool) -> None:
    """Migrate, and fill the database with the demo companies where that is wanted.

    An embedded database that these very sources have prepared is left alone: that is what makes
    the second start quick.
    """
    sources, prepared, made = state_of_sources(), var_folder() / PREPARED, var_folder() / DEMO_MADE
    if is_embedded():
        if made.exists() and made.read_text() == IN_PART:
            # The last start was broken off while it made them; nobody has worked on that database.
            empty_embedded(var_folder())
            prepared.unlink(missing_ok=True)
        if not with_demo and prepared.exists() and prepared.read_text() == sources:
            return
    bring_up_to_date(with_demo=with_demo, made=made)
    if is_embedded():
        prepared.write_text(sources)


def bring_up_to_date(*, with_demo: bool, made: Path) -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    with kept_garbage():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_forms", verbosity=0)
    if demo_wanted(with_demo=with_demo):
        print("Making the demo companies: about a minute, the first time only …", flush=True)
        made.write_text(IN_PART)
        call_command("demo")
        made.write_text(json.dumps(demo_accounts(), ensure_ascii=False))
    connections.close_all()


@contextmanager
def kept_garbage() -> Iterator[None]:
    """Each migration leaves the models of its time behind; looking for them costs a third of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def demo_wanted(*, with_demo: bool) -> bool:
    """Only into an empty database, and unasked only into the embedded one."""
    from sanbao.apps.accounts.access import Provider

    return (with_demo or is_embedded()) and not Provider.objects.exists()


def state_of_sources() -> str:
    """Changes when a migration or a shipped form does."""
    state = hashlib.sha256()
    apps = PACKAGE / "apps"
    for path in sorted([*apps.rglob("migrations/*.py"), *apps.rglob("definitions/*.yaml")]):
        state.update(path.read_bytes())
    return state.hexdigest()


def demo_accounts() -> list[tuple[str, str, str]]:
    """(role, user name, company) of one person a role, and of who pays what another has approved.

    Who deals with fees is shown of a company that settles some.
    """
    from sanbao.apps.accounts.access import Role, User
    from sanbao.apps.settlements.queries import Statement

    people = list(
        User.objects.filter(is_active=True).select_related("provider").order_by("username")
    )
    settling = set(Statement.objects.values_list("provider", flat=True))
    shown: list[tuple[str, User]] = []
    for role in Role:
        of_fees = role in (Role.DEALER, Role.MARKETING, Role.FINANCE)
        holders = [person for person in people if person.has_role(role)]
        # Somebody with this role alone shows the role's own pages.
        holders.sort(key=lambda one: len(one.roles))
        if of_fees:
            holders.sort(key=lambda one: one.provider_id not in settling)
        here = [one for one in holders if one.provider_id == holders[0].provider_id]
        shown += [(role.value, one) for one in here[: 2 if role == Role.FINANCE else 1]]
    return [(role, user.username, user.provider.name) for role, user in shown]


def demo_accounts_kept() -> list[tuple[str, str, str]]:
    made = var_folder() / DEMO_MADE
    text = made.read_text() if made.exists() else ""
    return [tuple(row) for row in json.loads(text)] if text.startswith("[") else []
