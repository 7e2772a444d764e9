import type { SupplyAsked } from '../../contracts/ops/requests/supply.ts'
import { OpsProblem } from '../ops-problem.ts'

const DAY_MS = 86_400_000
/** As long as totals are kept. */
const DAYS_MAX = 100
/** In one answer: more than a graph has points. */
const BUCKETS_MAX = 1_000

/** Buckets that are asked for: whole steps, in milliseconds since 1970 UTC. */
export interface SupplyTime {
  readonly from: number
  /** The end of the last bucket. */
  readonly to: number
  readonly stepMs: number
}

/**
 * The buckets that a query asks for, whole, and up to the one with the present instant.
 *
 * @throws OpsProblem 400 that names the field
 */
export function supplyTime(asked: Pick<SupplyAsked, 'from' | 'to' | 'step'>, now: number): SupplyTime {
  const stepMs = asked.step * 1000
  const up = (instant: number) => Math.ceil(instant / stepMs) * stepMs
  const end = asked.to === undefined ? now : Date.parse(asked.to)
  const present = up(now + 1)
  const to = asked.to === undefined ? present : Math.min(up(end), present)
  const start = asked.from === undefined ? to - DAY_MS : Date.parse(asked.from)
  const from = start - (start % stepMs)
  if (asked.from !== undefined && start > now) throw bad('from', 'from lies in the future.')
  if (start >= end) throw bad('from', 'from is an instant before to.')
  if (end - start > DAYS_MAX * DAY_MS) throw bad('from', `At most ${DAYS_MAX} days lie between from and to.`)
  const earliest = now - (now % DAY_MS) - DAYS_MAX * DAY_MS
  if (start < earliest) {
    throw bad(
      'from',
      `Supply is kept for ${DAYS_MAX} days: from is ${new Date(earliest).toISOString()} at the earliest.`,
    )
  }
  const buckets = (to - from) / stepMs
  if (buckets > BUCKETS_MAX) {
    const step = Math.ceil((to - from) / BUCKETS_MAX / 3_600_000) * 3_600
    throw bad(
      'step',
      `These are ${buckets} buckets, and at most ${BUCKETS_MAX} are answered: take step=${step} or more.`,
    )
  }
  return { from, to, stepMs }
}

function bad(field: 'from' | 'step', detail: string): OpsProblem {
  return new OpsProblem(400, 'A bad time', detail, field)
}
