import type { Chance } from '../../../../src/decide/draw/chance.ts'
import { MONTH_DAYS, STEPS_PER_HOUR, type StepSpan } from './month.ts'

const MONTH_HOURS = MONTH_DAYS * 24
/** No two campaigns of a lane follow each other within less. */
const LEAST_HOURS = 4 * 24

/** A window of so many days, in whole hours, anywhere in the month. */
export function randomWindow(days: number, chance: Chance): StepSpan {
  const hours = Math.min(MONTH_HOURS, Math.max(1, Math.round(days * 24)))
  const from = Math.floor(chance() * (MONTH_HOURS - hours + 1))
  return { from: from * STEPS_PER_HOUR, until: (from + hours) * STEPS_PER_HOUR }
}

/** The month in so many windows, one after the other, each of 4 days or more. */
export function windowsInTurn(count: number, chance: Chance): StepSpan[] {
  const spare = MONTH_HOURS - count * LEAST_HOURS
  const parts = Array.from({ length: count }, () => 0.1 + chance())
  const all = parts.reduce((sum, each) => sum + each, 0)
  let from = 0
  return parts.map((part, index) => {
    const hours = index === count - 1 ? MONTH_HOURS - from : LEAST_HOURS + Math.floor((spare * part) / all)
    const window = { from: from * STEPS_PER_HOUR, until: (from + hours) * STEPS_PER_HOUR }
    from += hours
    return window
  })
}
