import type { StaleFeed } from '../../contracts/ops/answers/regions.ts'
import { alarmedFeeds, noteAlarms } from '../../schedule/feeds/stores/feed-alarms.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'
import { tellStrictly } from '../notices/tell.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { knownStates } from './known-states.ts'
import { staleFeeds } from './stale-feeds.ts'

/** What is sent when feeds become stale, or are fresh again. */
export interface FeedAlarm {
  /** For people, as chat tools show it. */
  readonly text: string
  readonly stale: readonly StaleFeed[]
  readonly fresh: readonly string[]
}

/** Puts an alarm among the notices that the webhook is told. */
export async function tellAlarm(publisher: PublisherContext, alarm: FeedAlarm): Promise<void> {
  const at = new Date(publisher.now()).toISOString()
  await tellStrictly(publisher, { id: `feeds:${at}`, kind: 'feeds', at, ...alarm })
}

/**
 * Tells the webhook once when a feed becomes stale, and once when it is fresh again. What could not be told is told at
 * the next run.
 *
 * @param send null: there is no webhook, and only the status tells
 */
export async function watchFeeds(
  context: Pick<ScheduleContext, 'redis' | 'now'>,
  send: ((alarm: FeedAlarm) => Promise<void>) | null,
): Promise<FeedAlarm | null> {
  const stale = staleFeeds(await knownStates(context), context.now())
  const known = await alarmedFeeds(context.redis)
  const names = new Set(stale.map(({ feed }) => feed))
  const began = stale.filter(({ feed }) => !known.has(feed))
  const ended = [...known].filter((feed) => !names.has(feed))
  if (send === null || (began.length === 0 && ended.length === 0)) return null
  const alarm = { text: textOf(began, ended), stale: began, fresh: ended }
  await send(alarm)
  await noteAlarms(
    context.redis,
    began.map(({ feed }) => feed),
    ended,
  )
  return alarm
}

function textOf(began: readonly StaleFeed[], ended: readonly string[]): string {
  const stale = began.map(({ feed, owner, ageSeconds, objectiveSeconds }) => {
    const age = ageSeconds === null ? 'has never delivered anything' : `is ${hours(ageSeconds)} old`
    return `The feed ${feed} of ${owner} ${age}; it should be at most ${hours(objectiveSeconds)} old.`
  })
  const fresh = ended.map((feed) => `The feed ${feed} is fresh again.`)
  return [...stale, ...fresh].join('\n')
}

function hours(seconds: number): string {
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`
}
