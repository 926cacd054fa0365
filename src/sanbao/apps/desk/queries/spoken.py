"""What an agreement lets one choose from: kinds of event, and component classes."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk.facts import ALWAYS, kinds_of
from sanbao.rules.facts import EventKind


@dataclass(frozen=True, slots=True)
class Spoken:
    """kinds: values of EventKind, in their order. components: code to name, {} for none."""

    kinds: list[str]
    components: dict[str, str]


def spoken_of(asset: assets.Asset, *, at: datetime, lang: str) -> Spoken:
    """What may be reported about the unit that day; without an agreement what always may."""
    version = None
    if asset.agreement is not None:
        on = at.astimezone(ZoneInfo(asset.provider.zone)).date()
        version = agreements.version_in_force(asset.agreement, on=on)
    if version is None:
        return Spoken([kind.value for kind in EventKind if kind in ALWAYS], {})
    terms = agreements.terms(version)
    names = {code: words.text(lang) for code, words in terms.components.items()}
    return Spoken(kinds_of(terms), names)
