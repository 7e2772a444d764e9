import type { NaiveCandidate, NaiveRequest } from './candidate.ts'
import { minuteOfWeek } from './minute-of-week.ts'
import { naivePicks } from './ranking.ts'

/** What the naive services hold: the schedule for one place, as JSON. */
export interface NaiveSchedule {
  readonly candidates: readonly NaiveCandidate[]
  readonly surfaces: readonly NaiveRequest['surface'][]
  readonly guestCap: number
  readonly timeZone: string
}

/** Where the naive services find their schedule in KV. */
export const NAIVE_KEY = 'naive.json'

/** Reads the query that the product reads, for a guest. */
function requestFrom(query: URLSearchParams, schedule: NaiveSchedule, now: number): NaiveRequest {
  const id = query.get('surface') ?? 'home-hero'
  return {
    now,
    minuteOfWeek: minuteOfWeek(now, schedule.timeZone),
    surface: schedule.surfaces.find((surface) => surface.id === id) ?? { id, aspects: [], kinds: [] },
    cap: Math.min(schedule.guestCap, Number(query.get('maxAge') ?? schedule.guestCap)),
    entitlements: [],
    device: query.get('device') ?? '',
    codecs: query.get('codecs')?.split(',') ?? [],
    maxHeight: Number(query.get('maxHeight') ?? 8640),
    language: query.get('language') ?? '',
  }
}

/** The winner for a query, as the body of an answer. */
export function naiveAnswer(query: URLSearchParams, schedule: NaiveSchedule, now: number) {
  const request = requestFrom(query, schedule, now)
  const [winner] = naivePicks(schedule.candidates, request, 1)
  const { assetId = null, titleId = null, campaignId = null, name = '', url = '' } = winner ?? {}
  const item = { position: 0, assetId, titleId, campaignId, display: { title: name }, playback: [{ url }] }
  return { decisions: { [request.surface.id]: [item] }, noDecisions: [] }
}
