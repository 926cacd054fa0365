"""How a due time is written beside others."""

from datetime import UTC, datetime

from django.template import engines


def test_what_falls_due_at_midnight_falls_due_at_24_00_of_the_day_before() -> None:
    page = "{% load rows %}{{ at|due_minute }} {{ at|short_due }} {{ none|due_minute }}"
    template = engines["django"].from_string(page)
    midnight = datetime(2026, 9, 9, 16, tzinfo=UTC)  # in China
    assert template.render({"at": midnight, "none": None}) == "2026-09-09 24:00 09-09 24:00 "
    later = midnight.replace(minute=5)
    assert template.render({"at": later, "none": None}) == "2026-09-10 00:05 09-10 00:05 "
