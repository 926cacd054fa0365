"""The report of an inspection as a paper: its words in the customer's language, its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.evidence import queries as evidence
from sanbao.apps.inspections.models import Inspection, InspectionState, LatentFault, Round
from sanbao.apps.inspections.queries.trip import inspections_of, photos_of, whole

LANGUAGE = "zh-hans"
MOST_PHOTOS = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """text: JSON values for the template. pictures: by file name."""

    text: Mapping[str, Any]
    pictures: Mapping[str, bytes]


def paper_of(round_: Round) -> Paper:
    """Everything that stands in the report of a signed round."""
    round_ = whole(Round.objects.filter(pk=round_.pk)).get()
    with override(LANGUAGE):
        units = list(inspections_of(round_))
        shows = shown_on(units)
        photos = photos_by_name(round_, shows)
        pictures = pictures_of(round_, photos)
        return Paper(
            {
                "title": _("Inspection report"),
                "provider": round_.provider.name,
                "hotline": round_.provider.hotline,
                "number": round_.code,
                "labels": labels(),
                "facts": facts(round_),
                "units": [unit_of(unit) for unit in units],
                "opinions": [[opinion.said_by, opinion.words] for opinion in heard(round_)],
                "feedback": feedback(round_),
                "photos": captions(photos, shows),
                "signature": "signature.png" if "signature.png" in pictures else "",
                "signed": [
                    [_("Signed by"), round_.signer_name],
                    [_("Signed at"), moment(round_, round_.signed_at)],
                ],
            },
            pictures,
        )


def labels() -> dict[str, str]:
    return {
        "number": _("No."),
        "hotline": _("Hotline"),
        "units": _("Units"),
        "faults": _("Latent faults"),
        "found": _("Found"),
        "measured": _("Measured"),
        "outcome": _("Outcome"),
        "opinions": _("Opinions of the maintenance staff"),
        "feedback": _("Feedback of the customer"),
        "photos": _("Photos"),
        "signature": _("Signature of the customer"),
    }


def facts(round_: Round) -> list[list[str]]:
    site = round_.site
    told = f"{round_.notified_whom} {moment(round_, round_.notified_at)}".strip()
    return [
        [_("Customer"), site.customer.name],
        [_("Place"), f"{site.province}{site.city} {site.name} {site.address}".strip()],
        [_("Day"), f"{round_.planned_on}"],
        [_("Clause"), round_.clause or "—"],
        [_("Led by"), f"{round_.lead}"],
        [_("Design engineer"), f"{round_.designer or '—'}"],
        [_("Customer told"), told or "—"],
        [_("Begun"), moment(round_, round_.started_at)],
    ]


def unit_of(unit: Inspection) -> dict[str, Any]:
    """One unit: its checklist and what was found; or why it was not inspected."""
    called_off = unit.state == InspectionState.CALLED_OFF
    return {
        "name": f"{unit.asset.product} {unit.asset.serial}",
        "called_off": f"{_('called off')}: {unit.called_off_because}" if called_off else "",
        "checklist": answers(unit.record),
        "faults": [fault_of(fault) for fault in unit.faults.all()],
    }


def fault_of(fault: LatentFault) -> list[str]:
    more = [fault.done, fault.parts]
    if fault.quote is not None:
        more.append(f"¥{fault.quote:,.2f}")
    if fault.case is not None:
        more.append(fault.case.code)
    words = "；".join(word for word in more if word)
    outcome = str(fault.get_outcome_display())
    return [fault.found, fault.measured or "—", f"{outcome}（{words}）" if words else outcome]


def answers(record: evidence.Record | None) -> list[list[str]]:
    """Label, answer, note of each point that was answered."""
    if record is None:
        return []
    words = {"yes": _("yes"), "no": _("no"), "none": _("does not apply")}
    rows = []
    for question in evidence.asked(record.form).questions:
        given = record.answers.get(question.name, "")
        chosen = {choice.value: choice.label["zh"] for choice in question.choices}
        note = record.answers.get(question.note, "") if question.note else ""
        if given:
            shown = chosen.get(given) or (words.get(given, given) if question.note else given)
            rows.append([question.label["zh"], str(shown), note])
    return rows


def feedback(round_: Round) -> list[list[str]]:
    return answers(round_.feedback)


def heard(round_: Round) -> Any:
    return round_.opinions.order_by("pk")


def shown_on(units: Sequence[Inspection]) -> dict[int, list[str]]:
    """The faults that each photo shows, by the photo's key."""
    shows: dict[int, list[str]] = {}
    for unit in units:
        for fault in unit.faults.all():
            for photo in fault.photos.all():
                shows.setdefault(photo.pk, []).append(f"{unit.asset.serial} {fault.found}")
    return shows


def photos_by_name(
    round_: Round, shows: Mapping[int, Sequence[str]]
) -> dict[str, evidence.Attachment]:
    """As many as the report holds, those of faults before the others, the oldest first."""
    photos = sorted(photos_of(round_), key=lambda photo: photo.pk not in shows)
    numbered = enumerate(photos[:MOST_PHOTOS], start=1)
    return {f"photo-{number:02d}.jpg": photo for number, photo in numbered}


def captions(
    photos: Mapping[str, evidence.Attachment], shows: Mapping[int, Sequence[str]]
) -> list[list[str]]:
    """Each photo's name with what it shows, "" where it was taken of nothing in particular."""
    return [[name, "；".join(shows.get(photo.pk, ()))] for name, photo in photos.items()]


def pictures_of(round_: Round, photos: Mapping[str, evidence.Attachment]) -> dict[str, bytes]:
    pictures = {name: evidence.content_of(photo) for name, photo in photos.items()}
    if round_.signature is not None:
        pictures["signature.png"] = evidence.content_of(round_.signature)
    return pictures


def moment(round_: Round, at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(ZoneInfo(round_.provider.zone)):%Y-%m-%d %H:%M}"
