"""The least Django app over the same tables: sign-in by session, the same rows, a bare page.

It fetches what the product's page shows with as few queries as may be and prints every value
once. It knows no roles, no wording, no time left, no forms, no navigation: a floor, not a rival.
"""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title>"
    "{% for name, rows in parts.items %}<h2>{{ name }}</h2><table>"
    "{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>{% endfor %}"
)
FOUND = """
    SELECT a.id, a.serial, p.name, p.model, c.name, s.name, s.province, s.city, s.area,
           s.contact_name, s.contact_phone
    FROM assets_asset a JOIN products_product p ON p.id = a.product_id
    JOIN parties_customer c ON c.id = a.customer_id JOIN parties_site s ON s.id = a.site_id
    WHERE a.provider_id = %(provider)s AND a.tokens @> search_grams(search_fold(%(q)s))
    AND strpos(a.search_text, search_fold(%(q)s)) > 0 ORDER BY a.id DESC LIMIT 20
"""
CASE = """
    SELECT k.*, a.serial, p.name, p.model, c.name, c.phone, s.name, s.province, s.city, s.address
    FROM desk_case k JOIN assets_asset a ON a.id = k.asset_id
    JOIN products_product p ON p.id = a.product_id JOIN parties_customer c ON c.id = k.customer_id
    JOIN parties_site s ON s.id = a.site_id WHERE k.provider_id = %(provider)s AND k.code = %(code)s
"""
OF_CASE = {
    "decisions": "SELECT * FROM agreements_decision WHERE {subjects} ORDER BY number",
    "obligations": "SELECT * FROM obligations_obligation WHERE {subjects} ORDER BY id",
    "lines": "SELECT * FROM money_line WHERE {subjects} ORDER BY id",
    "records": "SELECT * FROM evidence_record WHERE {subjects} ORDER BY id",
    "files": "SELECT * FROM evidence_attachment WHERE {subjects} ORDER BY id",
    "history": "SELECT * FROM journal_entry WHERE {subjects} ORDER BY id",
}
SUBJECTS = (
    "provider_id = %(provider)s AND (subject_kind, subject_code) IN"
    " (SELECT * FROM unnest(%(kinds)s::text[], %(codes)s::text[]))"
)
BOARD = """
    SELECT o.*, u.display_name, g.code, g.title FROM obligations_obligation o
    LEFT JOIN accounts_user u ON u.id = o.owner_id JOIN agreements_version v ON v.id = o.version_id
    JOIN agreements_agreement g ON g.id = v.agreement_id
    WHERE o.provider_id = %(provider)s AND o.state IN ('waiting', 'running', 'paused')
    ORDER BY o.due_at, o.id LIMIT %(size)s
"""
BOARD_SIZE = 50


def rows(sql: str, **values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def page(title: str, **parts: list[tuple[object, ...]]) -> HttpResponse:
    return HttpResponse(PAGE.render({"title": title, "parts": parts}))


@login_required
def search(request: HttpRequest) -> HttpResponse:
    q = request.GET["q"]
    return page("search", found=rows(FOUND, provider=request.user.provider_id, q=q))


@login_required
def case(request: HttpRequest, code: str) -> HttpResponse:
    provider = request.user.provider_id
    found = rows(CASE, provider=provider, code=code)
    orders = rows("SELECT * FROM workorders_workorder WHERE case_id = %(id)s", id=found[0][0])
    visits = rows(
        "SELECT * FROM visits_visit WHERE order_id = ANY(%(ids)s)", ids=[row[0] for row in orders]
    )
    subjects = [
        ("case", code),
        *(("workorder", row[1]) for row in orders),
        *(("visit", row[1]) for row in visits),
    ]
    values = {
        "provider": provider,
        "kinds": [kind for kind, _code in subjects],
        "codes": [code for _kind, code in subjects],
    }
    parts = {name: rows(sql.format(subjects=SUBJECTS), **values) for name, sql in OF_CASE.items()}
    return page(code, case=found, orders=orders, visits=visits, **parts)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    found = rows(BOARD, provider=request.user.provider_id, size=BOARD_SIZE)
    return page("board", obligations=found)


urlpatterns = [
    path("search/", search),
    path("case/<str:code>/", case),
    path("board/", board),
]
