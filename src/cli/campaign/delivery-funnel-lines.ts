import type { CampaignDelivery } from '../../contracts/ops/answers/campaigns/delivery.ts'
import type { CampaignFunnel } from '../../contracts/ops/answers/campaigns/delivery-funnel.ts'
import { count, plain, table } from '../frame/output.ts'
import { wrapped } from '../frame/wrapped.ts'

/** Width of the bar of all that was asked for, in characters. */
const BAR = 30
const SAID = { end: 'it ended', projection: 'it is expected to end', plan: 'up to now it is' } as const

/** What a campaign lacks of its goal, and where it was lost. */
export function shortfallLines({ shortfall, funnel, goal, remedies }: CampaignDelivery): readonly string[] {
  const lacks =
    shortfall === null
      ? []
      : ['', `${SAID[shortfall.by]} ${count(shortfall.events)} ${goal?.counts ?? 'impressions'} short`]
  return [...lacks, ...(funnel === null ? [] : ['', ...funnelLines(funnel)]), ...remedyLines(remedies)]
}

function remedyLines(remedies: CampaignDelivery['remedies']): readonly string[] {
  const rows = remedies.map(({ text, expected: { low, mid, high }, reachable }) => {
    return [plain(text), count(mid), `${count(low)}–${count(high)}`, reachable]
  })
  const heads = ['what would bring it closer', 'expected', 'in four of five', 'reaches its goal']
  return rows.length === 0 ? [] : ['', ...table(heads, rows)]
}

function funnelLines(funnel: CampaignFunnel): readonly string[] {
  const { asked, lost, outrankedBy, picked, picks, delivered, notSeen, contexts, logged, unsampled } = funnel
  const row = (what: string, placements: number) => [what, count(placements), barOf(placements, asked)]
  const rivals = outrankedBy.map(({ campaign, placements }) => row(`  by ${plain(campaign)}`, placements))
  const rows = [
    row('asked', asked),
    ...lost.flatMap(({ reason, placements }) => {
      return [row(`- ${plain(reason)}`, placements), ...(reason === 'outranked' ? rivals : [])]
    }),
    row('= picked', picked),
  ]
  const about = `of ${count(picks)} picks ${count(delivered)} were counted, ${count(notSeen)} were not seen. An estimate: ${count(contexts)} of ${count(logged)} logged decisions were made again, from ${plain(funnel.from.slice(0, 16))} to ${plain(funnel.until.slice(0, 16))} UTC${unsampled > 0 ? `; of ${count(unsampled)} more placements none is logged` : ''}.`
  return [
    ...table(['where it was lost', 'placements', ''], rows),
    ...wrapped(about.split(' '), { gap: ' ', indent: 2 }),
  ]
}

function barOf(part: number, whole: number): string {
  return whole === 0 ? '' : '█'.repeat(Math.round((part / whole) * BAR))
}
