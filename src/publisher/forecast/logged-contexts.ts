import type { OpenCell } from '../../compile/open-times.ts'
import { firstEndingAfter, type Times } from '../../compile/time/intervals.ts'
import { type DecisionRequest, decisionRequest } from '../../decide/decision-request.ts'
import type { LineKey } from '../../decision-log/line-key.ts'
import { openLine } from '../../decision-log/open-line.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { type DecisionLogLine, decisionLogLine } from '../../model/messages/decision-log.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { loggedRequest } from '../../replay/log-line.ts'
import { readDecisions, someDecisions } from '../../schedule/reports/decision-lines.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { ForecastTime } from './forecast-time.ts'

const DAY_MS = 86_400_000
/** Logged decisions that are looked at in a region. */
const LINES_MOST = 600
const LINES_AT_ONCE = 100

/** A logged decision that is to be made at another time. */
export interface LoggedContext {
  readonly request: DecisionRequest
  /** How many decisions it stands for. */
  readonly weight: number
}

/**
 * Lines of a region's decision log, spread over all that is kept, as they are to be decided while a campaign is open: the
 * same viewers, sessions, devices and seeds, each at its time of day on some day of the campaign, and only the placements
 * on its surfaces. Where a campaign is open for few hours, lines of other hours are asked at one of its own. Counts of
 * caps move along.
 */
export async function loggedContexts(
  { redis, now }: Pick<PublisherContext, 'redis' | 'now'>,
  region: RegionId,
  time: ForecastTime,
  { keys, denies }: { readonly keys: readonly LineKey[]; readonly denies: DenyList },
): Promise<readonly LoggedContext[]> {
  const lines = await openedLines(redis, keys, await someDecisions(redis, region, { most: LINES_MOST, now: now() }))
  const opens = timesByPlace(time.cells)
  return lines.flatMap((line, index) => {
    const here = opens.get(line.context.territory)
    const placements = line.placements.filter(({ surface }) => here?.surfaces.has(surface))
    if (here === undefined || placements.length === 0 || line.ended !== null) return []
    const at = movedTo(here.times, line.context.now, time, (index + 0.5) / lines.length)
    return at === null
      ? []
      : [{ request: movedRequest({ ...line, placements }, denies, at), weight: line.logged.weight }]
  })
}

async function openedLines(
  redis: PublisherContext['redis'],
  keys: readonly LineKey[],
  ids: readonly string[],
): Promise<readonly DecisionLogLine[]> {
  const lines: DecisionLogLine[] = []
  for (let from = 0; from < ids.length; from += LINES_AT_ONCE) {
    const stored = await readDecisions(redis, ids.slice(from, from + LINES_AT_ONCE))
    const opened = await Promise.all(stored.map(({ line }) => openLine(line, keys)))
    for (const each of opened) {
      if (each.outcome !== 'ok') continue
      const parsed = decisionLogLine.safeParse(JSON.parse(each.json))
      if (parsed.success) lines.push(parsed.data)
    }
  }
  return lines
}

function timesByPlace(cells: readonly OpenCell[]) {
  const places = new Map<string, { readonly times: Times; readonly surfaces: Set<string> }>()
  for (const { territory, surface, times } of cells) {
    const place = places.get(territory) ?? { times, surfaces: new Set<string>() }
    place.surfaces.add(surface)
    places.set(territory, place)
  }
  return places
}

/**
 * An instant at which the campaign is open, as far into its time as `part` says: at the same time of day if it is open
 * then on that day, else whenever it is next.
 */
function movedTo(times: Times, loggedAt: number, { from, until }: ForecastTime, part: number): number | null {
  const wanted = from + part * (until - from)
  const sameHour = wanted + ((((loggedAt - wanted) % DAY_MS) + DAY_MS) % DAY_MS)
  for (const instant of [sameHour, sameHour - DAY_MS, wanted]) {
    const next = times[firstEndingAfter(times, instant)]
    if (next !== undefined && next.start <= instant) return instant
  }
  const next = times[firstEndingAfter(times, wanted)] ?? times.at(-1)
  // Some way into the stretch, so that not all are asked as it begins.
  return next === undefined ? null : next.start + part * (next.end - next.start)
}

function movedRequest(line: DecisionLogLine, denies: DenyList, at: number): DecisionRequest {
  const request = loggedRequest(line, denies)
  const by = at - line.context.now
  const moved = [...request.counts].map(([key, count]) => {
    return [key, { ...count, since: count.since + by, until: count.until + by }] as const
  })
  return decisionRequest({
    ...request,
    context: { ...request.context, now: at, snapshotExpired: false },
    counts: new Map(moved),
    // Without a seed every slot takes the best, which nobody is shown.
    seed: request.seed ?? line.decisionId,
  })
}
