import { DAY_HOURS } from './supply-history.ts'
import { LEAST_HOURS, type WeekQuestion, weekOfSupply } from './week-of-supply.ts'

/** For how many days ahead the errors of forecasts are measured. */
export const HORIZON_DAYS = [1, 7, 28] as const

/** Days between two origins. */
const ORIGIN_DAYS = 3

/** Below so many placements chance alone is the error, and says nothing of forecasts. */
const COUNTED_PLACEMENTS = 20

/**
 * How far forecasts were off, for each of `HORIZON_DAYS`: the root mean square of the logarithm of what was asked over
 * what had been expected, about the share that it was off by. Null: the history is too short for a single one.
 */
export type HorizonErrors = readonly (number | null)[]

/**
 * Measures the errors by rolling origin: from every third day of the history on, with no more than what was known on
 * that day, the days after it are forecast and compared. Missing hours count on neither side.
 */
export function horizonErrors(question: Omit<WeekQuestion, 'until'>): HorizonErrors {
  const hours = question.told.length
  const squares = HORIZON_DAYS.map((): number[] => [])
  for (let until = hours - DAY_HOURS; until >= LEAST_HOURS; until -= ORIGIN_DAYS * DAY_HOURS) {
    const week = weekOfSupply({ ...question, until })
    if (week === null) break
    for (const [index, days] of HORIZON_DAYS.entries()) {
      if (until + days * DAY_HOURS > hours) continue
      const error = errorOf(question, week, until, until + days * DAY_HOURS)
      if (error !== null) squares[index]?.push(error ** 2)
    }
  }
  return squares.map((all) =>
    all.length === 0 ? null : Math.sqrt(all.reduce((sum, each) => sum + each, 0) / all.length),
  )
}

function errorOf(
  { told, asked, hourOfWeek }: Omit<WeekQuestion, 'until'>,
  week: Float64Array,
  from: number,
  until: number,
): number | null {
  let [real, expected] = [0, 0]
  for (let index = from; index < until; index += 1) {
    if (told[index] !== 1) continue
    real += asked[index] ?? 0
    expected += week[hourOfWeek[index] ?? 0] ?? 0
  }
  return Math.max(real, expected) < COUNTED_PLACEMENTS ? null : Math.log((real + 1) / (expected + 1))
}

/** What is taken for the error of a forecast of so many days while no history is long enough to measure it. */
const UNMEASURED = [0.15, 0.2, 0.3] as const

/**
 * The error of a forecast that reaches so many days ahead: between two of the measured ones in proportion, and beyond
 * the last it grows with the root of the days.
 *
 * @param knownDays days that the forecast is made from: few of them measure an error badly, and it is widened
 */
export function errorAhead(errors: HorizonErrors, days: number, knownDays: number): number {
  const points = HORIZON_DAYS.map((horizon, index) => ({ horizon, error: measured(errors, index, knownDays) }))
  const after = points.findIndex(({ horizon }) => horizon >= days)
  const [last, first] = [points[points.length - 1], points[0]]
  if (last === undefined || first === undefined) return 0
  if (after === 0) return first.error
  if (after < 0) return last.error * Math.sqrt(days / last.horizon)
  const [low = first, high = last] = [points[after - 1], points[after]]
  return low.error + ((high.error - low.error) * (days - low.horizon)) / (high.horizon - low.horizon)
}

function measured(errors: HorizonErrors, index: number, knownDays: number): number {
  const [horizon, error, otherwise] = [HORIZON_DAYS[index] ?? 1, errors[index] ?? null, UNMEASURED[index] ?? 0]
  // What was measured for fewer days ahead is the least for more.
  const least = Math.max(0, ...errors.slice(0, index).map((each) => each ?? 0))
  if (error === null) return Math.max(otherwise, least * Math.SQRT2)
  const independent = Math.max(1, (knownDays - LEAST_HOURS / DAY_HOURS) / horizon)
  return Math.max(error, least) * (1 + 0.6 / independent)
}
