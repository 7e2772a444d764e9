import { OpsProblem } from '../ops-problem.ts'

const DAY_MS = 86_400_000

/** Buckets that are asked for: whole steps, in milliseconds since 1970 UTC. */
export interface BucketTime {
  readonly from: number
  /** The end of the last bucket. */
  readonly to: number
  readonly stepMs: number
}

/** What a query says of time: two instants in UTC as text, and a step in seconds. */
export interface AskedTime {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly step: number
}

/** What is kept, and how much of it is answered. */
export interface KeptTime {
  /** What it is called at the beginning of a sentence: `Supply`. */
  readonly what: string
  /** How long before its end the time begins, if nothing says when. */
  readonly defaultMs: number
  /** For how many days it is kept. */
  readonly days: number
  /** The most buckets of one answer. */
  readonly buckets: number
}

/**
 * The buckets that a query asks for, whole, and up to the one with the present instant.
 *
 * @throws OpsProblem 400 that names the field
 */
export function bucketTime(asked: AskedTime, kept: KeptTime, now: number): BucketTime {
  const stepMs = asked.step * 1000
  const up = (instant: number) => Math.ceil(instant / stepMs) * stepMs
  const end = asked.to === undefined ? now : Date.parse(asked.to)
  const present = up(now + 1)
  const to = asked.to === undefined ? present : Math.min(up(end), present)
  const start = asked.from === undefined ? to - kept.defaultMs : Date.parse(asked.from)
  const from = start - (start % stepMs)
  if (asked.from !== undefined && start > now) throw bad('from', 'from lies in the future.')
  if (start >= end) throw bad('from', 'from is an instant before to.')
  if (end - start > kept.days * DAY_MS) throw bad('from', `At most ${kept.days} days lie between from and to.`)
  const earliest = now - (now % DAY_MS) - kept.days * DAY_MS
  if (start < earliest) {
    const first = new Date(earliest).toISOString()
    throw bad('from', `${kept.what} is kept for ${kept.days} days: from is ${first} at the earliest.`)
  }
  const buckets = (to - from) / stepMs
  if (buckets > kept.buckets) {
    const step = Math.ceil((to - from) / kept.buckets / 3_600_000) * 3_600
    throw bad(
      'step',
      `These are ${buckets} buckets, and at most ${kept.buckets} are answered: take step=${step} or more.`,
    )
  }
  return { from, to, stepMs }
}

function bad(field: 'from' | 'step', detail: string): OpsProblem {
  return new OpsProblem(400, 'A bad time', detail, field)
}
