import type { Redis } from '@upstash/redis/cloudflare'
import type { SupplyReport, TelemetryMessage } from '../../../model/messages/queue-message.ts'
import { ageElsewhere } from '../../../model/nouns/age.ts'
import { sendRepeatableTransaction } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { fieldsBefore, reportField } from './raw-reports.ts'
import { soundReport, soundReporter } from './sound-report.ts'
import { dayName, HOUR_MS, hourName, RAW_KEPT_MS, regionHourName, TAKEN_MS, TOTALS_KEPT_MS } from './supply-hours.ts'
import { textOfCells } from './supply-text.ts'

/**
 * Why a report is refused. `malformed`: it is no report. `late`: the other reports of its hour lapse. `future`: its hour
 * has not begun, so a clock is wrong.
 */
export const SUPPLY_REFUSALS = ['malformed', 'late', 'future'] as const
export type SupplyRefusal = (typeof SUPPLY_REFUSALS)[number]

/** Reports in one message; an edge sends two. */
const REPORTS_MAX = 8

/**
 * Stores what an isolate counted of each hour, so that it counts once: however often, in whatever order and in however
 * many attempts it comes. What cannot be used is refused and counted, and holds up nothing else of the message.
 *
 * @param now milliseconds since 1970 UTC
 * @returns why each of the refused reports was
 */
export async function keepSupply(redis: Redis, message: TelemetryMessage, now: number): Promise<SupplyRefusal[]> {
  if (message.supply === undefined) return []
  const reporter = soundReporter.safeParse(message)
  const reports: readonly unknown[] = Array.isArray(message.supply) ? message.supply : [message.supply]
  if (!reporter.success || reports.length > REPORTS_MAX) return ['malformed']
  const judged = reports.map((report) => judge(report, now))
  const refused = judged.filter((each) => typeof each === 'string')
  const { isolate, region, at } = reporter.data
  // Together: a full store would take only what removes.
  await sendRepeatableTransaction(redis, (queue) => {
    for (const report of judged) {
      if (typeof report === 'string') continue
      const { hour, series, number, cells } = report
      const raw = keys.supplyHour(region, hourName(hour))
      const name = { isolate, series, number }
      queue.hset(raw, { [reportField(name)]: textOfCells(cells) })
      const before = fieldsBefore(name)
      if (before.length > 0) queue.hdel(raw, ...before)
      queue.pexpireat(raw, hour + HOUR_MS + RAW_KEPT_MS)
      // After the report: what is folded between the two is folded again.
      queue.sadd(keys.supplyDirty, regionHourName({ region, hour }))
    }
    if (judged.length > refused.length && ageElsewhere(at, now) < TAKEN_MS) {
      queue.zadd(keys.supplyReported, { gt: true }, { score: Math.min(at, now), member: region })
    }
    for (const why of refused) {
      const counts = keys.supplyRefused(region, dayName(now))
      queue.hincrby(counts, why, 1)
      queue.pexpire(counts, TOTALS_KEPT_MS)
    }
  })
  return refused
}

function judge(given: unknown, now: number): SupplyReport | SupplyRefusal {
  const parsed = soundReport.safeParse(given)
  if (!parsed.success) return 'malformed'
  const { hour } = parsed.data
  if (ageElsewhere(hour, now) === Number.POSITIVE_INFINITY) return 'future'
  return now - (hour + HOUR_MS) < TAKEN_MS ? parsed.data : 'late'
}
