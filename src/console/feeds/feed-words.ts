import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import type { Tone } from '../frame/state.tsx'
import { lengthOf } from '../frame/times.tsx'

const MINUTE_S = 60

/** How a feed is, the worst thing first. */
export function stateOfFeed(feed: FeedAnswer): { readonly tone: Tone; readonly words: string } {
  const { stale, ageSeconds, lastDelivery, lastPull, quarantined } = feed
  if (stale) return { tone: 'bad', words: ageSeconds === null ? 'never complete' : 'older than it may be' }
  if (lastDelivery?.outcome === 'held') return { tone: 'warn', words: 'a delivery is held' }
  if (lastDelivery?.outcome === 'refused') return { tone: 'warn', words: 'the last delivery was refused' }
  if (lastPull?.outcome === 'failed') return { tone: 'warn', words: 'its source cannot be used' }
  if (quarantined > 0) return { tone: 'warn', words: 'items in quarantine' }
  return { tone: 'good', words: 'as it should be' }
}

/** Its age against the greatest that its settings allow. */
export function ageInWords({ ageSeconds, freshnessMinutes }: FeedAnswer): string {
  const most = lengthOf(freshnessMinutes * MINUTE_S)
  return ageSeconds === null ? `never complete; at most ${most}` : `${lengthOf(ageSeconds)} of at most ${most}`
}
