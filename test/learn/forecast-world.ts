import { campaignForecast, type ForecastPart } from '../../src/learn/forecast/campaign-forecast.ts'
import type { ExpectedRange } from '../../src/learn/forecast/expected-range.ts'
import { takenShare } from '../../src/learn/forecast/taken-share.ts'
import { SupplyErrors } from '../../src/learn/supply/supply-errors.ts'
import { SUPPLY_HOUR_MS, SupplyHistoryBuilder } from '../../src/learn/supply/supply-history.ts'
import { supplyWeeks } from '../../src/learn/supply/supply-weeks.ts'
import { forecastOf, HERO, UTC } from './synthetic-supply.ts'

const DAY_HOURS = 24
const START = Date.UTC(2026, 5, 1)

/** Seeded chance. */
export class Chance {
  constructor(private state: number) {}

  /** 0 up to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  /** A count with this mean. */
  count(mean: number): number {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()))
  }
}

/**
 * What a cell is asked in each hour of a world: days and weeks, a trend, a level that wanders, evenings of great events,
 * and hours without any report (NaN).
 */
export function askedByHour(chance: Chance, days: number): Float64Array {
  const base = 40 * 10 ** (chance.next() * 2.5)
  const trend = 0.004 * chance.normal()
  const [deep, weekend] = [0.4 + 0.5 * chance.next(), 1 + 0.6 * chance.next()]
  let [wandering, outage] = [0, 0]
  return Float64Array.from({ length: days * DAY_HOURS }, (_, hour) => {
    const [day, clock] = [Math.floor(hour / DAY_HOURS), hour % DAY_HOURS]
    if (clock === 0) wandering = 0.8 * wandering + 0.05 * chance.normal()
    if (chance.next() < 1 / 500) outage = 1 + Math.floor(chance.next() * 6)
    const event = clock >= 19 && clock < 22 && day % 17 === 5 ? 2 : 1
    const shape = 1 - deep * Math.cos(((clock - 8) * 2 * Math.PI) / DAY_HOURS) * -1
    const mean = base * shape * (day % 7 >= 5 ? weekend : 1) * Math.exp(trend * day + wandering) * event
    outage -= 1
    return outage >= 0 ? Number.NaN : chance.count(Math.max(0, mean))
  })
}

/** One campaign of such a world: what was forecast of it, and what it then got. */
export interface TriedForecast {
  readonly range: ExpectedRange
  readonly real: number
}

/** A campaign of 1 to 28 days that begins at once, forecast from so many days of counters and 400 logged contexts. */
export function triedForecast(seed: number, historyDays: number): TriedForecast {
  const chance = new Chance(seed)
  const days = 1 + Math.floor(chance.next() * 28)
  const asked = askedByHour(chance, historyDays + days)
  const begins = historyDays * DAY_HOURS
  const builder = new SupplyHistoryBuilder(START, begins)
  for (const [hour, placements] of asked.subarray(0, begins).entries()) {
    builder.add(START + hour * SUPPLY_HOUR_MS, HERO, placements)
  }
  const weeks = supplyWeeks(builder.finish(), UTC)
  const now = START + begins * SUPPLY_HOUR_MS
  const share = chance.next() ** 2
  const contexts = Array.from({ length: 400 }, () => ({ weight: 1, taken: chance.next() < share ? 1 : 0 }))
  const [seen, seenError] = [0.6, 0.03]
  const part: ForecastPart = {
    chances: forecastOf(weeks).expected(HERO, now, now + days * DAY_HOURS * SUPPLY_HOUR_MS) ?? 0,
    chancesError: new SupplyErrors([weeks]).ahead(HERO, days),
    taken: takenShare(contexts) ?? { share: 0, error: 0, atMost: null, contexts: 0 },
    ...{ seen, seenError },
  }
  const future = asked.subarray(begins)
  // In an outage of reports viewers go on watching: it is as long as the hour before.
  const sum = future.reduce((total, placements) => total + (Number.isNaN(placements) ? 0 : placements), 0)
  const told = future.reduce((count, placements) => count + (Number.isNaN(placements) ? 0 : 1), 0)
  const real = (sum * future.length) / told
  return {
    range: campaignForecast([part]),
    real: chance.count(real * share * seen * Math.exp(seenError * chance.normal())),
  }
}
