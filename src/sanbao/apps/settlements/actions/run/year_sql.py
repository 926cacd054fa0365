"""The statements of a year's end (P2-7.1), and what they say in the ledger; see `sql`."""

from sanbao.apps.settlements.actions.run.sql import HELD, LINE

# P2-8.2: of the year's fund the share that each drawn consequence says, once it has come to it.
FINES = (
    LINE  # noqa: S608 - words of ours alone
    + """
SELECT %(provider)s, 'deduction', 'fund', 'obligation', due.code, 'feedback', 'dealer', 'clause',
    %(feedback)s || ' ' || due.code, 1, due.amount, due.amount, due.clause, due.dealer, %(period)s,
    due.code, 'obligation:' || due.code, %(at)s, %(by)s
FROM (
    SELECT drawn.code, drawn.clause, settling.dealer,
        greatest(0, round(drawn.portion * coalesce(booked.accrued, 0), 2)) AS amount
    FROM obligations_obligation AS drawn
    JOIN obligations_obligation AS missed ON missed.id = drawn.caused_by_id
    JOIN settling ON settling.dealer = drawn.dealer
    LEFT JOIN (
        SELECT dealer, sum(amount) AS accrued FROM money_line
        WHERE provider_id = %(provider)s AND item = 'accrual' AND dealer <> ''
            AND period LIKE %(year)s
        GROUP BY dealer
    ) AS booked ON booked.dealer = settling.dealer
    WHERE drawn.provider_id = %(provider)s AND drawn.what = 'deduction'
        AND drawn.portion IS NOT NULL AND drawn.met_at IS NULL
        AND drawn.state NOT IN ('cancelled', 'excused') AND settling.share IS NOT NULL
        AND missed.due_at >= %(since)s AND missed.due_at < %(until)s
) AS due
WHERE due.amount > 0
ON CONFLICT DO NOTHING
RETURNING evidence
"""
)

YEARS = f"""
WITH held AS ({HELD})
INSERT INTO settlements_statement (
    provider_id, code, dealer_id, version_id, kind, month, has_fund, sheet_count, fees, waiting,
    before, accrued, deducted, granted, carried, lapsed, credit, state, made_at, made_by_id,
    bank_reference, returned_because, invoice_number
)
SELECT %(provider)s, %(prefix)s || settling.dealer, settling.dealer_id, settling.version_id,
    'year_end', %(month)s, true, 0, 0, held.waiting, held.fund - held.accrued + held.deducted,
    held.accrued, held.deducted, due.granted, least(0, held.fund),
    held.waiting - least(held.waiting, due.granted), 0,
    CASE WHEN due.granted > 0 THEN 'made' ELSE 'nothing_due' END, %(at)s, %(by)s, '', '', ''
FROM settling
JOIN held USING (dealer_id)
CROSS JOIN LATERAL (SELECT greatest(0, held.fund) AS granted) AS due
WHERE settling.share IS NOT NULL
ON CONFLICT DO NOTHING
RETURNING code, state
"""  # noqa: S608 - words of ours alone

YEAR_LINES = (
    LINE
    + """
SELECT %(provider)s, move.account, move.contra, 'statement', made.code, move.item, 'provider',
    'clause', move.words || ' ' || move.period, 1, move.amount, move.amount,
    settling.true_up_clause, settling.dealer, move.period, made.code, made.code || ':' || move.item,
    %(at)s, %(by)s
FROM settlements_statement AS made
JOIN settling USING (dealer_id)
CROSS JOIN LATERAL (VALUES
    ('payable', 'fund', 'granted', %(rest)s, %(period)s, made.granted),
    ('verified', 'earned', 'fees_granted', %(fees_granted)s, %(period)s,
        least(made.waiting, made.granted)),
    ('verified', 'earned', 'fees_lapsed', %(fees_lapsed)s, %(period)s, made.lapsed),
    ('fund', 'carried', 'carried_over', %(carried)s, %(period)s, -made.carried),
    ('carried', 'fund', 'carried_in', %(carried)s, %(next_year)s, -made.carried)
) AS move (account, contra, item, words, period, amount)
WHERE made.provider_id = %(provider)s AND made.kind = 'year_end' AND made.month = %(month)s
    AND move.amount <> 0
ON CONFLICT DO NOTHING
"""
)
