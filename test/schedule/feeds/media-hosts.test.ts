import { afterEach, beforeEach, expect, it } from 'vitest'
import { MEDIA_HOSTS_MAX } from '../../../src/model/fields/media-alias.ts'
import { writeFeed } from '../../../src/schedule/feeds/stores/feed-store.ts'
import { readMediaHosts, setMediaHost } from '../../../src/schedule/feeds/stores/media-hosts.ts'
import { readPull, writePull } from '../../../src/schedule/feeds/stores/pull-store.ts'
import { exportSchedule } from '../../../src/schedule/transfer/export-schedule.ts'
import { restoreSchedule } from '../../../src/schedule/transfer/restore-schedule.ts'
import { bytesOf, type FeedWorld, settingsWith, startFeedWorld } from './feed-world.ts'

let world: FeedWorld
const OLD = 'https://old.example.com'
const NEW = 'https://new.example.com'
const ORDER = { expected: null, actor: 'mia' }
const hostsOf = async ({ deliveries }: FeedWorld) => [...(await readMediaHosts(deliveries.redis))]

beforeEach(async () => {
  world = await startFeedWorld()
  await setMediaHost(world.deliveries, 'north', OLD, 'mia')
})
afterEach(() => world.close())

it('the settings of a feed give its new aliases the first of their hosts, and move no alias that has an origin', async () => {
  const hosts = { 'cdn.one.example': 'one', 'cdn.two.example': 'one', 'cdn.three.example': 'north' }
  await writeFeed(world.deliveries, 'northlight', settingsWith({ hosts }), ORDER)
  expect(await hostsOf(world)).toEqual([
    ['north', OLD],
    ['one', 'https://cdn.one.example'],
  ])
})

it('no more aliases are taken than ride in the weights, and those that are there can still be moved', async () => {
  for (let index = 1; index < MEDIA_HOSTS_MAX; index += 1)
    await world.backend.execute(['HSET', 'media:hosts', `a${index}`, OLD])
  await expect(setMediaHost(world.deliveries, 'more', NEW, 'mia')).rejects.toThrow(/no more/)
  const hosts = { 'cdn.one.example': 'one' }
  await expect(writeFeed(world.deliveries, 'northlight', settingsWith({ hosts }), ORDER)).rejects.toThrow(/no more/)
  expect(await setMediaHost(world.deliveries, 'north', NEW, 'mia')).toBe(OLD)
})

async function exported(): Promise<string> {
  const lines: string[] = []
  for await (const line of exportSchedule(world.deliveries)) lines.push(line)
  return lines.join('')
}

it('an export brings the origins of aliases back, and leaves those alone that have moved since', async () => {
  const text = await exported()
  await setMediaHost(world.deliveries, 'north', NEW, 'mia')
  await restoreSchedule(world.deliveries, bytesOf(text), { actor: 'mia', intoNonEmpty: true })
  expect(await hostsOf(world)).toEqual([['north', NEW]])
  const lost = await startFeedWorld()
  await restoreSchedule(lost.deliveries, bytesOf(text), { actor: 'mia' })
  expect(await hostsOf(lost)).toEqual([['north', OLD]])
  await lost.close()
})

it('a restore forgets what sources had said, so that each feed is fetched whole', async () => {
  const { redis } = world.deliveries
  await writePull(redis, 'northlight', { at: 1, revision: 1, outcome: 'unchanged', why: null, validators: null })
  await restoreSchedule(world.deliveries, bytesOf(await exported()), { actor: 'mia', intoNonEmpty: true })
  expect(await readPull(redis, 'northlight')).toBeNull()
})
