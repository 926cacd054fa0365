"""The statements of a month, and what they say in the ledger; see `sql`."""

from sanbao.apps.settlements.actions.run.sql import HELD, LINE

# P7-5.5: warranty material that came back, as far as it was allowed.
CREDITS = """
    SELECT chosen.dealer_id, sum(part.allowed) AS credit
    FROM ({sheets}) AS chosen
    JOIN settling ON settling.dealer_id = chosen.dealer_id AND settling.credit_clause <> ''
    JOIN claims_sheetline AS part
        ON part.sheet_id = chosen.id AND part.item = 'parts' AND part.old_part_returned
    GROUP BY chosen.dealer_id
"""
NO_CREDITS = "SELECT NULL::bigint AS dealer_id, NULL::numeric AS credit WHERE false"

MONTHS = f"""
WITH held AS ({HELD}),
sheets AS (
    SELECT chosen.dealer_id, count(*) AS sheet_count,
        sum(coalesce(unit_fee.amount, chosen.allowed)) AS fees
    FROM ({{sheets}}) AS chosen
    LEFT JOIN unit_fee USING (version_id)
    GROUP BY chosen.dealer_id
),
credits AS ({{credits}}),
closed AS (
    SELECT dealer_id FROM settlements_statement
    WHERE provider_id = %(provider)s AND kind = 'year_end' AND month = %(first)s
)
INSERT INTO settlements_statement (
    provider_id, code, dealer_id, version_id, kind, month, has_fund, sheet_count, fees, waiting,
    before, accrued, deducted, granted, carried, lapsed, credit, state, made_at, made_by_id,
    bank_reference, returned_because, invoice_number
)
SELECT %(provider)s, %(prefix)s || settling.dealer, settling.dealer_id, settling.version_id,
    'monthly', %(month)s, settling.share IS NOT NULL, coalesce(sheets.sheet_count, 0), due.fees,
    held.waiting, CASE WHEN settling.share IS NULL THEN 0
        ELSE held.fund - held.accrued + held.deducted END,
    held.accrued, held.deducted, due.granted, 0,
    CASE WHEN closed.dealer_id IS NULL THEN 0 ELSE held.waiting + due.fees - due.granted END,
    coalesce(credits.credit, 0), CASE WHEN due.granted > 0 THEN 'made' ELSE 'nothing_due' END,
    %(at)s, %(by)s, '', '', ''
FROM settling
JOIN held USING (dealer_id)
LEFT JOIN sheets USING (dealer_id)
LEFT JOIN credits USING (dealer_id)
LEFT JOIN closed USING (dealer_id)
CROSS JOIN LATERAL (
    SELECT coalesce(sheets.fees, 0) AS fees,
        greatest(0, least(held.waiting + coalesce(sheets.fees, 0),
            CASE WHEN settling.share IS NULL THEN NULL ELSE held.fund END)) AS granted
) AS due
WHERE sheets.sheet_count > 0 OR held.accrued <> 0 OR held.deducted <> 0 OR due.granted <> 0
ON CONFLICT DO NOTHING
RETURNING code, state
"""  # noqa: S608 - words of ours alone

# What a statement of a month says, in the ledger.
MONTH_LINES = (
    LINE
    + """
SELECT %(provider)s, move.account, move.contra, 'statement', made.code, move.item, 'provider',
    'clause', move.words || ' ' || %(period)s, 1, move.amount, move.amount, move.clause,
    settling.dealer, %(period)s, made.code, made.code || ':' || move.item, %(at)s, %(by)s
FROM settlements_statement AS made
JOIN settling USING (dealer_id)
CROSS JOIN LATERAL (VALUES
    ('earned', 'verified', 'fees', %(fees)s, settling.fee_clause, made.fees),
    ('payable', CASE WHEN made.has_fund THEN 'fund' ELSE 'cost' END, 'granted', %(granted)s,
        settling.fee_clause, made.granted),
    ('verified', 'earned', 'fees_granted', %(fees_granted)s, settling.fee_clause, made.granted),
    ('verified', 'earned', 'fees_lapsed', %(fees_lapsed)s, settling.true_up_clause, made.lapsed),
    ('material', 'returned', 'credit', %(credit)s, settling.credit_clause, made.credit)
) AS move (account, contra, item, words, clause, amount)
WHERE made.provider_id = %(provider)s AND made.kind = 'monthly' AND made.month = %(month)s
    AND move.amount <> 0
ON CONFLICT DO NOTHING
"""
)
