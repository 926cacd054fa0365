"""The statements of a month, and what they say in the ledger; see `sql`."""

from sanbao.apps.settlements.actions.run.sql import HELD, LINE

# P7-5.5: warranty material that came back, as far as it was allowed: of single lines,
# or of a whole sheet.
CREDITS = """
    SELECT chosen.dealer_id, sum(part.allowed) AS credit
    FROM ({sheets}) AS chosen
    JOIN settling ON settling.dealer_id = chosen.dealer_id AND settling.credit_clause <> ''
    JOIN claims_sheet AS sheet ON sheet.id = chosen.id
    JOIN claims_sheetline AS part ON part.sheet_id = chosen.id AND part.item = 'parts'
        AND (part.old_part_returned OR sheet.material_returned)
    GROUP BY chosen.dealer_id
"""
NO_CREDITS = "SELECT NULL::bigint AS dealer_id, NULL::numeric AS credit WHERE false"

# In a month of a year that is settled already the true-up is made again (P2-7.1): whatever the fund
# holds then is paid, what is short goes over, fees beyond it lapse; so the fund ends at nothing.
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
    held.accrued, held.deducted, due.granted,
    CASE WHEN due.is_closed THEN least(0, held.fund) ELSE 0 END,
    CASE WHEN due.is_closed THEN due.payable - least(due.payable, due.granted) ELSE 0 END,
    coalesce(credits.credit, 0), CASE WHEN due.granted > 0 THEN 'made' ELSE 'nothing_due' END,
    %(at)s, %(by)s, '', '', ''
FROM settling
JOIN held USING (dealer_id)
LEFT JOIN sheets USING (dealer_id)
LEFT JOIN credits USING (dealer_id)
LEFT JOIN closed USING (dealer_id)
CROSS JOIN LATERAL (
    SELECT known.*, CASE WHEN known.is_closed THEN greatest(0, held.fund)
        ELSE greatest(0, least(known.payable,
            CASE WHEN settling.share IS NULL THEN NULL ELSE held.fund END)) END AS granted
    FROM (
        SELECT coalesce(sheets.fees, 0) AS fees,
            held.waiting + coalesce(sheets.fees, 0) AS payable,
            closed.dealer_id IS NOT NULL AND settling.share IS NOT NULL AS is_closed
    ) AS known
) AS due
WHERE sheets.sheet_count > 0 OR held.accrued <> 0 OR held.deducted <> 0 OR due.granted <> 0
    OR due.is_closed AND held.fund <> 0
ON CONFLICT DO NOTHING
RETURNING code, state
"""  # noqa: S608 - words of ours alone

# What a statement of a month says, in the ledger.
MONTH_LINES = (
    LINE
    + """
SELECT %(provider)s, move.account, move.contra, 'statement', made.code, move.item, 'provider',
    'clause', move.words || ' ' || move.period, 1, move.amount, move.amount, move.clause,
    settling.dealer, move.period, made.code, made.code || ':' || move.item, %(at)s, %(by)s
FROM settlements_statement AS made
JOIN settling USING (dealer_id)
CROSS JOIN LATERAL (
    SELECT least(made.waiting + made.fees, made.granted) AS of_fees,
        made.granted > made.waiting + made.fees AS is_rest
) AS due
CROSS JOIN LATERAL (VALUES
    ('earned', 'verified', 'fees', %(fees)s, settling.fee_clause, %(period)s, made.fees),
    ('payable', CASE WHEN made.has_fund THEN 'fund' ELSE 'cost' END, 'granted',
        CASE WHEN due.is_rest THEN %(rest)s ELSE %(granted)s END,
        CASE WHEN due.is_rest THEN settling.true_up_clause ELSE settling.fee_clause END,
        %(period)s, made.granted),
    ('verified', 'earned', 'fees_granted', %(fees_granted)s, settling.fee_clause, %(period)s,
        due.of_fees),
    ('verified', 'earned', 'fees_lapsed', %(fees_lapsed)s, settling.true_up_clause, %(period)s,
        made.lapsed),
    ('material', 'returned', 'credit', %(credit)s, settling.credit_clause, %(period)s,
        made.credit),
    ('fund', 'carried', 'carried_over', %(carried)s, settling.true_up_clause, %(period)s,
        -made.carried),
    ('carried', 'fund', 'carried_in', %(carried)s, settling.true_up_clause, %(next_year)s,
        -made.carried)
) AS move (account, contra, item, words, clause, period, amount)
WHERE made.provider_id = %(provider)s AND made.kind = 'monthly' AND made.month = %(month)s
    AND move.amount <> 0
ON CONFLICT DO NOTHING
"""
)
