import type { Redis } from '@upstash/redis/cloudflare'
import { healthOfReports } from '../../history/health/health-counts.ts'
import { claimSpans } from '../reports/claim-spans.ts'
import { outdatedTotals, totalsField } from '../reports/growing-totals.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields } from '../store/replies.ts'
import {
  HEALTH_SPANS,
  type HealthSpan,
  hourKey,
  reportsKey,
  SPAN_MS,
  spanName,
  spanNamed,
  spanWord,
  totalsLapse,
} from './health-spans.ts'
import { reportsOfFields, textOfHealth } from './health-text.ts'

/** A span is folded this long after its end, when most of its reports have come. */
const SETTLES_MS = 2 * 60_000

/**
 * Adds up the reports of every 5 minutes that are over and have something new, into the totals of their hour. It may die
 * at any point, and run beside another.
 *
 * @param now milliseconds since 1970 UTC
 * @returns how many spans were folded
 */
export async function foldHealth(redis: Redis, now: number): Promise<number> {
  const hasSettled = (name: string): boolean => {
    const span = spanNamed(name)
    return span !== null && span.from + SPAN_MS + SETTLES_MS <= now
  }
  const names = await claimSpans(redis, HEALTH_SPANS, hasSettled)
  const due = names.flatMap((name) => spanNamed(name) ?? [])
  for (const span of due) await foldSpan(redis, span)
  return due.length
}

async function foldSpan(redis: Redis, span: HealthSpan): Promise<void> {
  const [fields, known] = await sendRepeatable(redis, (queue) => {
    queue.hgetall(reportsKey(span))
    queue.hgetall(hourKey(span))
  })
  const counts = healthOfReports(reportsOfFields(asFields(fields ?? [])))
  const field = totalsField(spanWord(span.from), counts?.reports ?? 0)
  if (counts !== null) {
    await sendRepeatable(redis, (queue) => {
      queue.hset(hourKey(span), { [field]: textOfHealth(counts) })
      queue.pexpireat(hourKey(span), totalsLapse(span))
    })
  }
  const outdated = outdatedTotals(field, asFields(known ?? []).keys())
  // By itself: of one request, a store that is full takes only what removes.
  await sendRepeatable(redis, (queue) => {
    if (outdated.length > 0) queue.hdel(hourKey(span), ...outdated)
    queue.srem(keys.healthFolding, spanName(span))
  })
}
