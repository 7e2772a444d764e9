import type { Redis } from '@upstash/redis/cloudflare'
import type { SupplyCell } from '../../../model/messages/queue-message.ts'
import { NO_SUPPLY, type SupplyCounts, sumOfSupply } from '../../../model/messages/supply-counts.ts'
import type { RegionId, TerritoryCode } from '../../../model/nouns/region.ts'
import type { SurfaceId } from '../../../model/nouns/surface.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields } from '../../store/replies.ts'
import { unfoldedSpans } from '../claim-spans.ts'
import { latestTotals } from '../growing-totals.ts'
import { totalsOf } from './hour-totals.ts'
import { cellsOfReports } from './raw-reports.ts'
import {
  DAY_MS,
  dayName,
  HOUR_MS,
  hourName,
  type RegionHour,
  regionHourName,
  regionHourOf,
  SUPPLY_SPANS,
} from './supply-hours.ts'

/** Days whose totals are read at once. */
const DAYS_AT_ONCE = 4

/** Whose supply is read, and of which whole hours; instants in milliseconds since 1970 UTC. */
export interface SupplyQuestion {
  readonly regions: readonly RegionId[]
  readonly from: number
  readonly to: number
  /** Null: of all. */
  readonly territory: TerritoryCode | null
  /** Null: of all. */
  readonly surface: SurfaceId | null
}

/** What was asked for in an hour. */
export interface HourlySupply extends SupplyCounts {
  readonly hour: number
}

/**
 * Reads the totals of each hour; of an hour with something newer, what its reports come to. Hours without any report are
 * left out.
 */
export async function readSupply(redis: Redis, question: SupplyQuestion): Promise<readonly HourlySupply[]> {
  const hours = new Map<number, SupplyCounts>()
  for await (const { hour, cells } of supplyHours(redis, question)) {
    hours.set(hour, sumOfSupply([hours.get(hour) ?? NO_SUPPLY, ...cells.filter(isAsked(question))]))
  }
  return [...hours].map(([hour, counts]) => ({ hour, ...counts })).sort((one, other) => one.hour - other.hour)
}

/** As `readSupply`, with the cells of each hour and region by themselves, in no order; all territories and surfaces. */
export async function* supplyHours(
  redis: Redis,
  question: Pick<SupplyQuestion, 'regions' | 'from' | 'to'>,
): AsyncGenerator<{ readonly hour: number; readonly cells: readonly SupplyCell[] }> {
  const unfolded = await unfoldedHours(redis, question)
  const days = daysOf(question)
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    for (const { region, day, totals } of await dayTotals(redis, question, days.slice(from, from + DAYS_AT_ONCE))) {
      for (let hour = Math.max(day, question.from); hour < Math.min(day + DAY_MS, question.to); hour += HOUR_MS) {
        const known = totalsOf(hour, totals) ?? []
        const reported = unfolded.get(regionHourName({ region, hour })) ?? []
        // The reports lapse before the totals do.
        const cells = sumOfSupply(reported).asked > sumOfSupply(known).asked ? reported : known
        if (cells.length > 0) yield { hour, cells }
      }
    }
  }
}

function isAsked({ territory, surface }: SupplyQuestion) {
  return (cell: SupplyCell): boolean =>
    (territory === null || cell.territory === territory) && (surface === null || cell.surface === surface)
}

/** The beginnings of the days that the question reaches into. */
function daysOf({ from, to }: Pick<SupplyQuestion, 'from' | 'to'>): readonly number[] {
  const days: number[] = []
  for (let day = from - (from % DAY_MS); day < to; day += DAY_MS) days.push(day)
  return days
}

async function dayTotals(redis: Redis, { regions }: Pick<SupplyQuestion, 'regions'>, days: readonly number[]) {
  const asked = days.flatMap((day) => regions.map((region) => ({ day, region })))
  const replies = await sendRepeatable(redis, (queue) => {
    for (const { day, region } of asked) queue.hgetall(keys.supplyDay(region, dayName(day)))
  })
  return asked.map((each, index) => ({ ...each, totals: latestTotals(asFields(replies[index] ?? [])) }))
}

/** What the reports come to of each hour with some that are in no totals yet. */
async function unfoldedHours(
  redis: Redis,
  { regions, from, to }: Pick<SupplyQuestion, 'regions' | 'from' | 'to'>,
): Promise<ReadonlyMap<string, readonly SupplyCell[]>> {
  const { fresh, begun } = await unfoldedSpans(redis, SUPPLY_SPANS)
  const names = new Set([...fresh, ...begun])
  const isWanted = ({ region, hour }: RegionHour): boolean => regions.includes(region) && from <= hour && hour < to
  const wanted = [...names].flatMap((name) => regionHourOf(name) ?? []).filter(isWanted)
  const found = new Map<string, readonly SupplyCell[]>()
  for (const { region, hour } of wanted) {
    const [reports] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.supplyHour(region, hourName(hour))))
    found.set(regionHourName({ region, hour }), cellsOfReports(asFields(reports ?? [])))
  }
  return found
}

/** When the newest report of these regions was made, milliseconds since 1970 UTC; null: there was none. */
export async function lastSupplyReport(redis: Redis, regions: readonly RegionId[]): Promise<number | null> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const region of regions) queue.zscore(keys.supplyReported, region)
  })
  const known = replies.filter((reply) => reply !== null).map(Number)
  return known.length === 0 ? null : Math.max(...known)
}

/** How many reports were refused on the days of the question, by why; one that came twice counts twice. */
export async function refusedReports(
  redis: Redis,
  question: SupplyQuestion,
): Promise<Readonly<Record<string, number>>> {
  const asked = daysOf(question).flatMap((day) => question.regions.map((region) => [region, dayName(day)] as const))
  const replies = await sendRepeatable(redis, (queue) => {
    for (const [region, day] of asked) queue.hgetall(keys.supplyRefused(region, day))
  })
  const counts = new Map<string, number>()
  for (const reply of replies) {
    for (const [why, times] of asFields(reply ?? [])) counts.set(why, (counts.get(why) ?? 0) + Number(times))
  }
  return Object.fromEntries(counts)
}
