import type { Chance } from '../../../../src/decide/draw/chance.ts'
import { MONTH_STEPS, STEPS_PER_HOUR, type StepSpan } from './month.ts'

/** What is out, and when. */
export interface Outages {
  /** Nobody asks. */
  readonly traffic: readonly StepSpan[]
  /** Counters stand still, with their watermark, and catch up afterwards. */
  readonly events: readonly StepSpan[]
  /** No step of the controller; edges keep the share that they have until it ends. */
  readonly publisher: readonly StepSpan[]
}

/** Two of each kind in the month, wherever they fall. */
export function drawnOutages(chance: Chance): Outages {
  const spans = (hours: number): StepSpan[] =>
    Array.from({ length: 2 }, () => {
      const from = Math.floor(chance() * (MONTH_STEPS - hours * STEPS_PER_HOUR))
      return { from, until: from + hours * STEPS_PER_HOUR }
    })
  return { traffic: spans(4), events: spans(3), publisher: spans(6) }
}

export const NO_OUTAGES: Outages = { traffic: [], events: [], publisher: [] }
