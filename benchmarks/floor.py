"""The least Django app over the same tables: sign-in by session, the same rows, a bare page.

It fetches the rows that the product's page shows, each table in one query with the names it joins,
and prints every value shown once, in no words of its own. It knows no roles, no wording, no colour,
no forms, no navigation, no language: a floor, not a rival.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path

from sanbao.site.templatetags.case_words import WORDS

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
    SELECT k.id, k.asset_id, k.code, k.state, k.kind, k.description, p.name, p.model, a.serial,
           c.name, s.name, s.province, s.city, s.address, k.reporter_name, k.reporter_phone,
           k.reported_at, k.channel, u.display_name, k.cause, k.exclusions, k.particulars, k.answer,
           k.solved_on_call, k.follow_token, k.closed_at
    FROM desk_case k JOIN assets_asset a ON a.id = k.asset_id
    JOIN products_product p ON p.id = a.product_id JOIN parties_customer c ON c.id = k.customer_id
    JOIN parties_site s ON s.id = a.site_id LEFT JOIN accounts_user u ON u.id = k.opened_by_id
    WHERE k.provider_id = %(provider)s AND k.code = %(code)s
"""
ORDERS = """
    SELECT o.id, o.code, o.state, u.display_name, o.raised_at, o.assigned_at
    FROM workorders_workorder o LEFT JOIN accounts_user u ON u.id = o.engineer_id
    WHERE o.case_id = %(id)s ORDER BY o.id
"""
VISITS = """
    SELECT v.id, v.code, v.state, u.display_name, v.agreed_from, v.agreed_until, v.finding,
           v.arrived_at, v.worked_at, v.signed_at
    FROM visits_visit v JOIN accounts_user u ON u.id = v.engineer_id
    WHERE v.order_id = ANY(%(ids)s) ORDER BY v.id
"""
CALLS = """
    SELECT f.id, f.due_at, f.done_at, f.is_reached, f.satisfaction, u.display_name
    FROM visits_followup f LEFT JOIN accounts_user u ON u.id = f.done_by_id
    WHERE f.case_id = %(id)s ORDER BY f.id
"""
FOUND_BY = """
    SELECT r.code, f.found, f.measured FROM inspections_latentfault f
    JOIN inspections_inspection i ON i.id = f.inspection_id
    JOIN inspections_round r ON r.id = i.round_id WHERE f.case_id = %(id)s
"""
# What else a case may have: what stands in the file of its unit, a spare unit lent.
RUN_LOG = """
    SELECT "on", hours, readings, remarks, is_abnormal FROM assets_runlogentry
    WHERE asset_id = %(asset)s ORDER BY "on" DESC, id DESC LIMIT 5
"""
MAINTENANCE = """
    SELECT "on", what, done_by FROM assets_maintenanceentry
    WHERE asset_id = %(asset)s ORDER BY "on" DESC, id DESC LIMIT 5
"""
LOANS = """
    SELECT l.code, l.state, l.clause, u.name, u.serial FROM parts_loan l
    LEFT JOIN parts_loanunit u ON u.id = l.unit_id WHERE l.case_id = %(id)s ORDER BY l.id DESC
"""
# `{subjects}`: the case with its orders and visits; `{case}`: the case alone.
DECISIONS = """
    SELECT t.number, g.title, v.number, t.decided_at, t.answer
    FROM agreements_decision t JOIN agreements_version v ON v.id = t.version_id
    JOIN agreements_agreement g ON g.id = v.agreement_id WHERE {case} ORDER BY t.number
"""
RECORDS = """
    SELECT f.title, t.filled_at, t.signer_name, u.display_name, f.questions, t.answers
    FROM evidence_record t JOIN evidence_formdefinition f ON f.id = t.form_id
    LEFT JOIN accounts_user u ON u.id = t.filled_by_id WHERE {subjects} ORDER BY t.id
"""
OF_CASE = {
    "obligations": """
        SELECT t.code, t.what, t.clause, g.code, v.number, g.title, t.state, t.due_at, t.met_at
        FROM obligations_obligation t JOIN agreements_version v ON v.id = t.version_id
        JOIN agreements_agreement g ON g.id = v.agreement_id WHERE {case} ORDER BY t.id
    """,
    "lines": """
        SELECT description, quantity, unit_price, payer, clause, amount
        FROM money_line t WHERE {subjects} ORDER BY id
    """,
    "files": """
        SELECT key, name, content_type FROM evidence_attachment t WHERE {subjects} ORDER BY id
    """,
    "history": """
        SELECT t.happening, t.at, u.display_name, t.now, t.details->>'text', t.details->>'reason',
               t.details->>'engineer', t.details->>'note'
        FROM journal_entry t LEFT JOIN accounts_user u ON u.id = t.by_id
        WHERE {subjects} AND t.happening = ANY(%(shown)s) ORDER BY t.id
    """,
}
OF_ONE = "t.provider_id = %(provider)s AND t.subject_kind = 'case' AND t.subject_code = %(code)s"
# The page leaves out of the history what other panels of it tell.
SHOWN = list(WORDS)
SUBJECTS = (
    "t.provider_id = %(provider)s AND (t.subject_kind, t.subject_code) IN"
    " (SELECT * FROM unnest(%(kinds)s::text[], %(codes)s::text[]))"
)
# A paused promise falls due later by what the pause has lasted.
BOARD = """
    SELECT o.code, o.what, o.clause, g.code, v.number, g.title, o.subject_label, o.subject_code,
           o.owed_by, u.display_name, o.province, o.state, o.starts_at,
           CASE o.state WHEN 'paused' THEN o.due_at + (now() - (
               SELECT max(l.at) FROM obligations_logline l
               WHERE l.obligation_id = o.id AND l.kind = 'paused')) ELSE o.due_at END
    FROM obligations_obligation o LEFT JOIN accounts_user u ON u.id = o.owner_id
    JOIN agreements_version v ON v.id = o.version_id
    JOIN agreements_agreement g ON g.id = v.agreement_id
    WHERE o.provider_id = %(provider)s AND o.state IN ('waiting', 'running', 'paused')
    ORDER BY o.due_at, o.id LIMIT %(size)s
"""
BOARD_SIZE = 50
Row = tuple[Any, ...]


def rows(sql: str, **values: object) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def page(title: str, **parts: list[Row]) -> HttpResponse:
    return HttpResponse(PAGE.render({"title": title, "parts": parts}))


@login_required
def search(request: HttpRequest) -> HttpResponse:
    q = request.GET["q"]
    return page("search", found=rows(FOUND, provider=request.user.provider_id, q=q))


@login_required
def case(request: HttpRequest, code: str) -> HttpResponse:
    provider = request.user.provider_id
    found = rows(CASE, provider=provider, code=code)
    orders = rows(ORDERS, id=found[0][0])
    visits = rows(VISITS, ids=[row[0] for row in orders])
    calls = rows(CALLS, id=found[0][0])
    fault = rows(FOUND_BY, id=found[0][0])
    run_log = rows(RUN_LOG, asset=found[0][1])
    maintenance = rows(MAINTENANCE, asset=found[0][1])
    loans = rows(LOANS, id=found[0][0])
    subjects = [
        ("case", code),
        *(("workorder", row[1]) for row in orders),
        *(("visit", row[1]) for row in visits),
    ]
    values = {
        "provider": provider,
        "code": code,
        "kinds": [kind for kind, _code in subjects],
        "codes": [code for _kind, code in subjects],
        "shown": SHOWN,
    }

    def told(sql: str) -> list[Row]:
        return rows(sql.format(case=OF_ONE, subjects=SUBJECTS), **values)

    return page(
        code,
        case=found,
        orders=orders,
        visits=visits,
        calls=calls,
        fault=fault,
        run_log=run_log,
        maintenance=maintenance,
        loans=loans,
        decisions=[line for row in told(DECISIONS) for line in decided(*row)],
        records=[line for row in told(RECORDS) for line in answered(*row)],
        **{name: told(sql) for name, sql in OF_CASE.items()},
    )


def decided(*row: Any) -> Iterator[Row]:
    """A decision with every line of its answer."""
    *head, text = row
    answer = json.loads(text)
    yield tuple(head)
    warranty = answer["warranty"]
    yield tuple(warranty[name] for name in ("covered", "in_period", "why", "clause"))
    for charge in answer["charges"]:
        yield tuple(charge[name] for name in ("item", "payer", "basis", "clause"))
    for duty in answer["obligations"]:
        yield tuple(duty[name] for name in ("what", "by", "due", "clause"))
    for remedy in answer["remedies"]:
        yield tuple(remedy[name] for name in ("what", "when", "fee", "clause"))
    for clause in answer["clauses"]:
        yield clause["id"], clause["text"]


def answered(
    title: str, at: object, signer: str, by: str, questions: str, given: str
) -> Iterator[Row]:
    """A record with every question answered."""
    answers = json.loads(given)
    yield json.loads(title)["zh"], at, signer, by
    for question in json.loads(questions):
        if answers.get(question["name"]):
            yield question["label"]["zh"], answers[question["name"]]


@login_required
def board(request: HttpRequest) -> HttpResponse:
    found = rows(BOARD, provider=request.user.provider_id, size=BOARD_SIZE)
    return page("board", obligations=found)


# By table the columns and the rows of the case to be opened: what the product wrote, to the id.
TO_WRITE: dict[str, tuple[list[str], list[Row]]] = {}
UNIT = """
    SELECT a.id, c.name, s.province, s.area FROM assets_asset a
    JOIN parties_customer c ON c.id = a.customer_id JOIN parties_site s ON s.id = a.site_id
    WHERE a.id = %(unit)s AND a.provider_id = %(provider)s
"""
# The numbers of the case and of its promises.
NUMBERS = """
    INSERT INTO journal_sequence (provider_id, prefix, "on", last)
    VALUES (%(provider)s, %(prefix)s, current_date, %(count)s)
    ON CONFLICT (provider_id, prefix, "on")
    DO UPDATE SET last = journal_sequence.last + excluded.last RETURNING last
"""


@login_required
def opening(request: HttpRequest, unit: int) -> HttpResponse:
    """Open a case whose form is right and whose decision is known: only to find the unit, to take
    the numbers and to write the rows is left, each table in one statement.
    """
    provider = request.user.provider_id
    if not request.POST["description"] or not rows(UNIT, unit=unit, provider=provider):
        return HttpResponse(status=404)
    with transaction.atomic():
        rows(NUMBERS, provider=provider, prefix="BX", count=1)
        promises = len(TO_WRITE["obligations_obligation"][1])
        rows(NUMBERS, provider=provider, prefix="LY", count=promises)
        with connection.cursor() as cursor:
            for table, (columns, written) in TO_WRITE.items():
                row = f"({', '.join(['%s'] * len(columns))})"
                names = ", ".join(f'"{name}"' for name in columns)
                cursor.execute(
                    f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * len(written))}",
                    [value for row in written for value in row],
                )
    return HttpResponseRedirect("/board/")


urlpatterns = [
    path("open/<int:unit>/", opening),
    path("search/", search),
    path("case/<str:code>/", case),
    path("board/", board),
]
