import type { DeviceEventItem } from '../../../src/model/messages/queue-message.ts'

/** What counters and rows must come to, whatever happened on the way: by the definition, without any of its code. */
export interface Expected {
  readonly delivery: Readonly<Record<string, number>>
  readonly assets: Readonly<Record<string, number>>
  /** `eventId` → its earliest time. */
  readonly rows: Readonly<Record<string, number>>
}

const REWARDS = new Set(['click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share'])
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** @param items all reports of all events, in one region; every decision is sampled at a rate of 1 */
export function expectedOf(items: readonly DeviceEventItem[]): Expected {
  const rows: Record<string, number> = {}
  const delivery = new Map<string, number>()
  const assets = new Map<string, number>()
  const earliest = (marks: Map<string, number>, mark: string, at: number) =>
    marks.set(mark, Math.min(at, marks.get(mark) ?? at))
  for (const { unit, ...item } of items) {
    const { decisionId, position, event, campaignId, assetId, territory, surface, occurredAt } = item
    const who = `${decisionId}:${position}`
    rows[`${who}:${event}`] = Math.min(occurredAt, rows[`${who}:${event}`] ?? occurredAt)
    const counts = event === 'impression' || event === 'start'
    if (counts) earliest(delivery, `${campaignId} dach:${territory}:${surface}:${event}:1|${who}`, occurredAt)
    const kind = REWARDS.has(event) ? 'rewarded' : counts ? event : null
    if (kind !== null)
      earliest(assets, `${assetId}:${surface}:${kind}:1|${unit ? `${unit} ${dayOf(occurredAt)}` : who}`, occurredAt)
  }
  return { delivery: byDay(delivery), assets: byDay(assets), rows }
}

/** `<cell>|<who>` → time, as `<day> <cell>` → how many. */
function byDay(marks: ReadonlyMap<string, number>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [mark, at] of marks) {
    const name = `${dayOf(at)} ${mark.split('|')[0]}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
