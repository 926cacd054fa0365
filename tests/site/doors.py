"""Who may go through which door: every page and every endpoint, as the tests hold it to be.

A door that is not in a table fails tests/site/test_doors.py, so nobody adds one without saying
who may. What kinds of doors there are:

list    shows rows of the company: ours to us, none of ours to a stranger
page    shows nothing of a row: a form to fill, an empty file
thing   shows one row of ours: 404 for who may not, and for a stranger of the same role
step    changes one row of ours by POST: 404 likewise, and nothing is changed
own     changes by POST what is one's own, whatever anybody else's: it names no row
new     makes a row of one's own company: a stranger makes one of his
body    the API alone: the row is named in the body, so a stranger is told that there is none (422)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sanbao import templates
from sanbao.apps.accounts.access import STAFF, Role

ALL = tuple(Role)
CUSTOMER, DEALER, ENGINEER = Role.CUSTOMER, Role.DEALER, Role.ENGINEER
DESK, DISPATCHER, MANAGER = Role.DESK, Role.DISPATCHER, Role.MANAGER
QUALITY, SALES, AUDITOR, ADMIN = Role.QUALITY, Role.SALES, Role.AUDITOR, Role.ADMINISTRATOR
MARKETING, FINANCE = Role.MARKETING, Role.FINANCE

OFFICE = (DESK, DISPATCHER, MANAGER, QUALITY, AUDITOR)
CASES = (*OFFICE, ENGINEER, DEALER)
CALLS = (DESK, MANAGER)
WORKS = (ENGINEER, MANAGER)
SENDS = (DISPATCHER, MANAGER)
HANDLES = (DESK, DISPATCHER, MANAGER)
SENDERS = (DESK, DISPATCHER, MANAGER, ENGINEER, DEALER, CUSTOMER)
KNOWS = (DESK, MANAGER, QUALITY)
OUTSIDE = (CUSTOMER, DEALER)
SEES_PAPER = (*STAFF, DEALER, CUSTOMER)
SIGNS_FOR_US = (MANAGER, SALES, MARKETING)
SIGNS = (*SIGNS_FOR_US, DEALER, CUSTOMER)
IMPORTS = (MANAGER, ADMIN, AUDITOR)
SAYS_DONE = (DESK, DISPATCHER, MANAGER, QUALITY, Role.FINANCE, Role.MARKETING)
FOLLOWS = (DESK, MANAGER, QUALITY, AUDITOR)
RUNS_DEALERS = (MANAGER, MARKETING, Role.FINANCE, QUALITY, AUDITOR)
KEEPS_DEALERS = (MANAGER, MARKETING, DEALER)
SENDS_DEALERS = (DESK, DISPATCHER, *RUNS_DEALERS)
PAYS_DEALERS = (MANAGER, Role.FINANCE)
INBOX = (DESK, MANAGER, QUALITY, AUDITOR, ENGINEER, SALES)
ANSWERING = (DESK, MANAGER, ENGINEER, SALES)
SEES_SALES = (FINANCE, MARKETING, SALES, AUDITOR, DEALER)
TAKES_SALES = (FINANCE, SALES)
SETTLES = (MANAGER, MARKETING, FINANCE, AUDITOR)
READS_LEDGER = (FINANCE, AUDITOR)
JUDGES = (MANAGER, QUALITY)
CLAIMS = (MANAGER, DESK, QUALITY, MARKETING, Role.FINANCE, AUDITOR, DEALER)
FIGURES = tuple(role for role in STAFF if role != ENGINEER)


@dataclass(frozen=True, slots=True)
class Door:
    """things: names of what stands in its address, as `house.things` names them. body: of a POST,
    where `{case}` is the case's number, and so on. asked: behind the question mark of a GET.
    """

    kind: str
    may: tuple[str, ...]
    things: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)


def door(kind: str, may: tuple[str, ...], /, *things: str, **body: Any) -> Door:
    return Door(kind, may, things, body)


REASON = {"reason": "门前试探"}
OURS_PART = "OURS-P"
IN_VAN = {"kind": "van", "store": "{van_code}", "part": OURS_PART, "quantity": "1"}
SALE = {
    "reference": "N-1",
    "dealer": "OURS D-1",
    "settled_on": "2026-01-05",
    "units": 1,
    "amount": "1.00",
}
ENDPOINT = {"label": "试", "url": "https://erp.example/", "happenings": ["case.closed"]}
# As `str.format` leaves it whole.
FILE = templates.read("fire-door").replace("{", "{{").replace("}", "}}")
SEES_UNITS = (*STAFF, DEALER, CUSTOMER)
LOGS = (CUSTOMER, DESK, ENGINEER, MANAGER)
PAGES: Mapping[str, Door] = {
    "accounts:profile": door("page", ALL),
    "accounts:user_list": door("list", (ADMIN,)),
    "accounts:user_new": door("page", (ADMIN,)),
    "accounts:user_edit": door("thing", (ADMIN,), "user_pk"),
    "accounts:token_list": door("page", ALL),
    "agreements:list": door("list", SEES_PAPER),
    "agreements:gallery": door("page", (MANAGER,)),
    "agreements:new_from_file": door("page", (MANAGER,)),
    "agreements:create": door("page", (MANAGER,), "template"),
    "agreements:detail": door("thing", SEES_PAPER, "agreement"),
    "agreements:particulars": door("thing", (MANAGER,), "agreement"),
    "agreements:law": door("thing", SEES_PAPER, "agreement"),
    "agreements:revise": door("step", (MANAGER,), "agreement"),
    "agreements:suspend": door("step", (MANAGER,), "agreement", **{"suspend-reason": "试"}),
    "agreements:resume": door("step", (MANAGER,), "agreement"),
    "agreements:terminate": door("step", (MANAGER,), "agreement", on="2099-12-31", **REASON),
    "agreements:renew": door("step", (MANAGER,), "agreement"),
    "agreements:version": door("thing", SEES_PAPER, "agreement", "number"),
    "agreements:copy": door("thing", (MANAGER,), "agreement", "number"),
    "agreements:compare": door("thing", SEES_PAPER, "agreement", "number"),
    "agreements:edit": door("thing", (MANAGER,), "agreement", "number"),
    "agreements:export": door("thing", STAFF, "agreement", "number"),
    "agreements:import": door("thing", (MANAGER,), "agreement", "number"),
    "agreements:save_template": door("thing", (MANAGER,), "agreement", "number"),
    "agreements:create_from_own": door("thing", (MANAGER,), "own_template"),
    "agreements:retire_template": door("step", (MANAGER,), "own_template"),
    "agreements:trial": door("thing", (MANAGER,), "agreement", "number"),
    "agreements:try_out": door("step", (MANAGER,), "agreement", "number", covers="agreement"),
    "agreements:fill": door("step", (MANAGER,), "agreement", "number"),
    "agreements:preview": door("step", (MANAGER,), "agreement", "number"),
    "agreements:paper": door("thing", SEES_PAPER, "agreement", "number"),
    "agreements:paper_pdf": door("thing", SEES_PAPER, "agreement", "number"),
    "agreements:paper_word": door("thing", SEES_PAPER, "agreement", "number"),
    "notices:list": door("list", (MANAGER, *(role for role in ALL if role != MANAGER))),
    "notices:preferences": door("page", ALL),
    "notices:calendar": door("page", (*STAFF, DEALER)),
    "notices:calendar_revoke": door("own", (*STAFF, DEALER)),
    "notices:read": door("step", (MANAGER,), "notice_pk"),
    "notices:read_all": door("own", ALL),
    "notices:endpoint_list": door("list", (ADMIN,)),
    "notices:endpoint_new": door("page", (ADMIN,)),
    "notices:endpoint": door("thing", (ADMIN,), "endpoint_pk"),
    "notices:rotate": door("step", (ADMIN,), "endpoint_pk"),
    "notices:delivery_list": door("list", (ADMIN,)),
    "notices:delivery": door("thing", (ADMIN,), "delivery_pk"),
    "notices:again": door("step", (ADMIN,), "delivery_pk"),
    "agreements:submit": door("step", (MANAGER,), "agreement", "number"),
    "agreements:acknowledge": door("step", (MANAGER,), "agreement", "number"),
    "agreements:send_back": door("step", (MANAGER,), "agreement", "number"),
    "agreements:hand_out": door("step", (MANAGER,), "agreement", "number"),
    "agreements:force": door("step", (MANAGER,), "agreement", "number"),
    "agreements:sign": door("thing", SIGNS, "agreement", "number"),
    "agreements:sign_side": door("thing", SIGNS, "agreement", "number", "their_side"),
    "agreements:seal": door("step", SIGNS_FOR_US, "agreement", "number", "their_side"),
    "agreements:extension_list": door("list", (*STAFF, DEALER)),
    "agreements:ask_extension": door("page", (MANAGER, DEALER)),
    "agreements:extension": door("thing", (*STAFF, DEALER), "extension"),
    "obligations:board": Door("list", STAFF, asked={"state": "met"}),
    "obligations:policies": door("page", (MANAGER,)),
    "obligations:policy": door("page", (MANAGER,)),
    "obligations:drop_policy": door("own", (MANAGER,), what="nothing"),
    "obligations:detail": door("thing", STAFF, "obligation"),
    "obligations:duties": Door("list", (DEALER, CUSTOMER)),
    "obligations:duty": door("thing", (DEALER,), "duty"),
    "obligations:done": door(
        "step", (*SAYS_DONE, DEALER), "duty", done_at="2026-01-05T09:00", note="门前试探"
    ),
    "obligations:lapse": door("step", (DESK, *SENDS), "upkeep", **REASON),
    "obligations:restore": door("step", (DESK, *SENDS), "upkeep"),
    "obligations:pause": door("step", (DESK, *SENDS, ENGINEER), "obligation", reason="customer"),
    "obligations:resume": door("step", (DESK, *SENDS, ENGINEER), "obligation"),
    "obligations:excuse": door("step", (MANAGER,), "obligation", **REASON),
    "insight:kept": door("page", FIGURES),
    "insight:ledger": door("page", FIGURES),
    "insight:calendar": door("page", FIGURES),
    "parties:customers": door("list", STAFF),
    "parties:create_customer": door("page", CALLS),
    "parties:customer": door("thing", STAFF, "customer"),
    "parties:change_customer": door("thing", CALLS, "customer"),
    "parties:create_site": door("thing", CALLS, "customer"),
    "parties:change_site": door("thing", CALLS, "customer", "site_pk"),
    "parties:dealers": door("list", STAFF),
    "parties:dealer": door("thing", STAFF, "dealer"),
    "parties:stations": door("list", STAFF),
    "parties:create_station": door("page", (MANAGER,)),
    "parties:serving": Door("list", STAFF, asked={"province": "江苏"}),
    "parties:add_territory": door("step", (MANAGER,), "station", province="江苏"),
    "parties:remove_territory": door("step", (MANAGER,), "station", "territory_pk"),
    "parties:create_person": door("page", (MANAGER,)),
    "training:session_list": door("list", SEES_UNITS),
    "training:course_list": door("list", SEES_UNITS),
    "training:create_course": door("page", (MANAGER,)),
    "training:course": door("thing", SEES_UNITS, "course"),
    "training:change_course": door("thing", (MANAGER,), "course"),
    "training:add_material": door("step", (MANAGER,), "course"),
    "training:drop_material": door("step", (MANAGER,), "course", "material_pk"),
    "training:plan": door("thing", (MANAGER,), "course"),
    "training:session": door("thing", SEES_UNITS, "session"),
    "training:change_session": door("thing", (MANAGER,), "session"),
    "training:sign_up": door("step", (MANAGER, DEALER, CUSTOMER, ENGINEER), "session"),
    "training:withdraw": door("step", (MANAGER, DEALER), "session", "enrolment_pk"),
    "training:cancel": door("step", (MANAGER,), "session", **REASON),
    "training:hold": door("thing", (MANAGER,), "session"),
    "training:mine": door("page", ALL),
    "training:people": door("list", SEES_UNITS),
    "training:person": door("thing", STAFF, "person_pk"),
    "training:certificate_list": Door("list", SEES_UNITS, asked={"shown": ""}),
    "training:certificate": door("thing", STAFF, "certificate_pk"),
    "training:renew": door("step", (MANAGER,), "certificate_pk", until="2099-12-31"),
    "training:revoke": door("step", (MANAGER,), "certificate_pk", **REASON),
    "training:needs": door("list", STAFF),
    "training:drop_need": door("step", (MANAGER,), "need_pk"),
    "products:list": door("list", (*STAFF, DEALER)),
    "products:create": door("page", (MANAGER,)),
    "products:change": door("thing", (MANAGER,), "product_pk"),
    "products:price_lists": door("list", (*STAFF, DEALER, CUSTOMER)),
    "products:publish": door("page", (MANAGER,)),
    "products:price_list": door("thing", (*STAFF, DEALER, CUSTOMER), "price_list_pk"),
    "products:sale_list": door("list", SEES_SALES),
    "products:record_sales": door("page", TAKES_SALES),
    "money:trial_balance": door("page", READS_LEDGER),
    "money:line_list": door("list", READS_LEDGER),
    "settlements:list": door("list", (*SETTLES, DEALER)),
    "settlements:run_list": door("list", SETTLES),
    "settlements:progress": door("thing", SETTLES, "run_pk"),
    "settlements:stop_run": door("step", (MANAGER,), "run_pk"),
    "settlements:remittance_list": door("list", READS_LEDGER),
    "settlements:dispute_list": door("list", (*SETTLES, DEALER)),
    "settlements:dispute": door("thing", (*SETTLES, DEALER), "dispute"),
    "settlements:raise_dispute": door("thing", (DEALER,), "statement"),
    "settlements:reconciliation": door("page", READS_LEDGER),
    "settlements:parts": door("thing", (*SETTLES, DEALER), "dealer"),
    "settlements:parts_section": door("thing", (*SETTLES, DEALER), "dealer", "moves_word"),
    "settlements:parts_file": door("thing", (*SETTLES, DEALER), "dealer", "moves_word"),
    "settlements:remit": door("own", (FINANCE,)),
    "settlements:layout": door("page", (FINANCE,)),
    "settlements:remittance": door("thing", READS_LEDGER, "remittance"),
    "settlements:remittance_file": door("thing", READS_LEDGER, "remittance"),
    "settlements:statement": door("thing", (*SETTLES, DEALER), "statement"),
    "settlements:pdf": door("thing", (*SETTLES, DEALER), "statement"),
    "settlements:excel": door("thing", (*SETTLES, DEALER), "statement"),
    "settlements:step": door("step", (FINANCE, DEALER), "statement", "invoice", number="12345678"),
    "assets:list": door("list", (*STAFF, DEALER, CUSTOMER)),
    "assets:register": Door("thing", CALLS, asked={"customer": "customer"}),
    "assets:choose": door("list", CALLS),
    "assets:imports": door("list", IMPORTS),
    "assets:upload": door("page", (MANAGER,)),
    "assets:template": door("page", IMPORTS),
    "assets:import": door("thing", IMPORTS, "batch"),
    "assets:progress": door("thing", IMPORTS, "batch"),
    "assets:bad_rows": door("thing", IMPORTS, "batch"),
    "assets:confirm": door("step", (MANAGER,), "batch"),
    "assets:change": door("thing", CALLS, "serial"),
    "assets:run_log": door("thing", SEES_UNITS, "serial"),
    "assets:maintenance": door("thing", SEES_UNITS, "serial"),
    "assets:label": door("thing", (*STAFF, DEALER, CUSTOMER), "serial"),
    "assets:asset": door("thing", (*STAFF, DEALER, CUSTOMER), "serial"),
    "contacts:list": door("list", INBOX),
    "contacts:call": door("page", (*CALLS, ENGINEER)),
    "contacts:ringing": door("page", INBOX),
    "contacts:figures": door("page", FOLLOWS),
    "contacts:live": door("page", INBOX),
    "contacts:roster": door("list", INBOX),
    "contacts:plan": door("step", (MANAGER,), "line"),
    "contacts:copy": door("own", (MANAGER,), week="2026-01-05"),
    "contacts:drop": door("step", (MANAGER,), "shift_pk"),
    "contacts:create_line": door("page", (MANAGER,)),
    "contacts:line": door("thing", INBOX, "line"),
    "contacts:mine": door("page", (CUSTOMER,)),
    "contacts:mine_live": Door("thing", (CUSTOMER,)),
    "contacts:mailbox": door("page", (ADMIN,)),
    "contacts:test_mailbox": door("own", (ADMIN,)),
    "contacts:rate_mine": Door("step", (CUSTOMER,)),
    "contacts:contact": door("thing", INBOX, "contact"),
    "contacts:step": door("step", ANSWERING, "contact", "take_step"),
    "desk:home": door("list", OFFICE),
    "desk:search": Door("list", OFFICE, asked={"q": "清河水泥厂"}),
    "desk:call": door("thing", CALLS, "asset_pk"),
    "desk:call_preview": door("step", CALLS, "asset_pk", kind="fault_reported"),
    # Sales sees the cases that ask for a price, and ours does not.
    "desk:case_list": door("list", (*CASES, SALES)),
    "desk:case": door("thing", CASES, "case"),
    "desk:add_file": door("step", SENDERS, "case"),
    "desk:step": door("step", (DESK, *SENDS), "case", "note", text="门前试探"),
    "desk:customer_home": door("list", (CUSTOMER,)),
    "desk:customer_report": door("thing", (CUSTOMER,), "asset_pk"),
    "desk:customer_preview": door("step", (CUSTOMER,), "asset_pk", kind="fault_reported"),
    "desk:customer_case": door("thing", (CUSTOMER,), "case"),
    "workorders:list": door("list", (*OFFICE, ENGINEER)),
    "workorders:raise": door("thing", (DESK, *SENDS), "case"),
    "workorders:order": door("thing", (*OFFICE, ENGINEER), "order"),
    "workorders:assign": door("step", SENDS, "order", engineer="{engineer_pk}"),
    "workorders:unassign": door("step", SENDS, "order", **REASON),
    "workorders:cancel": door("step", SENDS, "order", **REASON),
    "dispatch:plan_list": door("page", SENDS),
    "dispatch:plan": door("thing", SENDS, "plan_run"),
    "dispatch:stop_plan": door("step", SENDS, "plan_run"),
    "dispatch:accept_plan": door("step", SENDS, "plan_run"),
    "dispatch:regions": door("list", OFFICE),
    "dispatch:board": door("list", OFFICE),
    "dispatch:changed": door("list", OFFICE),
    "dispatch:map": door("list", OFFICE),
    "dispatch:best": door("thing", SENDS, "order"),
    "dispatch:place": door("thing", SENDS, "order"),
    "dispatch:needs": door("thing", (*OFFICE, ENGINEER), "order"),
    "dispatch:company": door("thing", SENDS, "order"),
    "dispatch:stay_away": door("step", SENDS, "order", "engineer_pk"),
    "dispatch:take_off": door("step", SENDS, "order"),
    "dispatch:engineer_list": door("list", (*OFFICE, ENGINEER)),
    "dispatch:engineer": door("thing", (*OFFICE, ENGINEER), "engineer_pk"),
    "dispatch:hours": door("step", SENDS, "engineer_pk"),
    "dispatch:away": door("step", SENDS, "engineer_pk"),
    "dispatch:withdraw": door("step", SENDS, "absence_pk"),
    "visits:list": door("list", OFFICE),
    "visits:today": door("page", (ENGINEER,)),
    "visits:follow_ups": door("list", FOLLOWS),
    "visits:follow_up": door("thing", FOLLOWS, "follow_up_pk"),
    "visits:try_again": door("step", CALLS, "follow_up_pk", seen=0),
    "visits:give_up": door("step", CALLS, "follow_up_pk"),
    "visits:agree": door("thing", WORKS, "order"),
    "visits:visit": door("thing", (*OFFICE, ENGINEER, CUSTOMER, DEALER), "visit"),
    "visits:move": door("step", WORKS, "visit", **REASON),
    "visits:abandon": door("step", WORKS, "visit", **REASON),
    "visits:back": door("step", WORKS, "visit", seen="signed", **REASON),
    "visits:arrive": door("step", WORKS, "visit"),
    "visits:papers": door("thing", WORKS, "visit"),
    "visits:checklist": door("thing", WORKS, "visit"),
    "visits:photo": door("thing", WORKS, "visit"),
    "visits:work": door("thing", WORKS, "visit"),
    "visits:used_row": door("thing", WORKS, "visit"),
    "visits:sign": door("thing", WORKS, "visit"),
    "visits:report": door("step", WORKS, "visit", summary="门前试探"),
    "visits:report_paper": door("thing", (*OFFICE, ENGINEER, CUSTOMER, DEALER), "visit"),
    "inspections:list": door("list", OFFICE),
    "inspections:today": door("page", (ENGINEER,)),
    "inspections:quotes": door("list", (*OFFICE, CUSTOMER)),
    "inspections:answer_quote": door("step", (*CALLS, CUSTOMER), "quote_pk", is_accepted="no"),
    "inspections:opinions": door("list", OFFICE),
    "inspections:request": door("thing", (*CALLS, CUSTOMER), "serial"),
    "inspections:round": door("thing", (*OFFICE, ENGINEER, CUSTOMER), "round"),
    "inspections:plan": door("step", SENDS, "round", **REASON),
    "inspections:notify": door("step", (DESK, *SENDS), "round", whom="钱一"),
    "inspections:cancel": door("step", SENDS, "round", **REASON),
    "inspections:start": door("step", WORKS, "round"),
    "inspections:photo": door("step", WORKS, "round"),
    "inspections:sign": door("thing", WORKS, "round"),
    "inspections:report_paper": door("thing", (*OFFICE, ENGINEER, CUSTOMER), "round"),
    "inspections:checklist": door("thing", WORKS, "round", "inspection_pk"),
    "inspections:fault": door("thing", WORKS, "round", "inspection_pk"),
    "inspections:fault_photo": door("thing", WORKS, "round", "quote_pk"),
    "inspections:opinion": door("thing", WORKS, "round", "inspection_pk"),
    "inspections:call_off": door("thing", WORKS, "round", "inspection_pk"),
    "knowledge:list": door("list", SEES_UNITS),
    "knowledge:beside": Door("list", STAFF, asked={"description": "OURS"}),
    "knowledge:write": door("page", KNOWS),
    "knowledge:article": door("thing", SEES_UNITS, "article"),
    "knowledge:revise": door("thing", KNOWS, "article"),
    "knowledge:publish": door("step", KNOWS, "article"),
    "knowledge:read": door("step", OUTSIDE, "article"),
    "knowledge:documents": door("thing", SEES_UNITS, "serial"),
    "desk:to_article": door("step", KNOWS, "case"),
    "claims:list": door("list", CLAIMS),
    "claims:new": door("page", (DEALER,)),
    "claims:upload": door("page", (DEALER,)),
    "claims:import": door("thing", CLAIMS, "sheet_import"),
    "claims:take_in": door("step", (DEALER,), "sheet_import"),
    "claims:bad_rows": door("thing", CLAIMS, "sheet_import", "sheets_word"),
    "claims:month_list": door("list", CLAIMS),
    "claims:hand_in": door("own", (DEALER,), month="2099-12"),
    "claims:penalty_list": door("list", CLAIMS),
    "claims:penalty": door("thing", CLAIMS, "penalty"),
    "claims:penalty_step": door("step", (DEALER,), "penalty", "dispute_word", **REASON),
    "claims:spot_list": door("list", CLAIMS[:-1]),
    "claims:draw": door("own", JUDGES, month="2099-12"),
    "claims:spot": door("thing", CLAIMS[:-1], "spot_pk"),
    "claims:release": door("step", JUDGES, "spot_pk"),
    "claims:word_list": door("list", CLAIMS),
    "claims:ask_word": door("page", (DEALER,)),
    "claims:word": door("thing", CLAIMS, "approval"),
    "claims:sheet": door("thing", CLAIMS, "sheet"),
    "claims:photo": door("thing", (DEALER,), "draft_sheet"),
    "claims:edit": door("thing", (DEALER,), "draft_sheet"),
    "claims:step": door("step", KNOWS, "sheet", "check_word", heard="missed"),
    "complaints:list": door("list", OFFICE),
    "complaints:take": door("page", HANDLES),
    "complaints:mine": door("list", OUTSIDE),
    "complaints:complain": door("page", OUTSIDE),
    "complaints:figures": door("page", OFFICE),
    "complaints:suggestion_list": door("list", (*OFFICE, MARKETING)),
    "complaints:suggest": door("page", OUTSIDE),
    "complaints:suggestion": door("thing", (*OFFICE, MARKETING, *OUTSIDE), "suggestion"),
    "complaints:suggestion_step": door(
        "step", HANDLES, "suggestion", "answer_word", answer="门前试探"
    ),
    "complaints:complaint": door("thing", (*OFFICE, *OUTSIDE), "complaint"),
    "complaints:step": door("step", (*HANDLES, *OUTSIDE), "complaint", "note", text="门前试探"),
    "dealers:list": door("list", RUNS_DEALERS),
    "dealers:file": door("thing", (*RUNS_DEALERS, DEALER), "dealer"),
    "dealers:step": door(
        "step",
        KEEPS_DEALERS,
        "dealer",
        "dealer_step",
        kind="phone",
        name="门前试探",
        quantity=1,
    ),
    "dealers:home": door("list", (DEALER,)),
    "dealers:order_list": door("list", (*SENDS_DEALERS, DEALER)),
    "dealers:send": door("thing", HANDLES, "case"),
    "dealers:order": door("thing", (*SENDS_DEALERS, DEALER), "repair_order"),
    "dealers:order_step": door("step", HANDLES, "repair_order", "order_step", **REASON),
    "dealers:move_list": door("list", RUNS_DEALERS),
    "dealers:award_list": door("page", (*RUNS_DEALERS, DEALER)),
    "dealers:award": door("thing", (*RUNS_DEALERS, DEALER), "award_year"),
    "dealers:decide": door("step", (MANAGER, MARKETING), "award_year"),
    "dealers:certificate": door("thing", (*RUNS_DEALERS, DEALER), "award_year", "dealer"),
    "dealers:report_list": door("list", (*RUNS_DEALERS, DEALER)),
    "dealers:report": door("thing", (*RUNS_DEALERS, DEALER), "dealer", "report_kind", "month"),
    "dealers:survey_list": door("list", (*RUNS_DEALERS, DEALER)),
    "dealers:open_survey": door("page", (MANAGER, MARKETING)),
    "dealers:survey": door("thing", (*RUNS_DEALERS, DEALER), "survey"),
    "dealers:audit_list": door("list", RUNS_DEALERS),
    "dealers:draw": door("page", (MANAGER, MARKETING, QUALITY)),
    "dealers:audit": door("thing", RUNS_DEALERS, "audit"),
    "dealers:failure_list": door("list", (*RUNS_DEALERS, DEALER)),
    "dealers:open_failure": door("page", (MANAGER, QUALITY, DEALER)),
    "dealers:failure": door("thing", (*RUNS_DEALERS, DEALER), "failure"),
    "dealers:failure_step": door(
        "step",
        (MANAGER, QUALITY),
        "failure",
        "failure_step",
        ours="试",
        theirs="试",
        finding="门前试探",
    ),
    "callbacks:list": door("list", FOLLOWS),
    "callbacks:results": door("list", FOLLOWS),
    "callbacks:samples": door("page", FOLLOWS),
    "callbacks:sample": door("thing", FOLLOWS, "sample_pk"),
    "callbacks:call": door("thing", FOLLOWS, "call_back"),
    "callbacks:take": door("step", CALLS, "call_back"),
    "callbacks:try_again": door("step", CALLS, "call_back", seen=0),
    "callbacks:give_up": door("step", CALLS, "call_back"),
    "parts:list": door("list", OFFICE),
    "parts:pool": door("list", (*OFFICE, ENGINEER)),
    "parts:remove": door("step", CALLS, "loan_unit_pk"),
    "parts:ask": door("step", (CUSTOMER, *CALLS), "case"),
    "parts:loan": door("thing", (*OFFICE, ENGINEER, CUSTOMER), "loan"),
    "parts:hand_over": door("thing", (DESK, *WORKS), "loan"),
    "parts:take_back": door("thing", (DESK, *WORKS), "loan"),
    "parts:withdraw": door("step", CALLS, "loan", **REASON),
    "parts:part_list": door("list", (*OFFICE, ENGINEER)),
    "parts:usual_list": door("list", (*OFFICE, ENGINEER)),
    "parts:drop_usual": door("step", SENDS, "usual_pk"),
    "parts:stock_list": door("list", (*OFFICE, ENGINEER)),
    "parts:store": door("thing", (*OFFICE, ENGINEER), "van", "van_code"),
    "parts:move": door(
        "step", (*HANDLES, ENGINEER), "van", "van_code", does="count", part=OURS_PART, quantity="1"
    ),
    "attachment": door("thing", (*OFFICE, ENGINEER, CUSTOMER, DEALER), "attachment"),
    "thumbnail": door("thing", (*OFFICE, ENGINEER, CUSTOMER, DEALER), "photo"),
}
# One's own tokens, whatever one's role: somebody else's simply is not among them.
OWN_TOKEN = "accounts:token_revoke"

# Open to everybody, signed in or not; what stands in the address of those that need it.
PUBLIC: Mapping[str, tuple[str, ...]] = {
    "health": (),
    "favicon": (),
    "set_language": (),
    "calendar_feed": ("word",),
    "public:scan": ("public_key",),
    "public:follow": ("follow_token",),
    "public:follow_up": ("word",),
    "public:talk": ("provider",),
    "public:talk_live": ("provider",),
    "public:rate_talk": ("provider",),
    "public:talk_about": ("public_key",),
    "api:openapi-json": (),
    "api:openapi-view": (),
    "api:api-root": (),
    "account_login": (),
    "account_logout": (),
    "account_signup": (),
    "account_inactive": (),
    "account_email_verification_sent": (),
    "account_confirm_email": ("word",),
    "account_confirm_login_code": (),
    "account_reset_password": (),
    "account_reset_password_done": (),
    "account_reset_password_from_key": ("word", "word"),
    "account_reset_password_from_key_done": (),
    "mfa_authenticate": (),
    "mfa_login_webauthn": (),
    "socialaccount_login_cancelled": (),
    "socialaccount_login_error": (),
    "socialaccount_signup": (),
    "openid_connect_login": ("word",),
    "openid_connect_callback": ("word",),
}
# Everybody's own account: shown to whoever has signed in.
OWN: Mapping[str, tuple[str, ...]] = {
    "home": (),
    "account_reauthenticate": (),
    "account_email": (),
    "account_change_password": (),
    "account_set_password": (),
    "mfa_index": (),
    "mfa_reauthenticate": (),
    "mfa_activate_totp": (),
    "mfa_deactivate_totp": (),
    "mfa_view_recovery_codes": (),
    "mfa_generate_recovery_codes": (),
    "mfa_download_recovery_codes": (),
    "mfa_list_webauthn": (),
    "mfa_add_webauthn": (),
    "mfa_reauthenticate_webauthn": (),
    "mfa_remove_webauthn": ("one",),
    "mfa_edit_webauthn": ("one",),
    "socialaccount_connections": (),
}

APPOINTMENT = {
    "starts_at": "2099-01-01T09:00:00+08:00",
    "ends_at": "2099-01-01T11:00:00+08:00",
    "agreed_with": "钱一",
}
REPORT = {
    "serial": "{serial}",
    "description": "门前试探",
    "reporter_name": "钱一",
    "reporter_phone": "139",
}
WORK = {"cause": "misuse", "finding": "试", "measure": "试", "is_restored": True}
UNIT = {"serial": "N-1", "product": "{product}", "customer": "{customer}", "site": "{site}"}
REPORTERS = (DESK, MANAGER, DEALER, CUSTOMER)
SEES_VISITS = (*OFFICE, ENGINEER, CUSTOMER, DEALER)
ENDPOINTS: Mapping[str, Door] = {
    "GET /api/me": door("page", ALL),
    "GET /api/agreements": door("list", SEES_PAPER),
    "GET /api/agreements/{code}": door("thing", SEES_PAPER, "agreement"),
    "GET /api/agreements/{code}/parties": door("thing", (MANAGER,), "agreement"),
    "PUT /api/agreements/{code}/parties": door("step", (MANAGER,), "agreement"),
    "POST /api/agreements/{code}/versions/{number}/seal/{side}": door(
        "step", SIGNS_FOR_US, "agreement", "number", "their_side"
    ),
    "GET /api/agreements/{code}/versions/{number}/compare": Door(
        "thing", SEES_PAPER, ("agreement", "number"), asked={"version": "1"}
    ),
    "POST /api/agreements": door("new", (MANAGER,), template="fire-door"),
    "POST /api/agreements/import": door("new", (MANAGER,), text=FILE),
    "POST /api/agreements/{code}/versions/{number}/copy": door(
        "step", (MANAGER,), "agreement", "number"
    ),
    "GET /api/agreements/{code}/versions/{number}/yaml": door(
        "thing", STAFF, "agreement", "number"
    ),
    "POST /api/agreements/{code}/versions/{number}/import/preview": door(
        "step", (MANAGER,), "agreement", "number", text=FILE
    ),
    "POST /api/agreements/{code}/versions/{number}/import": door(
        "step", (MANAGER,), "agreement", "number", text=FILE
    ),
    "GET /api/agreements/{code}/versions/{number}/text": door(
        "thing", (MANAGER,), "agreement", "number"
    ),
    "PUT /api/agreements/{code}/versions/{number}/blanks": door(
        "step", (MANAGER,), "agreement", "number", values={}
    ),
    "POST /api/agreements/{code}/versions/{number}/text/{part}": door(
        "step", (MANAGER,), "agreement", "number", "part", token="x", entry={}
    ),
    "PUT /api/agreements/{code}/versions/{number}/text/{part}/{place}": door(
        "step", (MANAGER,), "agreement", "number", "part", "one", token="x", entry={}
    ),
    "DELETE /api/agreements/{code}/versions/{number}/text/{part}/{place}": door(
        "step", (MANAGER,), "agreement", "number", "part", "one"
    ),
    "POST /api/agreements/{code}/versions/{number}/text/{part}/{place}/move": door(
        "step", (MANAGER,), "agreement", "number", "part", "one", token="x", step="up"
    ),
    "GET /api/templates": door("list", (MANAGER,)),
    "GET /api/templates/shipped": door("page", (MANAGER,)),
    "POST /api/templates": door(
        "body", (MANAGER,), agreement="{agreement}", version=1, title="门前试探"
    ),
    "POST /api/templates/{code}/retire": door("step", (MANAGER,), "own_template"),
    "GET /api/agreements/{code}/versions/{number}/trial": door(
        "thing", (MANAGER,), "agreement", "number"
    ),
    "POST /api/agreements/{code}/versions/{number}/trial": door(
        "step", (MANAGER,), "agreement", "number"
    ),
    "POST /api/agreements/{code}/versions/{number}/submit": door(
        "step", (MANAGER,), "agreement", "number"
    ),
    "POST /api/agreements/{code}/versions/{number}/send-back": door(
        "step", (MANAGER,), "agreement", "number", **REASON
    ),
    "POST /api/agreements/{code}/versions/{number}/acknowledge": door(
        "step", (MANAGER,), "agreement", "number"
    ),
    "POST /api/agreements/{code}/versions/{number}/sign": door(
        "step",
        SIGNS,
        "agreement",
        "number",
        key="{key}",
        side="counterparty",
        name="钱一",
        signed_on="2026-01-01",
        proof="{picture}",
    ),
    "POST /api/agreements/{code}/versions/{number}/copies": door(
        "step", (MANAGER,), "agreement", "number", holders=["甲"]
    ),
    "POST /api/agreements/{code}/versions/{number}/force": door(
        "step", (MANAGER,), "agreement", "number", starts_on="2026-01-01"
    ),
    "POST /api/agreements/{code}/suspend": door("step", (MANAGER,), "agreement", **REASON),
    "POST /api/agreements/{code}/resume": door("step", (MANAGER,), "agreement"),
    "POST /api/agreements/{code}/terminate": door(
        "step", (MANAGER,), "agreement", on="2099-12-31", **REASON
    ),
    "POST /api/agreements/{code}/renew": door("step", (MANAGER,), "agreement"),
    "GET /api/extensions": door("list", (*STAFF, DEALER)),
    "POST /api/extensions": door(
        "body",
        (MANAGER, DEALER),
        key="{key}",
        agreement="{agreement}",
        months=6,
        province="江苏",
        **REASON,
    ),
    "POST /api/extensions/{code}/decide": door(
        "step", (MANAGER,), "extension", is_approved=True, **REASON
    ),
    "GET /api/agreements/{code}/versions/{number}/paper.pdf": door(
        "thing", SEES_PAPER, "agreement", "number"
    ),
    "GET /api/agreements/{code}/versions/{number}/paper.docx": door(
        "thing", SEES_PAPER, "agreement", "number"
    ),
    "GET /api/assets": door("list", SEES_UNITS),
    "POST /api/assets": door("body", (MANAGER, ADMIN), **UNIT),
    "GET /api/assets/{serial}": door("thing", SEES_UNITS, "serial"),
    "GET /api/assets/{serial}/repairs": door("thing", SEES_UNITS, "serial"),
    "GET /api/assets/{serial}/run-log": door("thing", SEES_UNITS, "serial"),
    "POST /api/assets/{serial}/run-log": door("step", LOGS, "serial", on="2026-01-01", hours=8),
    "GET /api/assets/{serial}/maintenance": door("thing", SEES_UNITS, "serial"),
    "POST /api/assets/{serial}/maintenance": door(
        "step", LOGS, "serial", on="2026-01-01", what="试", done_by="试"
    ),
    "GET /api/products": door("list", (*STAFF, DEALER)),
    "POST /api/products": door("new", (MANAGER,), code="N-1", name="试"),
    "POST /api/products/{code}/change": door("step", (MANAGER,), "product", name="试"),
    "GET /api/settled-sales": door("list", SEES_SALES),
    "POST /api/settled-sales": door("body", TAKES_SALES, sales=[SALE]),
    "GET /api/ledger/balances": door("page", READS_LEDGER),
    "GET /api/ledger/lines": door("list", READS_LEDGER),
    "GET /api/statements": door("list", (*SETTLES, DEALER)),
    "GET /api/statements/{code}": door("thing", (*SETTLES, DEALER), "statement"),
    "GET /api/statements/{code}/statement.pdf": door("thing", (*SETTLES, DEALER), "statement"),
    "GET /api/statements/{code}/statement.xlsx": door("thing", (*SETTLES, DEALER), "statement"),
    "POST /api/statements/{code}/approve": door("step", (MARKETING, FINANCE), "statement"),
    "POST /api/statements/{code}/send-back": door("step", (FINANCE,), "statement", **REASON),
    "POST /api/statements/{code}/invoice": door(
        "step", (FINANCE, DEALER), "statement", number="12345678"
    ),
    "GET /api/parts-accounts/{dealer}": door("thing", (*SETTLES, DEALER), "dealer"),
    "GET /api/parts-accounts/{dealer}/stock": door("thing", (*SETTLES, DEALER), "dealer"),
    "GET /api/parts-accounts/{dealer}/moves": door("thing", (*SETTLES, DEALER), "dealer"),
    "GET /api/parts-accounts/{dealer}/used": door("thing", (*SETTLES, DEALER), "dealer"),
    "GET /api/parts-accounts/{dealer}/credit": door("thing", (*SETTLES, DEALER), "dealer"),
    "GET /api/payments": door("list", READS_LEDGER),
    "POST /api/payments": door("body", (FINANCE,)),
    "GET /api/payments/layout": door("page", (FINANCE,)),
    "PUT /api/payments/layout": door(
        "body", (FINANCE,), columns=["reference", "account", "amount"]
    ),
    "GET /api/payments/{code}": door("thing", READS_LEDGER, "remittance"),
    "GET /api/payments/{code}/file.csv": door("thing", READS_LEDGER, "remittance"),
    "POST /api/payments/{code}/answers": door(
        "step",
        (FINANCE,),
        "remittance",
        answers=[{"reference": "N-1", "amount": "1.00", "is_paid": True}],
    ),
    "GET /api/disputes": door("list", (*SETTLES, DEALER)),
    "POST /api/disputes": door(
        "body", (DEALER,), key="{key}", statement="{statement}", amount="1.00", text="试"
    ),
    "POST /api/disputes/{code}/decide": door(
        "step", (MANAGER, FINANCE), "dispute", granted="1.00", reason="试"
    ),
    "GET /api/reconciliation": door("page", READS_LEDGER),
    "GET /api/settlement-runs": door("list", SETTLES),
    "POST /api/settlement-runs": door("new", (MANAGER,), month="2026-01-05"),
    "POST /api/settlement-runs/{pk}/stop": door("step", (MANAGER,), "run_pk"),
    "POST /api/calls": door(
        "new", (*CALLS, ADMIN), ref="T-9", event="ringing", number="13900002222"
    ),
    "GET /api/mailbox": door("page", (ADMIN,)),
    "PUT /api/mailbox": door(
        "new",
        (ADMIN,),
        address="service@example.com",
        imap_host="imap.example.com",
        imap_user="u",
        imap_password="p",
    ),
    "POST /api/mailbox/test": door("own", (ADMIN,)),
    "GET /api/roster": door("list", INBOX),
    "POST /api/roster": door(
        "body",
        (MANAGER,),
        line="{line}",
        person="{engineer}",
        starts_at="2099-01-01T09:00:00+08:00",
        ends_at="2099-01-01T18:00:00+08:00",
    ),
    "GET /api/roster/lines": door("list", INBOX),
    "POST /api/roster/lines": door("new", (MANAGER,), code="N-9", name="试"),
    "PUT /api/roster/lines/{code}": door("step", (MANAGER,), "line", name="试"),
    "POST /api/roster/copy": door("own", (MANAGER,), day="2026-01-05"),
    "GET /api/contacts": door("list", INBOX),
    "DELETE /api/roster/{pk}": door("step", (MANAGER,), "shift_pk"),
    "GET /api/contacts/{code}": door("thing", INBOX, "contact"),
    "POST /api/contacts/{code}/take": door("step", ANSWERING, "contact"),
    "POST /api/contacts/{code}/give-back": door("step", ANSWERING, "contact"),
    "POST /api/contacts/{code}/reply": door("step", ANSWERING, "contact", text="门前试探"),
    "POST /api/contacts/{code}/solve": door("step", ANSWERING, "contact", answer="试"),
    "POST /api/contacts/{code}/pass-on": door("step", ANSWERING, "contact"),
    "POST /api/contacts/{code}/close": door("step", ANSWERING, "contact"),
    "POST /api/contacts/{code}/recognise": door("step", ANSWERING, "contact"),
    "POST /api/contacts/{code}/into-case": door("step", ANSWERING, "contact"),
    "GET /api/cases": door("list", (*CASES, CUSTOMER)),
    "POST /api/cases": door("body", REPORTERS, **REPORT),
    "POST /api/cases/preview": door("body", REPORTERS, **REPORT),
    "GET /api/cases/{code}": door("thing", (*CASES, CUSTOMER), "case"),
    "POST /api/cases/{code}/solve": door("step", CALLS, "case", answer="试"),
    "POST /api/cases/{code}/notes": door("step", CALLS, "case", answer="试"),
    "POST /api/cases/{code}/correct": door("step", CALLS, "case", severity="minor", **REASON),
    "POST /api/cases/{code}/cancel": door("step", CALLS, "case", **REASON),
    "GET /api/work-orders": door("list", (*OFFICE, ENGINEER)),
    "POST /api/work-orders": door("body", (DESK, *SENDS), case="{case}", task="试"),
    "GET /api/work-orders/{code}": door("thing", (*OFFICE, ENGINEER), "order"),
    "POST /api/work-orders/{code}/assign": door("step", SENDS, "order", engineer="{engineer}"),
    "POST /api/work-orders/{code}/unassign": door("step", SENDS, "order", **REASON),
    "POST /api/work-orders/{code}/cancel": door("step", SENDS, "order", **REASON),
    "GET /api/dispatch/orders/{code}/best": door("thing", SENDS, "order"),
    "GET /api/dispatch/orders/{code}": door("thing", OFFICE, "order"),
    "POST /api/dispatch/orders/{code}/place": door(
        "step",
        SENDS,
        "order",
        engineer="{engineer}",
        starts_at=APPOINTMENT["starts_at"],
        seen="",
    ),
    "GET /api/dispatch/orders/{code}/parts": door("thing", (*OFFICE, ENGINEER), "order"),
    "POST /api/dispatch/orders/{code}/parts": door(
        "step", (*HANDLES, ENGINEER), "order", part=OURS_PART, quantity=1
    ),
    "GET /api/dispatch/orders/{code}/along": door("thing", SENDS, "order"),
    "POST /api/dispatch/orders/{code}/along": door("step", SENDS, "order", engineer="{engineer}"),
    "POST /api/dispatch/orders/{code}/leave": door("step", SENDS, "order", engineer="{engineer}"),
    "POST /api/dispatch/orders/{code}/take-off": door("step", SENDS, "order", seen=""),
    "GET /api/stations": door("page", OFFICE),
    "GET /api/stations/serving": Door("page", STAFF, asked={"province": "江苏"}),
    "POST /api/stations": door("new", (MANAGER,), code="S-9", name="矿区站"),
    "POST /api/stations/{code}/territories": door("step", (MANAGER,), "station", province="新疆"),
    "POST /api/stations/{code}/territories/remove": door(
        "step", (MANAGER,), "station", province="江苏", city="南京"
    ),
    "GET /api/dispatch/today": door("page", (ENGINEER,)),
    "GET /api/dispatch/plans": door("list", SENDS),
    "POST /api/dispatch/plans": door("new", SENDS, on="2099-01-05"),
    "GET /api/dispatch/plans/{code}": door("thing", SENDS, "plan_run"),
    "POST /api/dispatch/plans/{code}/stop": door("step", SENDS, "plan_run"),
    "POST /api/dispatch/plans/{code}/accept": door("step", SENDS, "plan_run", orders=["GD"]),
    "GET /api/dispatch/engineers": door("list", (*OFFICE, ENGINEER)),
    "PUT /api/dispatch/engineers/{username}/hours": door(
        "step", SENDS, "engineer", days=[0], opens="09:00", closes="17:00"
    ),
    "GET /api/dispatch/absences": door("list", (*OFFICE, ENGINEER)),
    "POST /api/dispatch/absences": door(
        "body",
        SENDS,
        engineer="{engineer}",
        kind="sick",
        starts_at=APPOINTMENT["starts_at"],
        ends_at=APPOINTMENT["ends_at"],
    ),
    "POST /api/dispatch/absences/{pk}/withdraw": door("step", SENDS, "absence_pk"),
    "POST /api/uploads": door(
        "body",
        SENDERS,
        key="{upload}",
        subject_kind="case",
        subject="{case}",
        purpose="photo",
        name="film.mp4",
        size=10,
    ),
    "GET /api/uploads/{key}": door("thing", SENDERS, "upload"),
    "HEAD /api/uploads/{key}": door("thing", SENDERS, "upload"),
    "PATCH /api/uploads/{key}": door("step", SENDERS, "upload"),
    "DELETE /api/uploads/{key}": door("step", SENDERS, "upload"),
    "GET /api/visits": door("list", SEES_VISITS),
    "POST /api/visits": door("body", WORKS, order="{order}", **APPOINTMENT),
    "GET /api/visits/{code}": door("thing", SEES_VISITS, "visit"),
    "GET /api/visits/{code}/report.pdf": door("thing", SEES_VISITS, "visit"),
    "GET /api/visits/{code}/positions": door("thing", SEES_VISITS, "visit"),
    "POST /api/visits/{code}/move": door("step", WORKS, "visit", **APPOINTMENT, **REASON),
    "POST /api/visits/{code}/back": door("step", WORKS, "visit", seen="signed", **REASON),
    "POST /api/visits/{code}/arrive": door("step", WORKS, "visit"),
    "POST /api/visits/{code}/show": door("step", WORKS, "visit", certificate=True),
    "POST /api/visits/{code}/checklist": door("step", WORKS, "visit", answers={}),
    "POST /api/visits/{code}/photos": door("step", WORKS, "visit", key="{key}", file="{picture}"),
    "POST /api/visits/{code}/work": door("step", WORKS, "visit", **WORK),
    "POST /api/visits/{code}/sign": door(
        "step",
        WORKS,
        "visit",
        key="{key}",
        signature="{picture}",
        signer_name="钱一",
        satisfaction=5,
    ),
    "POST /api/visits/{code}/report": door("step", WORKS, "visit", summary="试"),
    "POST /api/visits/{code}/abandon": door("step", WORKS, "visit", **REASON),
    "GET /api/follow-ups": door("list", FOLLOWS),
    "POST /api/follow-ups/{pk}/tried": door("step", CALLS, "follow_up_pk", seen=0),
    "POST /api/follow-ups/{pk}/answers": door("step", CALLS, "follow_up_pk", answers={}),
    "POST /api/follow-ups/{pk}/give-up": door("step", CALLS, "follow_up_pk"),
    "GET /api/insight/kept": door("page", FIGURES),
    "GET /api/insight/ledger": door("page", FIGURES),
    "GET /api/insight/calendar": Door("page", FIGURES, asked={"month": "2026-11"}),
    "GET /api/inspections": door("list", (*OFFICE, ENGINEER, CUSTOMER)),
    "POST /api/inspections": door("body", (*CALLS, CUSTOMER), serial="{serial}", wish="试"),
    "GET /api/inspections/{code}": door("thing", (*OFFICE, ENGINEER, CUSTOMER), "round"),
    "POST /api/inspections/{code}/plan": door(
        "step", SENDS, "round", on="2099-01-01", lead="{engineer}"
    ),
    "POST /api/inspections/{code}/cancel": door("step", SENDS, "round", **REASON),
    "POST /api/inspections/{code}/start": door("step", WORKS, "round"),
    "POST /api/inspections/{code}/units/{pk}/checklist": door(
        "step", WORKS, "round", "inspection_pk", answers={}
    ),
    "POST /api/inspections/{code}/faults/{pk}/photos": door(
        "step", WORKS, "round", "quote_pk", key="{key}", file="{picture}"
    ),
    "POST /api/inspections/{code}/units/{pk}/faults": door(
        "step", WORKS, "round", "inspection_pk", found="试", outcome="removed"
    ),
    "GET /api/notices": door("list", (MANAGER, *(role for role in ALL if role != MANAGER))),
    "POST /api/notices/{pk}/read": door("step", (MANAGER,), "notice_pk"),
    "POST /api/notices/read": door("own", ALL, newest=0),
    "GET /api/notices/preferences": door("page", ALL),
    "PUT /api/notices/preferences": door("own", ALL, in_app=[], mail=[], webhook=[]),
    "GET /api/webhooks": door("list", (ADMIN,)),
    "POST /api/webhooks": door("new", (ADMIN,), **ENDPOINT),
    "GET /api/webhooks/{pk}": door("thing", (ADMIN,), "endpoint_pk"),
    "PUT /api/webhooks/{pk}": door("step", (ADMIN,), "endpoint_pk", **ENDPOINT, is_active=True),
    "POST /api/webhooks/{pk}/rotate": door("step", (ADMIN,), "endpoint_pk"),
    "GET /api/deliveries": door("list", (ADMIN,)),
    "GET /api/deliveries/{pk}": door("thing", (ADMIN,), "delivery_pk"),
    "POST /api/deliveries/{pk}/again": door("step", (ADMIN,), "delivery_pk"),
    "GET /api/trainings/courses": door("list", SEES_UNITS),
    "POST /api/trainings/courses": door("new", (MANAGER,), topic="试", audience=["dealers"]),
    "GET /api/trainings/courses/{code}": door("thing", SEES_UNITS, "course"),
    "PUT /api/trainings/courses/{code}": door(
        "step", (MANAGER,), "course", topic="试", audience=["dealers"]
    ),
    "POST /api/trainings/courses/{code}/material": door(
        "step", (MANAGER,), "course", title="试", key="{key}", file="{picture}"
    ),
    "GET /api/trainings/needs": door("list", STAFF),
    "POST /api/trainings/needs": door("new", (MANAGER,), work="on_site", qualification="service"),
    "POST /api/trainings/needs/{pk}/drop": door("step", (MANAGER,), "need_pk"),
    "GET /api/trainings": door("list", SEES_UNITS),
    "POST /api/trainings": door(
        "body",
        (MANAGER,),
        course="{course}",
        starts_at="2099-01-01T09:00:00+08:00",
        ends_at="2099-01-01T11:00:00+08:00",
        trainer="周讲师",
    ),
    "PUT /api/trainings/{code}": door(
        "step",
        (MANAGER,),
        "session",
        starts_at="2099-01-01T09:00:00+08:00",
        ends_at="2099-01-01T11:00:00+08:00",
        trainer="吴讲师",
    ),
    "GET /api/trainings/{code}": door("thing", SEES_UNITS, "session"),
    "POST /api/trainings/{code}/sign-up": door(
        "step", (MANAGER, DEALER, CUSTOMER, ENGINEER), "session", person=0
    ),
    "POST /api/trainings/{code}/enrolments/{pk}/withdraw": door(
        "step", (MANAGER, DEALER), "session", "enrolment_pk"
    ),
    "POST /api/trainings/{code}/cancel": door("step", (MANAGER,), "session", **REASON),
    "POST /api/trainings/{code}/hold": door(
        "step",
        (MANAGER,),
        "session",
        key="{key}",
        signature="{picture}",
        signer_name="周讲师",
        results="{{}}",
        whole_syllabus="true",
    ),
    "GET /api/certificates": door("list", SEES_UNITS),
    "GET /api/certificates/mine": door("page", ALL),
    "POST /api/certificates": door(
        "body",
        (MANAGER,),
        person="{person_pk}",
        number="N-1",
        valid_from="2026-01-01",
        valid_until="2099-01-01",
    ),
    "POST /api/certificates/{pk}/renew": door(
        "step", (MANAGER,), "certificate_pk", until="2099-12-31"
    ),
    "POST /api/certificates/{pk}/revoke": door("step", (MANAGER,), "certificate_pk", **REASON),
    "GET /api/articles": door("list", SEES_UNITS),
    "POST /api/articles": door("body", KNOWS, title="门前试探", product="{product}"),
    "POST /api/articles/handed-over": door(
        "body",
        (DESK, *WORKS),
        serial="{serial}",
        documents=["{article}"],
        received_by_name="试",
    ),
    "GET /api/articles/{code}": door("thing", SEES_UNITS, "article"),
    "POST /api/articles/{code}/publish": door("step", KNOWS, "article"),
    "POST /api/articles/{code}/read": door("step", OUTSIDE, "article"),
    "GET /api/repair-sheets": door("list", CLAIMS),
    "POST /api/repair-sheets": door("new", (DEALER,), number="门前试探", repaired_on="{recently}"),
    "GET /api/repair-sheets/{code}": door("thing", CLAIMS, "sheet"),
    "PUT /api/repair-sheets/{code}": door(
        "step", (DEALER,), "draft_sheet", number="门前试探", repaired_on="{recently}"
    ),
    "POST /api/repair-sheets/{code}/photos": door(
        "step", (DEALER,), "draft_sheet", key="{key}", file="{picture}"
    ),
    "POST /api/repair-sheets/{code}/confirm": door(
        "step", (DEALER,), "draft_sheet", is_reached=False
    ),
    "POST /api/repair-sheets/{code}/check": door("step", KNOWS, "sheet", is_reached=False),
    "POST /api/repair-sheets/{code}/verify": door("step", JUDGES, "sheet"),
    "POST /api/repair-sheets/{code}/send-back": door("step", JUDGES, "sheet", **REASON),
    "POST /api/repair-sheets/{code}/refuse": door("step", JUDGES, "sheet", **REASON),
    "GET /api/repair-sheet-imports": door("list", CLAIMS),
    "POST /api/repair-sheet-imports": door("body", (DEALER,)),
    "GET /api/repair-sheet-imports/{code}": door("thing", CLAIMS, "sheet_import"),
    "POST /api/repair-sheet-imports/{code}/take": door("step", (DEALER,), "sheet_import"),
    "GET /api/repair-sheet-imports/{code}/bad-rows": door("thing", CLAIMS, "sheet_import"),
    "GET /api/repair-sheet-imports/{code}/bad-rows/{file}": door(
        "thing", CLAIMS, "sheet_import", "sheets_word"
    ),
    "GET /api/monthly-forms": door("list", CLAIMS),
    "POST /api/monthly-forms": door("new", (DEALER,), month="{last_month}"),
    "GET /api/penalties": door("list", CLAIMS),
    "POST /api/penalties": door("body", JUDGES, sheet="{sheet}", place=1, reason="门前试探"),
    "POST /api/penalties/{code}/{name}": door(
        "step", (DEALER,), "penalty", "dispute_word", **REASON
    ),
    "GET /api/spot-checks/{month}": door("thing", CLAIMS[:-1], "spot_month"),
    "POST /api/spot-checks": door("body", JUDGES, month="{spot_month}"),
    "POST /api/spot-checks/{month}/release": door("step", JUDGES, "spot_month"),
    "GET /api/approvals": door("list", CLAIMS),
    "POST /api/approvals": door("new", (DEALER,), serial="试", work="门前试探", amount="100"),
    "POST /api/approvals/{code}/decide": door("step", (MANAGER, MARKETING), "approval", **REASON),
    "GET /api/complaints": door("list", (*OFFICE, *OUTSIDE)),
    "POST /api/complaints": door(
        "body",
        (*HANDLES, *OUTSIDE),
        topic="delay",
        description="门前试探",
        complainer_name="试",
        serial="{serial}",
    ),
    "GET /api/complaints/{code}": door("thing", (*OFFICE, *OUTSIDE), "complaint"),
    "POST /api/complaints/{code}/plan": door("step", HANDLES, "complaint", plan="门前试探"),
    "POST /api/complaints/{code}/investigate": door(
        "step", SENDS, "complaint", finding="门前试探", verdict="ours", grade="slight"
    ),
    "POST /api/complaints/{code}/answer": door("step", HANDLES, "complaint", reply="门前试探"),
    "POST /api/complaints/{code}/verify": door("step", HANDLES, "complaint"),
    "POST /api/complaints/{code}/reopen": door("step", HANDLES, "complaint", **REASON),
    "POST /api/complaints/{code}/close": door("step", SENDS, "complaint"),
    "POST /api/complaints/{code}/assign": door("step", HANDLES, "complaint", owner="-"),
    "POST /api/complaints/{code}/notes": door(
        "step", (*HANDLES, *OUTSIDE), "complaint", text="门前试探"
    ),
    "POST /api/complaints/{code}/withdraw": door("step", HANDLES, "complaint", **REASON),
    "GET /api/suggestions": door("list", (*OFFICE, MARKETING, *OUTSIDE)),
    "POST /api/suggestions": door(
        "body",
        (*HANDLES, *OUTSIDE),
        text="门前试探",
        author_name="试",
        serial="{serial}",
    ),
    "POST /api/suggestions/{code}/take": door("step", HANDLES, "suggestion"),
    "POST /api/suggestions/{code}/answer": door("step", HANDLES, "suggestion", answer="门前试探"),
    "GET /api/dealers": door("list", (*RUNS_DEALERS, DEALER)),
    "GET /api/dealers/{code}": door("thing", (*RUNS_DEALERS, DEALER), "dealer"),
    "POST /api/dealers/{code}/staff": door(
        "step", KEEPS_DEALERS, "dealer", name="门前试探", since_on="2026-01-05"
    ),
    "POST /api/dealers/{code}/staff/{pk}/end": door(
        "step", KEEPS_DEALERS, "dealer", "post_pk", until_on="2099-01-01"
    ),
    "POST /api/dealers/{code}/equipment": door(
        "step", KEEPS_DEALERS, "dealer", kind="phone", name="门前试探"
    ),
    "POST /api/dealers/{code}/equipment/{pk}/remove": door(
        "step", KEEPS_DEALERS, "dealer", "equipment_pk"
    ),
    "POST /api/dealers/{code}/account": door(
        "step", (*PAYS_DEALERS, DEALER), "dealer", holder="试", bank="试", number="62270000111133"
    ),
    "POST /api/dealers/{code}/account/{pk}/confirm": door(
        "step", PAYS_DEALERS, "dealer", "account_pk"
    ),
    "POST /api/dealers/{code}/account/{pk}/withdraw": door(
        "step", (*PAYS_DEALERS, DEALER), "dealer", "account_pk", **REASON
    ),
    "GET /api/dealers/{code}/reports": door("thing", (*RUNS_DEALERS, DEALER), "dealer"),
    "POST /api/dealers/{code}/reports": door(
        "step",
        (*KEEPS_DEALERS, QUALITY),
        "dealer",
        kind="feedback",
        period="2026-01",
        answers={"faults": "门前试探", "repeated": "no"},
    ),
    "POST /api/dealers/{code}/staff/{pk}/told": door("step", KEEPS_DEALERS, "dealer", "post_pk"),
    "POST /api/dealers/{code}/shortfall": door("step", (MANAGER,), "dealer"),
    "POST /api/dealers/{code}/complete": door("step", (MANAGER,), "dealer"),
    "POST /api/dealers/{code}/exposures": door(
        "step",
        (MANAGER, MARKETING, QUALITY),
        "dealer",
        kind="media",
        on="2026-01-05",
        source="门前试探",
        description="门前试探",
    ),
    "GET /api/dealers/{code}/checks": door("thing", RUNS_DEALERS, "dealer"),
    "POST /api/dealers/{code}/checks": door(
        "step", (MANAGER, MARKETING, QUALITY), "dealer", planned_on="2099-01-05"
    ),
    "GET /api/dealer-checks": door("page", RUNS_DEALERS),
    "GET /api/dealer-checks/draws": door("page", (MANAGER, MARKETING, QUALITY, AUDITOR)),
    "POST /api/dealer-checks/draws": door("new", (MANAGER, MARKETING, QUALITY), month="2026-01-01"),
    "GET /api/dealer-checks/{code}": door("thing", RUNS_DEALERS, "audit"),
    "POST /api/dealer-checks/{code}/make": door(
        "step",
        (MANAGER, MARKETING, QUALITY),
        "audit",
        answers=dict.fromkeys(
            ("organisation", "orders", "refusals", "sheets", "charges", "rules"), "yes"
        ),
    ),
    "GET /api/surveys": door("list", (*RUNS_DEALERS, DEALER)),
    "POST /api/surveys": door(
        "body",
        (MANAGER, MARKETING),
        title="门前试探",
        questions=["门前试探"],
        due_on="2099-01-05",
        dealers=["{dealer}"],
    ),
    "GET /api/surveys/{code}": door("thing", (*RUNS_DEALERS, DEALER), "survey"),
    "POST /api/surveys/{code}/answer": door("step", (DEALER,), "survey", answers=["门前试探"]),
    "GET /api/awards/{year}": door("thing", (*RUNS_DEALERS, DEALER), "award_year"),
    "GET /api/awards/{year}/{dealer}.pdf": door(
        "thing", (*RUNS_DEALERS, DEALER), "award_year", "dealer"
    ),
    "POST /api/awards/{year}/measure": door("new", (MANAGER, MARKETING), "measured_year"),
    "POST /api/awards/{year}/decide": door("step", (MANAGER, MARKETING), "award_year"),
    "GET /api/territory-moves": door("list", (*RUNS_DEALERS, DEALER)),
    "POST /api/territory-moves": door(
        "body", (MANAGER,), old_station="{station}", new_station="{station}", reason="门前试探"
    ),
    "GET /api/repair-orders": door("list", (*SENDS_DEALERS, DEALER)),
    "POST /api/repair-orders": door("body", HANDLES, case="{case}", task="门前试探"),
    "GET /api/repair-orders/{code}": door("thing", (*SENDS_DEALERS, DEALER), "repair_order"),
    "POST /api/repair-orders/{code}/accept": door("step", (DEALER,), "repair_order"),
    "POST /api/repair-orders/{code}/refuse": door("step", (DEALER,), "repair_order", **REASON),
    "POST /api/repair-orders/{code}/complete": door(
        "step", (DEALER,), "repair_order", summary="门前试探", repaired=1, works=True
    ),
    "POST /api/repair-orders/{code}/withdraw": door("step", HANDLES, "repair_order", **REASON),
    "GET /api/failures": door("list", (*RUNS_DEALERS, DEALER)),
    "POST /api/failures": door(
        "body",
        (MANAGER, QUALITY, DEALER),
        dealer="{dealer}",
        description="门前试探",
        known_at="2026-01-05T09:00:00+08:00",
    ),
    "GET /api/failures/{code}": door("thing", (*RUNS_DEALERS, DEALER), "failure"),
    "POST /api/failures/{code}/report": door("step", (DEALER,), "failure"),
    "POST /api/failures/{code}/investigate": door(
        "step", (MANAGER, QUALITY), "failure", ours="试", theirs="试", finding="门前试探"
    ),
    "POST /api/failures/{code}/assess": door(
        "step", (MANAGER, QUALITY), "failure", cause="试", measure="门前试探"
    ),
    "GET /api/call-backs": door("list", FOLLOWS),
    "GET /api/call-backs/samples": door("list", FOLLOWS),
    "POST /api/call-backs/samples": door("body", (MANAGER,), month="2026-01"),
    "POST /api/call-backs/{code}/take": door("step", CALLS, "call_back"),
    "POST /api/call-backs/{code}/tried": door("step", CALLS, "call_back", seen=0),
    "POST /api/call-backs/{code}/answers": door("step", CALLS, "call_back", answers={}),
    "POST /api/call-backs/{code}/give-up": door("step", CALLS, "call_back"),
    "GET /api/loans": door("list", (*OFFICE, ENGINEER, CUSTOMER)),
    "POST /api/loans": door("body", (CUSTOMER, *CALLS), case="{case}"),
    "GET /api/loans/{code}": door("thing", (*OFFICE, ENGINEER, CUSTOMER), "loan"),
    "POST /api/loans/{code}/return": door("step", (DESK, *WORKS), "loan", answers={}),
    "GET /api/parts": door("list", (*OFFICE, ENGINEER)),
    "POST /api/parts": door("new", SENDS, code="N-1", name="门前试探"),
    "GET /api/parts/stock": door("list", (*OFFICE, ENGINEER)),
    "POST /api/parts/stock/count": door("body", (*HANDLES, ENGINEER), **IN_VAN),
    "POST /api/parts/stock/receive": door("body", (*HANDLES, ENGINEER), **IN_VAN),
    "POST /api/parts/stock/send": door(
        "body", (*HANDLES, ENGINEER), **IN_VAN, to_kind="station", to_store="S-1"
    ),
    "GET /api/obligations/policies": door("page", (MANAGER,)),
    "PUT /api/obligations/policies": door("body", (MANAGER,), what="nothing", shares=[], line=[]),
    "GET /api/obligations": Door("list", (*STAFF, DEALER, CUSTOMER), asked={"state": "met"}),
    "POST /api/obligations/events": door(
        "body", (DESK, *SENDS), agreement="{agreement}", event="visit_agreed", on="2026-01-05"
    ),
    "POST /api/obligations/{code}/done": door("step", (*SAYS_DONE, DEALER), "duty"),
    "POST /api/obligations/{code}/lapse": door("step", (DESK, *SENDS), "upkeep", **REASON),
    "POST /api/obligations/{code}/restore": door("step", (DESK, *SENDS), "upkeep"),
    "GET /api/obligations/{code}": door("thing", STAFF, "obligation"),
    "POST /api/obligations/{code}/pause": door(
        "step", (DESK, *SENDS), "obligation", reason="customer"
    ),
    "POST /api/obligations/{code}/resume": door("step", (DESK, *SENDS), "obligation"),
    "POST /api/obligations/{code}/excuse": door("step", (MANAGER,), "obligation", **REASON),
}
