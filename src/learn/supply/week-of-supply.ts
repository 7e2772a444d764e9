import { WEEK_HOURS } from './local-hours.ts'
import { DAY_HOURS, type SupplyHistory } from './supply-history.ts'

/** After so many hours, what was asked counts half for the shape of a week. */
const HALF_LIFE_HOURS = 3 * WEEK_HOURS

/** The least of hours that are known before anything is forecast: 7 days. */
export const LEAST_HOURS = WEEK_HOURS

/** What of a history a week is made from. */
export interface WeekQuestion {
  readonly told: SupplyHistory['told']
  /** Placements of one cell, by hour. */
  readonly asked: Float64Array
  /** The hour of the week of each hour, on the clock of the cell. */
  readonly hourOfWeek: Uint8Array
  /** Hours from here on are not looked at. */
  readonly until: number
}

/**
 * The placements that one cell is expected to be asked in each hour of a week: their mean, in which what is three weeks
 * old counts half, at the level of the last 7 days that are known. Null: fewer than 7 days are known since the cell was
 * first asked.
 */
export function weekOfSupply(question: WeekQuestion): Float64Array | null {
  if (knownHours(question) < LEAST_HOURS) return null
  const shape = shapeOf(question)
  const level = levelOf(question, shape)
  return shape.map((placements) => placements * level)
}

/** Hours that are known since a cell was first asked. */
export function knownHours({ told, asked, until }: Omit<WeekQuestion, 'hourOfWeek'>): number {
  let hours = 0
  for (let index = firstAsked(asked); index < until; index += 1) hours += told[index] ?? 0
  return hours
}

function firstAsked(asked: Float64Array): number {
  const first = asked.findIndex((placements) => placements > 0)
  return first < 0 ? asked.length : first
}

function shapeOf({ told, asked, hourOfWeek, until }: WeekQuestion): Float64Array {
  const [sums, weights] = [new Float64Array(WEEK_HOURS), new Float64Array(WEEK_HOURS)]
  for (let index = firstAsked(asked); index < until; index += 1) {
    if (told[index] !== 1) continue
    const hour = hourOfWeek[index] ?? 0
    const weight = 2 ** ((index - until) / HALF_LIFE_HOURS)
    sums[hour] = (sums[hour] ?? 0) + weight * (asked[index] ?? 0)
    weights[hour] = (weights[hour] ?? 0) + weight
  }
  return sums.map((sum, hour) =>
    (weights[hour] ?? 0) > 0 ? sum / (weights[hour] ?? 1) : sameTime(sums, weights, hour),
  )
}

/** For an hour of the week that was always missing: the mean of that time of day. */
function sameTime(sums: Float64Array, weights: Float64Array, hour: number): number {
  let [sum, weight] = [0, 0]
  for (let other = hour % DAY_HOURS; other < WEEK_HOURS; other += DAY_HOURS) {
    sum += sums[other] ?? 0
    weight += weights[other] ?? 0
  }
  return weight > 0 ? sum / weight : 0
}

/** How much the last 7 days that are known have, in relation to the shape. */
function levelOf({ told, asked, hourOfWeek, until }: WeekQuestion, shape: Float64Array): number {
  let [hours, real, usual] = [0, 0, 0]
  for (let index = until - 1; index >= 0 && hours < WEEK_HOURS; index -= 1) {
    if (told[index] !== 1) continue
    hours += 1
    real += asked[index] ?? 0
    usual += shape[hourOfWeek[index] ?? 0] ?? 0
  }
  return usual > 0 ? real / usual : 0
}
