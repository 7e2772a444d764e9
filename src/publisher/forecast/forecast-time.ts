import { type OpenCell, OpenTimes } from '../../compile/open-times.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

const DAY_MS = 86_400_000
/** How far ahead a forecast looks; a campaign that ends later is forecast up to there. */
export const AHEAD_MS = 400 * DAY_MS
/** How many days of a campaign without an end are forecast, from its start or from now. */
const OPEN_END_MS = 28 * DAY_MS

/** When and where a campaign is open from now on. */
export interface ForecastTime {
  readonly cells: readonly OpenCell[]
  /** The first instant at which it is open somewhere, and the end of the last; milliseconds since 1970 UTC. */
  readonly from: number
  readonly until: number
}

/**
 * The time of a campaign that is still to come.
 *
 * @throws OpsProblem 400 that names the field, if there is none
 */
export function forecastTime({ rules, now }: PublisherContext, record: Campaign): ForecastTime {
  const at = now()
  const opens = new OpenTimes(rules, at)
  const all = opens.cellsOf(record, { from: at, until: at + AHEAD_MS })
  if (all.length === 0) throw nothingLeft(record, at)
  const first = firstOf(all)
  const cells = record.end === null ? opens.cellsOf(record, { from: at, until: first + OPEN_END_MS }) : all
  return { cells, from: first, until: Math.max(...cells.map(({ times }) => times.at(-1)?.end ?? first)) }
}

function firstOf(cells: readonly OpenCell[]): number {
  return Math.min(...cells.map(({ times }) => times[0]?.start ?? Number.POSITIVE_INFINITY))
}

function nothingLeft(record: Campaign, now: number): OpsProblem {
  const isOver = record.end !== null && Date.parse(`${record.end}Z`) <= now + DAY_MS
  if (isOver) {
    const detail = `${record.id} ends ${record.end}, and nothing of its time is left to forecast: give it a later end.`
    return new OpsProblem(400, 'Nothing left to forecast', detail, 'end')
  }
  const detail = `${record.id} is open at no time of the next 400 days: look at its start, hours and blackouts.`
  return new OpsProblem(400, 'Nothing left to forecast', detail, record.hours.length > 0 ? 'hours' : 'start')
}
