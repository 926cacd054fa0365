"""Courses with their material, and which work asks for which certificate, over the API."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.products import queries as products
from sanbao.apps.training import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["trainings"])


class CourseOut(Schema):
    code: str
    topic: str
    audience: list[str]
    points: list[str] = Field(description="the syllabus")
    pass_mark: int | None
    certifies: str = Field(description="code of the qualification that who passes gets")
    is_offered: bool

    @staticmethod
    def resolve_certifies(row: queries.Course) -> str:
        return row.qualification.code if row.qualification else ""


class CoursePage(Schema):
    items: list[CourseOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class MaterialOut(Schema):
    pk: int
    title: str
    name: str
    url: str

    @staticmethod
    def resolve_name(row: queries.Material) -> str:
        return row.file.name

    @staticmethod
    def resolve_url(row: queries.Material) -> str:
        return f"/files/{row.file.key}/"


class CourseDetail(CourseOut):
    materials: list[MaterialOut]

    @staticmethod
    def resolve_materials(row: queries.Course) -> list[queries.Material]:
        return list(queries.materials_of(row))


class CourseIn(Schema):
    topic: str = Field(min_length=1, max_length=120)
    audience: list[queries.Audience] = Field(min_length=1)
    syllabus: str = Field("", max_length=4000, description="one point a line")
    pass_mark: int | None = Field(None, ge=1, le=100, description="null where nobody is tested")
    certifies: str = Field("", description="code of the qualification")


class CourseChange(CourseIn):
    is_offered: bool = True


class NeedOut(Schema):
    """`product` is empty for any; `courses` are those on offer that give the qualification."""

    pk: int
    work: str
    product: str
    qualification: str
    name: str
    clause: str
    courses: list[str]


class Needs(Schema):
    items: list[NeedOut]


class NeedIn(Schema):
    work: queries.Work
    qualification: str = Field(description="code of the qualification")
    product: str = Field("", description="code of the product; empty for any")
    clause: str = Field("", max_length=20)


@router.get("/courses", response=CoursePage, summary="Courses, newest first")
def courses(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = api_reader(request, *queries.READERS)
    page = page_of(queries.courses_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/courses", response={201: CourseDetail}, summary="A new course")
def create_course(request: HttpRequest, payload: CourseIn) -> Status[queries.Course]:
    me = api_reader(request, Role.MANAGER)
    details, at = details_of(me, payload), timezone.now()
    made = actions.create_course(details, provider=me.provider, at=at, by=me)
    return Status(201, found(me, made.code))


@router.get("/courses/{code}", response=CourseDetail, summary="One course with its material")
def course(request: HttpRequest, code: str) -> queries.Course:
    return found(api_reader(request, *queries.READERS), code)


@router.put("/courses/{code}", response=CourseDetail, summary="Change a course")
def change_course(request: HttpRequest, code: str, payload: CourseChange) -> queries.Course:
    me = api_reader(request, Role.MANAGER)
    row, offered = found(me, code), payload.is_offered
    actions.change_course(
        row, details_of(me, payload), is_offered=offered, at=timezone.now(), by=me
    )
    return found(me, code)


@router.post("/courses/{code}/material", response={201: CourseDetail}, summary="Add material")
def add_material(
    request: HttpRequest,
    code: str,
    file: Annotated[UploadedFile, File(description="PDF or picture")],
    title: Annotated[str, Form(min_length=1, max_length=120)],
    key: Annotated[UUID, Form()],
) -> Status[queries.Course]:
    """Checked by its content; the same key again adds nothing."""
    me = api_reader(request, Role.MANAGER)
    actions.add_material(found(me, code), title, file, key=key, by=me, at=timezone.now())
    return Status(201, found(me, code))


@router.get("/needs", response=Needs, summary="Which work asks for which certificate")
def needs(request: HttpRequest) -> dict[str, Any]:
    """And which courses give it. Where no row speaks of a work it asks for `service`."""
    return needs_shown(reader(request))


@router.post("/needs", response={201: Needs}, summary="A work asks for a certificate")
def require(request: HttpRequest, payload: NeedIn) -> Status[dict[str, Any]]:
    """The same again changes nothing."""
    me = api_reader(request, Role.MANAGER)
    kind = qualification_of(me, payload.qualification, field="qualification")
    product = products.products_for(me).filter(code=payload.product).first()
    if payload.product and product is None:
        raise Refused(Message("there is no product with this code"), field="product")
    work, clause, at = payload.work.value, payload.clause, timezone.now()
    actions.require(work, kind, product=product, clause=clause, at=at, by=me)
    return Status(201, needs_shown(me))


@router.post("/needs/{pk}/drop", response=Needs, summary="A work asks for it no more")
def drop_need(request: HttpRequest, pk: int) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    need = get_object_or_404(queries.needs_for(me), pk=pk)
    actions.drop_need(need, at=timezone.now(), by=me)
    return needs_shown(me)


def needs_shown(me: User) -> dict[str, Any]:
    giving = queries.courses_giving(me)
    found = [
        {
            "pk": row.pk,
            "work": row.work,
            "product": row.product.code if row.product else "",
            "qualification": row.qualification.code,
            "name": row.qualification.name,
            "clause": row.clause,
            "courses": [course.code for course in giving.get(row.qualification_id, [])],
        }
        for row in queries.needs_for(me).order_by("work", "pk")
    ]
    return {"items": found}


def details_of(me: User, payload: CourseIn) -> actions.CourseDetails:
    kind = payload.certifies and qualification_of(me, payload.certifies, field="certifies")
    return actions.CourseDetails(
        payload.topic,
        [one.value for one in payload.audience],
        payload.syllabus,
        payload.pass_mark,
        kind or None,
    )


def qualification_of(me: User, code: str, *, field: str) -> queries.Qualification:
    found = queries.qualifications_for(me).filter(code=code).first()
    if found is None:
        raise Refused(Message("there is no qualification with this code"), field=field)
    return found


def found(me: User, code: str) -> queries.Course:
    return get_object_or_404(queries.courses_for(me), code=code)
