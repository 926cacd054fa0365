"""The API: the same actions as the pages, for machines. Documented at `/api/docs`."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import (
    AuthenticationError,
    AuthorizationError,
    HttpError,
    ValidationError,
)
from ninja.security import django_auth

from sanbao.apps.accounts.api import router as me
from sanbao.apps.agreements.api import about_agreements, extensions, templates
from sanbao.apps.assets.api import router as assets
from sanbao.apps.callbacks.api import router as call_backs
from sanbao.apps.claims.api import approvals, months, penalties, sheets, spots
from sanbao.apps.claims.api import imports as sheet_imports
from sanbao.apps.complaints.api import complaints, suggestions
from sanbao.apps.contacts.api import calls, contacts, mailboxes, roster
from sanbao.apps.dealers.api import awards, dealers, failures, surveys
from sanbao.apps.dealers.api import checks as dealer_checks
from sanbao.apps.dealers.api import moves as territory_moves
from sanbao.apps.dealers.api import orders as repair_orders
from sanbao.apps.desk.api import router as cases
from sanbao.apps.dispatch.api import router as dispatch
from sanbao.apps.dispatch.api import stations
from sanbao.apps.insight.api import router as insight
from sanbao.apps.inspections.api import router as inspections
from sanbao.apps.knowledge.api import router as articles
from sanbao.apps.money.api import router as ledger
from sanbao.apps.notices.api import deliveries, webhooks
from sanbao.apps.notices.api import router as notices
from sanbao.apps.obligations.api import router as obligations
from sanbao.apps.parts.api import loans, parts
from sanbao.apps.products.api import router as products
from sanbao.apps.products.api import settled_sales
from sanbao.apps.settlements.api import (
    disputes,
    parts_accounts,
    payments,
    reconciliation,
    runs,
    statements,
)
from sanbao.apps.training.api import certificates, trainings
from sanbao.apps.visits.api import follow_ups, visits
from sanbao.apps.workorders.api import router as work_orders
from sanbao.rules.moves import Refused
from sanbao.site.api_door import TokenAuth
from sanbao.site.pages.paper_api import router as papers
from sanbao.site.pages.upload_api import router as uploads
from sanbao.site.problems import field_errors, problem, refusal

api = NinjaAPI(
    title="Sanbao API",
    version="1",
    description=(
        "After-sales service by the clause. Send a personal token as `Authorization: Bearer …`; "
        "give each write an `Idempotency-Key`, and a repeated request is done once. Problems come "
        "as `application/problem+json` (RFC 9457) in the language of `Accept-Language`. Lists "
        "come in pages: pass `next` back as `after`."
    ),
    auth=[TokenAuth(), django_auth],
    urls_namespace="api",
)


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    return refusal(request, exc)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    return problem(422, errors=field_errors(exc.errors))


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, exc: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, exc: AuthenticationError) -> HttpResponse:
    return problem(401)


@api.exception_handler(AuthorizationError)
def on_forbidden(request: HttpRequest, exc: AuthorizationError) -> HttpResponse:
    return problem(403)


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return problem(exc.status_code, exc.message)


api.add_router("/me", me)
for about in (*about_agreements, papers):
    api.add_router("/agreements", about)
api.add_router("/extensions", extensions)
api.add_router("/templates", templates)
api.add_router("/assets", assets)
api.add_router("/products", products)
api.add_router("/settled-sales", settled_sales)
api.add_router("/ledger", ledger)
api.add_router("/statements", statements)
api.add_router("/settlement-runs", runs)
api.add_router("/payments", payments)
api.add_router("/parts-accounts", parts_accounts)
api.add_router("/disputes", disputes)
api.add_router("/reconciliation", reconciliation)
api.add_router("/calls", calls)
api.add_router("/contacts", contacts)
api.add_router("/mailbox", mailboxes)
api.add_router("/roster", roster)
api.add_router("/cases", cases)
api.add_router("/work-orders", work_orders)
api.add_router("/trainings", trainings)
api.add_router("/certificates", certificates)
api.add_router("/visits", visits)
api.add_router("/uploads", uploads)
api.add_router("/follow-ups", follow_ups)
api.add_router("/dispatch", dispatch)
api.add_router("/stations", stations)
api.add_router("/loans", loans)
api.add_router("/parts", parts)
api.add_router("/inspections", inspections)
api.add_router("/call-backs", call_backs)
api.add_router("/articles", articles)
api.add_router("/complaints", complaints)
api.add_router("/suggestions", suggestions)
api.add_router("/dealers", dealers)
api.add_router("/dealer-checks", dealer_checks)
api.add_router("/repair-sheets", sheets)
api.add_router("/repair-sheet-imports", sheet_imports)
api.add_router("/monthly-forms", months)
api.add_router("/approvals", approvals)
api.add_router("/spot-checks", spots)
api.add_router("/penalties", penalties)
api.add_router("/failures", failures)
api.add_router("/awards", awards)
api.add_router("/territory-moves", territory_moves)
api.add_router("/repair-orders", repair_orders)
api.add_router("/surveys", surveys)
api.add_router("/obligations", obligations)
api.add_router("/insight", insight)
api.add_router("/notices", notices)
api.add_router("/webhooks", webhooks)
api.add_router("/deliveries", deliveries)
