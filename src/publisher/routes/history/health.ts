import type { HealthBucket, RegionHealthAnswer } from '../../../contracts/ops/answers/history/health.ts'
import { healthQuery } from '../../../contracts/ops/requests/history/health.ts'
import { type HealthCounts, healthOfSpans } from '../../../history/health/health-counts.ts'
import { HEALTH_DAYS } from '../../../schedule/health/health-spans.ts'
import { readHealth } from '../../../schedule/health/read-health.ts'
import { type BucketTime, bucketTime, type KeptTime } from '../../inquiries/bucket-time.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery, regionOf } from '../ops-context.ts'

const TITLES = { from: 'A bad time', to: 'A bad time', step: 'A bad step' }

/** Nine days of 5 minutes, for the first of them begins with its day. */
const KEPT: KeptTime = { what: 'Health', defaultMs: 3 * 3_600_000, days: HEALTH_DAYS, buckets: 9 * 288 }

/** `GET /ops/v1/regions/{r}/health[?from=&to=&step=]`: what the isolates of a region reported, over time. */
export async function regionHealth(context: OpsContext): Promise<Response> {
  const { from, to, step } = readQuery(context, healthQuery, TITLES)
  const region = regionOf(context)
  const { redis, now } = context.get('publisher')
  const time = bucketTime({ from, to, step: Number(step) }, KEPT, now())
  const spans = await readHealth(redis, { region, from: time.from, to: time.to })
  return answer<RegionHealthAnswer>(context).with({ region, step: Number(step), buckets: bucketsOf(time, spans) })
}

const NOBODY_REPORTED = {
  decisions: null,
  empty: null,
  rungs: null,
  reasons: null,
  refusals: null,
  isolates: null,
} as const satisfies Omit<HealthBucket, 'at'>

function bucketsOf({ from, to, stepMs }: BucketTime, spans: ReadonlyMap<number, HealthCounts>): HealthBucket[] {
  const inBucket = new Map<number, HealthCounts[]>()
  for (const [at, counts] of spans) {
    const bucket = at - (at % stepMs)
    inBucket.set(bucket, [...(inBucket.get(bucket) ?? []), counts])
  }
  return Array.from({ length: (to - from) / stepMs }, (_, index) => {
    const at = from + index * stepMs
    const counts = healthOfSpans(inBucket.get(at) ?? [])
    return { at: new Date(at).toISOString(), ...(counts === null ? NOBODY_REPORTED : figuresOf(counts)) }
  })
}

function figuresOf({ decisions, empty, rungs, reasons, refusals, isolates }: HealthCounts): Omit<HealthBucket, 'at'> {
  return { decisions, empty, rungs, reasons, refusals, isolates }
}
