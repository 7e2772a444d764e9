import type { CampaignCountersAnswer } from '../../contracts/ops/answers/events/counters.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Shows what a campaign delivered, with totals. */
export const campaignCountersVerb = defineVerb({
  name: 'campaign counters',
  description:
    'Show impressions and starts of a campaign by day, territory and surface, as sampled decisions count them',
  example: 'campaign counters cmp_dach-hero --from 2026-11-16 --to 2026-11-22',
  args: {
    id: { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' },
    from: { type: 'string', description: 'First day, UTC (7 days, with the last)', valueHint: 'YYYY-MM-DD' },
    to: { type: 'string', description: 'Last day, UTC (today)', valueHint: 'YYYY-MM-DD' },
  },
  run: async (args, shell) => {
    const { from, to } = args
    const query = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
    const body = await (await openOps(shell)).campaignCounters(matching('ID', args.id, campaignId), query)
    answer(shell, body, lines(body))
    return EXIT.done
  },
})

function lines({ asOf, rows }: CampaignCountersAnswer): string[] {
  const counted = asOf === null ? 'no event is counted yet' : `counted: what was received until ${plain(asOf)}`
  if (rows.length === 0) return ['nothing was delivered on these days', counted]
  const total = (key: 'impressions' | 'starts') => count(rows.reduce((sum, row) => sum + row[key], 0))
  const cells = rows.map((row) => [
    plain(row.day),
    plain(row.territory) || '–',
    plain(row.surface) || '–',
    count(row.impressions),
    count(row.starts),
  ])
  const heads = ['day', 'territory', 'surface', 'impressions', 'starts']
  return [...table(heads, [...cells, ['total', '', '', total('impressions'), total('starts')]]), counted]
}
