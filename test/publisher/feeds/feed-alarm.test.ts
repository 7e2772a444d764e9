import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FeedAlarm, watchFeeds } from '../../../src/publisher/feeds/feed-alarm.ts'
import { knownStates } from '../../../src/publisher/feeds/known-states.ts'
import { staleFeeds } from '../../../src/publisher/feeds/stale-feeds.ts'
import { waitingFeeds } from '../../../src/publisher/feeds/waiting-feeds.ts'
import { webhookOf } from '../../../src/publisher/notices/webhook.ts'
import { writeFeed } from '../../../src/schedule/feeds/stores/feed-store.ts'
import { clip, type FeedWorld, northlight, startFeedWorld, title } from '../../schedule/feeds/feed-world.ts'

const MINUTE_MS = 60_000
const FILM = title('film')

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld()
  for (const feed of ['aurora', 'northlight']) {
    const { settings } = northlight({ freshnessMinutes: 60 })
    await writeFeed(world.deliveries, feed, settings, { expected: null, actor: 'mia' })
  }
})
afterEach(() => world.close())

const stale = async () => staleFeeds(await knownStates(world.deliveries), world.clock.now)

describe('a stale feed', () => {
  it('a feed is stale once it is older than its settings allow, and not a moment before', async () => {
    await world.send([FILM, clip('a')], { feed: northlight() })
    world.clock.now += 60 * MINUTE_MS
    expect(await stale()).toEqual([])
    world.clock.now += 1000
    expect(await stale()).toEqual([
      { feed: 'aurora', owner: 'northlight', ageSeconds: null, objectiveSeconds: 3600 },
      { feed: 'northlight', owner: 'northlight', ageSeconds: 3601, objectiveSeconds: 3600 },
    ])
    await world.send([FILM, clip('a')], { feed: northlight() })
    expect((await stale()).map(({ feed }) => feed)).toEqual(['aurora'])
  })

  it('a delivery that is held makes no feed fresh, and is named as waiting', async () => {
    world.clock.now += 61 * MINUTE_MS
    const { delivery } = await world.send([FILM, clip('a', { aspect: 1 }), clip('b', { aspect: 1 })])
    expect((await stale()).map(({ feed }) => feed)).toEqual(['aurora', 'northlight'])
    expect(waitingFeeds(await knownStates(world.deliveries))).toEqual([
      { feed: 'northlight', held: delivery, quarantined: 2 },
    ])
  })
})

describe('the webhook', () => {
  it('the webhook is told once when feeds become stale, and once when one is fresh again', async () => {
    const told: FeedAlarm[] = []
    const watch = () => watchFeeds(world.deliveries, async (alarm) => void told.push(alarm))
    await watch()
    world.clock.now += 61 * MINUTE_MS
    await watch()
    await watch()
    await world.send([FILM, clip('a')])
    await watch()
    await watch()
    expect(told.map((alarm) => [alarm.stale.map(({ feed }) => feed), alarm.fresh])).toEqual([
      [['aurora', 'northlight'], []],
      [[], ['northlight']],
    ])
    expect(told[0]?.text).toContain('The feed aurora of northlight has never delivered anything')
  })

  it('what the webhook did not take is told again', async () => {
    world.clock.now += 61 * MINUTE_MS
    await expect(watchFeeds(world.deliveries, () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    const told: FeedAlarm[] = []
    await watchFeeds(world.deliveries, async (alarm) => void told.push(alarm))
    expect(told).toHaveLength(1)
  })

  it.each([500, 302])(
    'a webhook that answers %i has not taken it, and the error does not name its address',
    async (status) => {
      const secret = 'https://hooks.example.com/s3cret'
      const webhook = webhookOf({ ALARM_WEBHOOK_URL: secret }, async () => new Response(null, { status }))
      const sent = webhook?.('{}', 0)
      await expect(sent).rejects.toThrow(`the webhook answered ${status}`)
      await expect(sent).rejects.not.toThrow('s3cret')
    },
  )
})
