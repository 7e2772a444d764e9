import type { Redis } from '@upstash/redis/cloudflare'
import { type HealthCounts, healthOfReports } from '../../history/health/health-counts.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { unfoldedSpans } from '../reports/claim-spans.ts'
import { latestTotals } from '../reports/growing-totals.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { asFields } from '../store/replies.ts'
import { HEALTH_SPANS, hourKey, reportsKey, SPAN_MS, spanNamed, spanWord } from './health-spans.ts'
import { healthOfText, reportsOfFields } from './health-text.ts'

const HOUR_MS = 3_600_000

/** Whose health is read, and of which whole spans; instants in milliseconds since 1970 UTC. */
export interface HealthQuestion {
  readonly region: RegionId
  readonly from: number
  readonly to: number
}

/**
 * Reads what was reported of a region, by the beginning of each 5 minutes. Those that nobody reported in are left out.
 * Totals are read and, of what is newer than they are, the reports.
 */
export async function readHealth(redis: Redis, question: HealthQuestion): Promise<ReadonlyMap<number, HealthCounts>> {
  const reported = await reportedSpans(redis, question)
  const found = new Map<number, HealthCounts>()
  for (const { hour, totals } of await hourTotals(redis, question)) {
    for (let at = Math.max(hour, question.from); at < Math.min(hour + HOUR_MS, question.to); at += SPAN_MS) {
      const text = totals.get(spanWord(at))
      const known = text === undefined ? null : healthOfText(text)
      const newer = reported.get(at) ?? null
      // The reports lapse before the totals do.
      const counts = (newer?.reports ?? 0) > (known?.reports ?? 0) ? newer : known
      if (counts !== null) found.set(at, counts)
    }
  }
  return found
}

async function hourTotals(redis: Redis, { region, from, to }: HealthQuestion) {
  const hours: number[] = []
  for (let hour = from - (from % HOUR_MS); hour < to; hour += HOUR_MS) hours.push(hour)
  const replies = await sendRepeatable(redis, (queue) => {
    for (const hour of hours) queue.hgetall(hourKey({ region, from: hour }))
  })
  return hours.map((hour, index) => ({ hour, totals: latestTotals(asFields(replies[index] ?? [])) }))
}

/** What the reports come to of each span with some that are in no totals yet. */
async function reportedSpans(
  redis: Redis,
  { region, from, to }: HealthQuestion,
): Promise<ReadonlyMap<number, HealthCounts | null>> {
  const { fresh, begun } = await unfoldedSpans(redis, HEALTH_SPANS)
  const spans = [...new Set([...fresh, ...begun])]
    .flatMap((name) => spanNamed(name) ?? [])
    .filter((span) => span.region === region && from <= span.from && span.from < to)
  const replies = await sendRepeatable(redis, (queue) => {
    for (const span of spans) queue.hgetall(reportsKey(span))
  })
  return new Map(
    spans.map((span, index) => [span.from, healthOfReports(reportsOfFields(asFields(replies[index] ?? [])))]),
  )
}
