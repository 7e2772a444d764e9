import type { CampaignForecastAnswer } from '../../contracts/ops/answers/campaigns/forecast.ts'
import { count, type Output, paint, plain, table } from '../frame/output.ts'

/** Width of the picture, in characters. */
const WIDTH = 50

const TONES = { yes: 'green', risky: 'yellow', no: 'red', unknown: 'yellow' } as const

/** What a campaign can be expected to get, for a person: the interval beside the goal, and who loses by it. */
export function forecastPicture(output: Output, forecast: CampaignForecastAnswer): string[] {
  const { expected, counts, goal, delivered, reachable, why, unknown } = forecast
  const verdict = reachable === null ? [] : [`the goal can be reached: ${paint(output, TONES[reachable], reachable)}`]
  const missing = unknown.map(({ territory, surface }) => `${plain(territory)} ${surface}`)
  const partial =
    missing.length === 0 || expected === null
      ? []
      : [`in no number, under 7 days of counters: ${missing.slice(0, 8).join(', ')}${more(missing.length - 8)}`]
  if (expected === null) return [...verdict, `no forecast: ${plain(why)}`, madeFrom(output, forecast)]
  const rows = [
    [counts, count(expected.low), count(expected.mid), count(expected.high)],
    ...(goal === null ? [] : [['goal', '', count(goal), '']]),
    ...(delivered > 0 ? [['delivered so far', '', count(delivered), '']] : []),
  ]
  return [
    ...table(['', 'low', 'expected', 'high'], rows),
    ...scale(output, expected, goal),
    ...verdict,
    ...losers(forecast),
    ...partial,
    madeFrom(output, forecast),
  ]
}

/** The interval from nothing to the greatest number, with the goal above it. */
function scale(
  output: Output,
  expected: NonNullable<CampaignForecastAnswer['expected']>,
  goal: number | null,
): string[] {
  const { low, mid, high } = expected
  const greatest = Math.max(high, goal ?? 0, 1)
  const at = (value: number) => Math.round((value / greatest) * (WIDTH - 1))
  const bar = Array.from({ length: WIDTH }, (_, index) => {
    if (index === at(mid)) return '◆'
    return index >= at(low) && index <= at(high) ? '━' : '·'
  }).join('')
  const above = goal === null ? [] : [`${' '.repeat(at(goal))}▼ goal`]
  return [...above, paint(output, 'dim', bar)]
}

function losers({ takesFrom }: CampaignForecastAnswer): string[] {
  if (takesFrom.length === 0) return ['nobody loses by it']
  return table(
    ['loses by it', 'impressions'],
    takesFrom.map(({ campaignId, impressions }) => [campaignId, count(impressions)]),
  )
}

function madeFrom(
  output: Output,
  { daysOfData, contexts, regions, from, until, chances }: CampaignForecastAnswer,
): string {
  const asked = chances === null ? '' : `${count(chances)} placements from `
  const sampled = contexts === 0 ? '' : `, ${count(contexts)} logged placements of ${regions.join(' ')}`
  return paint(
    output,
    'dim',
    `${asked}${from} until ${until}; made from ${count(daysOfData)} days of counters${sampled}`,
  )
}

function more(rest: number): string {
  return rest > 0 ? ` and ${count(rest)} more` : ''
}
