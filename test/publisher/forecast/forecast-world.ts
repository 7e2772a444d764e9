import type { CampaignForecastAnswer } from '../../../src/contracts/ops/answers/campaigns/forecast.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { ANYBODY } from '../../../src/decide/matrix/matrix-viewers.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'
import { previewedSchedule } from '../../../src/publisher/preview/previewed-schedule.ts'
import { logLine } from '../../../src/replay/log-line.ts'
import { counterScore } from '../../../src/schedule/reports/counters/counter-score.ts'
import { keepDecision } from '../../../src/schedule/reports/decision-lines.ts'
import { keepSupplyWeeks } from '../../../src/schedule/reports/supply/keep-supply-weeks.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HINTS = {
  ...{ device: null, codecs: [], maxHeight: null, language: null, autoplayOff: false, saveData: false },
  ...{ reducedMotion: false, globalPrivacyControl: false, kids: false, maxAge: null },
}

/** What a world has counted and logged; all of it in Germany, on the hero. */
export interface Counted {
  /** Days of counters up to now. */
  readonly days: number
  /** Placements in each hour. */
  readonly hourly: number
  /** Impressions of a placement. */
  readonly seen: number
  /** Logged decisions of the last two days. */
  readonly lines: number
}

export const USUAL: Counted = { days: 28, hourly: 1000, seen: 0.5, lines: 200 }

/** The day of a campaign that is forecast begins at midnight after the clock of the world: 24 hours of Germany. */
export const BOOKED = campaign('booked', ['two'], {
  ...{ territories: ['DE'], start: '2026-11-23T00:00:00', end: '2026-11-30T00:00:00', status: 'draft' },
})

/** A publisher whose region dach plays `cmp_one` all day, with counters and decisions of before. */
export async function startForecastWorld(counted: Partial<Counted> = {}, kept?: KeptWorld): Promise<PublisherWorld> {
  const world = await startPublisherWorld('small', kept ?? null)
  if (kept !== undefined) return world
  await world.ingest(title('one'), title('two'), title('three'), asset('one'), asset('two'), asset('three'))
  await world.ingest(campaign('one', ['one'], { territories: ['DE'] }))
  await count(world, { ...USUAL, ...counted })
  return world
}

async function count(world: PublisherWorld, { days, hourly, seen, lines }: Counted): Promise<void> {
  const now = world.clock.now
  const today = now - (now % DAY_MS)
  for (let day = today - days * DAY_MS; day <= today; day += DAY_MS) {
    const name = new Date(day).toISOString().slice(0, 10)
    const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => day + hour * HOUR_MS < now)
    const totals = hours.flatMap((hour) => [`${String(hour).padStart(2, '0')}:${hourly}`, `DE home-hero ${hourly}`])
    await world.redis('HSET', `supply:dach:${name}`, ...totals)
    const score = counterScore(1, Math.round(hours.length * hourly * seen))
    if (score > 0) await world.redis('ZADD', `results:dach:${name}`, String(score), 'ast_one:home-hero:impression:1')
  }
  for (let index = 0; index < lines; index += 1) await logOne(world, index, now - ((index + 1) / lines) * 1.9 * DAY_MS)
  while ((await keepSupplyWeeks(world.publisher.redis, world.publisher.rules, now)) !== null);
}

let logged: Awaited<ReturnType<typeof previewedSchedule>> | null = null

/** Writes the line of a guest's decision in Germany. */
async function logOne(world: PublisherWorld, index: number, at: number): Promise<void> {
  const { publisher } = world
  const room = { assets: 10, candidates: 10 }
  logged ??= await previewedSchedule(publisher, 'dach', { now: at, changes: new Map(), room })
  const { snapshot } = logged.opened
  const place = { country: 'DE', regionCode: null, timeZone: 'Europe/Berlin', anonymizer: null }
  const context = deriveContext(snapshot.rules, { place, viewer: ANYBODY, hints: HINTS, now: at })
  const surface: SurfaceId = 'home-hero'
  const placements = [{ id: 'hero', surface, count: 1, titleId: null, inView: null, row: null }]
  const decisionId = index.toString(16).padStart(32, '0')
  const described = { id: 's', sequence: 1, ageSeconds: 0, rung: 'fresh', baseline: null } as const
  const request = decisionRequest({ context, placements, denies: DenyList.NONE, seed: decisionId })
  const made = {
    decisionId,
    region: 'dach',
    at: Math.floor(at),
    snapshot,
    described,
    request,
    mediaOrigin: '',
  } as const
  const line = logLine(
    { ...made, leftOut: new Set(), attempt: 0, ended: null, outcome: null, fault: null },
    { because: 'sampled', weight: 1, skipped: 0 },
  )
  const message = { decisionId, region: 'dach', at: made.at, line: JSON.stringify(line) } as const
  await keepDecision(publisher.redis, message, world.clock.now)
}

/** A record that a test writes. */
interface WrittenRecord {
  readonly id: string
  readonly [field: string]: unknown
}

/** Stores a draft. */
export async function putDraft(world: PublisherWorld, record: WrittenRecord): Promise<void> {
  const sent = await world.ops('POST', '/ingest', [record])
  const report = (await sent.json()) as { readonly accepted: number; readonly unchanged: number }
  if (sent.status !== 200 || report.accepted + report.unchanged < 1) throw new Error(JSON.stringify(report))
}

/** Stores a draft, and forecasts it. */
export async function forecastOf(world: PublisherWorld, record: WrittenRecord): Promise<CampaignForecastAnswer> {
  await putDraft(world, record)
  const answer = await world.ops('POST', `/campaigns/${record.id}/forecast`, {})
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as CampaignForecastAnswer
}
