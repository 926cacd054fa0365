"""What is handed out with courses."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.training.models import Course, Material
from sanbao.apps.training.queries.session import courses_for


def materials_for(user: User) -> QuerySet[Material]:
    """The papers of the courses that the reader may see."""
    rows = Material.objects.filter(course__in=courses_for(user), dropped_at=None)
    return rows.select_related("file", "course").order_by("pk")


def materials_of(course: Course) -> QuerySet[Material]:
    """The papers of one course that the reader may see already."""
    rows = Material.objects.filter(course=course, dropped_at=None)
    return rows.select_related("file").order_by("pk")
