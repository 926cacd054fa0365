"""The statements of SQL that settle a month or a year, for any number of dealers at once.

Rows of terms come in as JSON, figures in it as text. Amounts are numeric to the fen; the one
rounding, of a share of sales, is half up, as `rules.settlement` rounds. `{sheets}` is what
`claims.payable` gives. A line has a key, and so is booked once whoever runs this twice.
"""

OPEN = """
CREATE TEMP TABLE IF NOT EXISTS settling (
    dealer_id bigint PRIMARY KEY, dealer text, version_id bigint, share numeric,
    fund_clause text, fee_clause text, true_up_clause text, credit_clause text,
    returned numeric, returned_clause text,
    slight numeric, serious numeric, grave numeric, complaint_clause text
) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS unit_fee (version_id bigint PRIMARY KEY, amount numeric)
    ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS fund_share (
    dealer_id bigint, since date, until date, share numeric, returned numeric
) ON COMMIT DROP;
TRUNCATE settling, unit_fee, fund_share;
"""

TERMS = """
INSERT INTO settling SELECT * FROM jsonb_to_recordset(%(terms)s::jsonb) AS given (
    dealer_id bigint, dealer text, version_id bigint, share numeric,
    fund_clause text, fee_clause text, true_up_clause text, credit_clause text,
    returned numeric, returned_clause text,
    slight numeric, serious numeric, grave numeric, complaint_clause text
)
"""

UNIT_FEES = """
INSERT INTO unit_fee SELECT * FROM jsonb_to_recordset(%(unit_fees)s::jsonb)
    AS given (version_id bigint, amount numeric)
"""

SHARES = """
INSERT INTO fund_share SELECT * FROM jsonb_to_recordset(%(shares)s::jsonb)
    AS given (dealer_id bigint, since date, until date, share numeric, returned numeric)
"""

# A closed month never changes: who has a statement for it, or for a later one, gets none.
CLOSED = """
DELETE FROM settling USING settlements_statement AS made
WHERE made.provider_id = %(provider)s AND made.dealer_id = settling.dealer_id
    AND made.kind = %(kind)s AND made.month >= %(month)s
"""

LINE = """
INSERT INTO money_line (
    provider_id, account, contra, subject_kind, subject_code, item, payer, basis, description,
    quantity, unit_price, amount, clause, dealer, period, evidence, key, booked_at, booked_by_id
)
"""

# P2-5.3: what was found to be the dealer's and is closed, each complaint once.
COMPLAINTS = (
    LINE
    + """
SELECT %(provider)s, 'deduction', 'fund', 'complaint', complaint.code, 'complaint', 'dealer',
    'clause', %(complaint)s || ' ' || complaint.code, 1, fine.amount, fine.amount,
    settling.complaint_clause, settling.dealer, %(period)s, complaint.code,
    'complaint:' || complaint.code, %(at)s, %(by)s
FROM complaints_complaint AS complaint
JOIN settling USING (dealer_id)
CROSS JOIN LATERAL (SELECT CASE complaint.grade WHEN 'slight' THEN settling.slight
    WHEN 'serious' THEN settling.serious ELSE settling.grave END AS amount) AS fine
WHERE complaint.provider_id = %(provider)s AND complaint.state = 'closed'
    AND complaint.verdict = 'ours' AND complaint.is_of_dealer AND settling.share IS NOT NULL
    AND complaint.closed_at < %(until)s AND fine.amount > 0
ON CONFLICT DO NOTHING
"""
)

# P2-10.2: what somebody else has confirmed, and what a dispute has upheld.
PENALTIES = (
    LINE
    + """
SELECT %(provider)s, 'deduction', 'fund', 'penalty', penalty.code, 'penalty', 'dealer',
    'clause', %(penalty)s || ' ' || penalty.code, 1, penalty.fine, penalty.fine, penalty.clause,
    settling.dealer, %(period)s, penalty.code, 'penalty:' || penalty.code, %(at)s, %(by)s
FROM claims_penalty AS penalty
JOIN settling USING (dealer_id)
WHERE penalty.provider_id = %(provider)s AND penalty.state IN ('confirmed', 'upheld')
    AND settling.share IS NOT NULL
ON CONFLICT DO NOTHING
"""
)

# One that was dropped after it was booked is given back, also once.
DROPPED = (
    LINE
    + """
SELECT line.provider_id, line.account, line.contra, line.subject_kind, line.subject_code,
    'penalty', line.payer, line.basis, %(dropped)s || ' ' || penalty.code, 1, -line.amount,
    -line.amount, line.clause, line.dealer, %(period)s, line.evidence,
    'penalty:' || penalty.code || ':dropped', %(at)s, %(by)s
FROM claims_penalty AS penalty
JOIN settling USING (dealer_id)
JOIN money_line AS line
    ON line.provider_id = penalty.provider_id AND line.key = 'penalty:' || penalty.code
WHERE penalty.provider_id = %(provider)s AND penalty.state = 'dropped'
ON CONFLICT DO NOTHING
"""
)

# P2-5.1 and 5.2: of the sales of the year so far, less what was booked of them before; each sale by
# the version that held on its day, so that none from before the agreement counts.
# What takes back a mistyped sale is no return of goods. What was recorded
# of a year after its end comes to the fund of now, as an item of its own.
SALES = (
    LINE  # noqa: S608 - words of ours alone
    + """
SELECT %(provider)s, due.account, due.contra, 'statement', due.code, due.item, due.payer, 'clause',
    due.words || ' ' || %(period)s, 1, due.amount, due.amount, due.clause, due.dealer, %(period)s,
    due.code, due.code || ':' || due.item, %(at)s, %(by)s
FROM (
    WITH ended AS (
        SELECT dealer_id, settling.dealer, extract(year FROM made.month) AS year
        FROM settlements_statement AS made
        JOIN settling USING (dealer_id)
        WHERE made.provider_id = %(provider)s AND made.kind = 'year_end'
            AND made.month < %(first)s
    ),
    years AS (
        SELECT dealer_id, extract(year FROM sale.settled_on) AS year,
            round(sum(sale.amount * span.share), 2) AS share,
            round(sum(span.returned * CASE WHEN sale.reverses = '' THEN -least(sale.units, 0)
                ELSE -greatest(sale.units, 0) END), 2) AS back
        FROM products_settledsale AS sale
        JOIN fund_share AS span USING (dealer_id)
        WHERE sale.provider_id = %(provider)s AND sale.settled_on <= %(last)s
            AND sale.settled_on >= span.since
            AND (span.until IS NULL OR sale.settled_on < span.until)
        GROUP BY 1, 2
    ),
    sold AS (
        SELECT dealer_id,
            sum(years.share) FILTER (WHERE ended.year IS NULL) AS share,
            sum(years.back) FILTER (WHERE ended.year IS NULL) AS back,
            sum(years.share) FILTER (WHERE ended.year IS NOT NULL) AS late_share,
            sum(years.back) FILTER (WHERE ended.year IS NOT NULL) AS late_back
        FROM years
        LEFT JOIN ended USING (dealer_id, year)
        WHERE ended.year IS NOT NULL OR years.year = extract(year FROM %(first)s::date)
        GROUP BY dealer_id
    ),
    booked AS (
        SELECT line.dealer,
            sum(amount) FILTER (WHERE item = 'accrual' AND period LIKE %(year)s) AS share,
            sum(amount) FILTER (WHERE item = 'returned' AND period LIKE %(year)s) AS back,
            sum(amount) FILTER (WHERE item = 'late_accrual'
                OR item = 'accrual' AND ended.year IS NOT NULL) AS late_share,
            sum(amount) FILTER (WHERE item = 'late_returned'
                OR item = 'returned' AND ended.year IS NOT NULL) AS late_back
        FROM money_line AS line
        LEFT JOIN ended
            ON ended.dealer = line.dealer AND ended.year = left(line.period, 4)::numeric
        WHERE provider_id = %(provider)s AND line.dealer <> ''
            AND item IN ('accrual', 'returned', 'late_accrual', 'late_returned')
        GROUP BY line.dealer
    )
    SELECT settling.dealer, %(prefix)s || settling.dealer AS code, move.*
    FROM settling
    LEFT JOIN sold USING (dealer_id)
    LEFT JOIN booked USING (dealer)
    CROSS JOIN LATERAL (VALUES
        ('fund', 'sales', 'accrual', 'provider', %(accrual)s, settling.fund_clause,
            coalesce(sold.share, 0) - coalesce(booked.share, 0)),
        ('fund', 'sales', 'late_accrual', 'provider', %(late_accrual)s, settling.fund_clause,
            coalesce(sold.late_share, 0) - coalesce(booked.late_share, 0)),
        ('deduction', 'fund', 'returned', 'dealer', %(returned)s, settling.returned_clause,
            coalesce(sold.back, 0) - coalesce(booked.back, 0)),
        ('deduction', 'fund', 'late_returned', 'dealer', %(late_returned)s,
            settling.returned_clause, coalesce(sold.late_back, 0) - coalesce(booked.late_back, 0))
    ) AS move (account, contra, item, payer, words, clause, amount)
    WHERE settling.share IS NOT NULL AND move.amount <> 0 AND move.clause <> ''
) AS due
ON CONFLICT DO NOTHING
"""
)

# What the ledger holds for each dealer, and what this run has just put there.
HELD = """
SELECT settling.dealer_id,
    coalesce(sum(CASE WHEN line.account = 'fund' THEN line.amount ELSE -line.amount END)
        FILTER (WHERE 'fund' IN (line.account, line.contra) AND line.period LIKE %(year)s), 0)
        AS fund,
    coalesce(sum(CASE WHEN line.account = 'earned' THEN line.amount ELSE -line.amount END)
        FILTER (WHERE 'earned' IN (line.account, line.contra)), 0) AS waiting,
    coalesce(sum(line.amount) FILTER (WHERE line.item IN ('accrual', 'late_accrual')
        AND line.period = %(period)s), 0) AS accrued,
    coalesce(sum(line.amount)
        FILTER (WHERE line.account = 'deduction' AND line.contra = 'fund'
            AND line.period = %(period)s), 0) AS deducted
FROM settling
LEFT JOIN money_line AS line ON line.provider_id = %(provider)s AND line.dealer = settling.dealer
    AND line.dealer <> ''
GROUP BY settling.dealer_id
"""
