import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PublishResult } from '../../../src/contracts/ops/answers/publish.ts'
import type { RegionAnswer } from '../../../src/contracts/ops/answers/regions.ts'
import type { DeviceEventItem } from '../../../src/model/messages/queue-message.ts'
import { DEVICES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, SCHEDULE } from '../records.ts'

const DAY_MS = 86_400_000
const HIGH = { type: 'hls', url: '/media/one.m3u8', codec: 'hevc', height: 2160 }
const LOW = { type: 'mp4', url: '/media/one.mp4', codec: 'avc', height: 720 }

let world: PublisherWorld
let decisions = 0
beforeEach(async () => {
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  world = await startPublisherWorld()
  const others = SCHEDULE.filter(({ id }) => id !== 'ast_one')
  await world.ingest(...others, asset('one', { renditions: [HIGH, LOW] }))
  await world.publish()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** Devices report of so many decisions of `ast_one` what they say, each on its own; some also something first. */
async function report(times: number, said: Partial<DeviceEventItem>, first: Partial<DeviceEventItem>[] = []) {
  const items = Array.from({ length: times }, () => {
    decisions += 1
    return [...first, said].map((more) => eventItem(decisions, { occurredAt: world.clock.now, device: 'tv', ...more }))
  })
  await deliver(eventsContext(world.publisher), [eventsMessage(items.flat())])
}
const fails = (times: number, more: Partial<DeviceEventItem> = {}) =>
  report(times, { event: 'error', playback: 0, ...more })

const weights = async (more: object = {}) =>
  (await (await world.ops('POST', '/regions/dach/publish', { only: 'weights', ...more })).json()) as PublishResult
const status = async () => ((await (await world.ops('GET', '/regions/dach')).json()) as RegionAnswer).leftOut
/** On which classes of devices something is left out now, as an edge reads it. */
const outOn = async () => {
  const { device } = (await world.edge())?.snapshot.weights.leftOut ?? { device: [] }
  return Array.from(device, (index) => DEVICES[index])
}
const audit = async () => {
  const { entries } = (await (await world.ops('GET', '/audit?limit=20')).json()) as { entries: { action: string }[] }
  return entries.filter(({ action }) => action === 'renditions.left-out')
}

describe('a rendition whose start fails', () => {
  it('300 failed starts on televisions leave it out there with the next weights, and nowhere else', async () => {
    await fails(300)
    await report(300, { event: 'start', playback: 0, device: 'mobile' })
    expect(await weights()).toMatchObject({ outcome: 'published' })
    expect(await outOn()).toEqual(['tv'])
    expect(await status()).toEqual({
      count: 1,
      renditions: [
        {
          ...{ assetId: 'ast_one', device: 'tv', type: 'hls', codec: 'hevc', height: 2160, failed: 300, tried: 300 },
          ...{ since: '2026-11-22T12:00:00.000Z', until: '2026-11-23T12:00:00.000Z', offered: false },
        },
      ],
      beyond: 0,
    })
    expect(console.log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('renditions-left-out'))
    expect(await audit()).toMatchObject([
      {
        actor: 'ops',
        target: 'dach',
        before: { leftOut: 0 },
        after: { leftOut: 1, added: 1, returned: 0, renditions: [{ assetId: 'ast_one', device: 'tv', why: 'failed' }] },
      },
    ])
  })

  it('a list that does not change is kept by weights and publishes of the schedule, and nothing is written for it', async () => {
    await fails(300)
    await weights()
    world.sink.forget()
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { shardsWritten: 0 } })
    expect(world.sink.puts).toEqual([])
    await world.ingest(asset('two', { name: { en: 'Another' } }))
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect(await outOn()).toEqual(['tv'])
    expect(await audit()).toHaveLength(1)
  })

  it.each<[string, () => Promise<void>]>([
    ['199 failed starts of 199', () => fails(199)],
    ['errors after starts', () => report(300, { event: 'error', playback: 0 }, [{ event: 'start', playback: 0 }])],
    [
      'starts that are told after their errors',
      () => report(300, { event: 'firstFrame', playback: 0 }, [{ event: 'error', playback: 0 }]),
    ],
    [
      'errors of devices that do not say what started',
      () => report(300, { event: 'error', playback: 0 }, [{ event: 'start' }]),
    ],
    ['stalls', () => report(300, { event: 'stall', playback: 0 })],
    ['errors of an unknown class of devices', () => fails(300, { device: null })],
    ['errors of no known rendition', () => fails(300, { playback: null })],
    ['errors of an index that the asset does not have', () => fails(300, { playback: 2 })],
    ['errors of an index beyond all lists', () => fails(300, { playback: 4_000_000_000 })],
    ['errors of an asset that nobody knows', () => fails(300, { assetId: 'ast_gone' })],
    [
      'few failures among many starts',
      async () => {
        await fails(15)
        await report(285, { event: 'start', playback: 0 })
      },
    ],
  ])('nothing is left out for %s', async (_what, happens) => {
    await happens()
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    expect(await status()).toEqual({ count: 0, renditions: [], beyond: 0 })
  })

  it('the evidence is counted one by one: sampled decisions are not multiplied by their weight', async () => {
    const items = Array.from({ length: 400 }, (_, index) => eventItem(index, { event: 'error', playback: 0 }))
    await deliver(eventsContext(world.publisher, { statsRate: 0.1 }), [eventsMessage(items)])
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
  })

  it('the status says of an asset whose renditions all fail that they stay offered', async () => {
    await fails(300)
    await fails(250, { playback: 1 })
    await weights()
    expect((await status())?.renditions.map(({ height, offered }) => [height, offered])).toEqual([
      [2160, true],
      [720, true],
    ])
  })

  it('a rendition is tried again after a day, and only failures from then on leave it out anew, for two days', async () => {
    await fails(300)
    await weights()
    world.clock.now += DAY_MS
    expect(await weights()).toMatchObject({ outcome: 'published' })
    expect(await outOn()).toEqual([])
    expect(await audit()).toMatchObject([{ after: { renditions: [{ why: 'time' }] } }, {}])
    await fails(199)
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    await fails(1)
    expect(await weights()).toMatchObject({ outcome: 'published' })
    expect((await status())?.renditions).toMatchObject([{ failed: 200, tried: 200, until: '2026-11-25T12:00:00.000Z' }])
  })

  it('an edit of it brings it back at once, and counts again from the day after it went live', async () => {
    await fails(300)
    await weights()
    await world.ingest(asset('one', { renditions: [{ ...HIGH, url: '/media/fixed.m3u8' }, LOW] }))
    await weights()
    expect(await outOn()).toEqual([])
    await world.publish()
    await fails(300)
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    world.clock.now += DAY_MS
    await fails(300)
    expect(await weights()).toMatchObject({ outcome: 'published' })
    expect((await status())?.renditions).toMatchObject([{ failed: 300, tried: 300 }])
  })

  it('an edit of something else in its asset leaves it out, though evidence counts anew', async () => {
    await fails(300)
    await weights()
    await world.ingest(asset('one', { renditions: [LOW, HIGH], tags: ['new'] }))
    await world.publish()
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    expect(await outOn()).toEqual(['tv'])
  })

  it('smaller or lost counts do not bring it back before its time', async () => {
    await fails(300)
    await weights()
    await world.redis('DEL', 'rendition-errors:dach:2026-11-22', 'renditions:dach:2026-11-22')
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    expect(await outOn()).toEqual(['tv'])
  })

  it('a pinned region and a dry run change nothing, and nothing is said to be left out that is not', async () => {
    await fails(300)
    expect(await weights({ dryRun: true })).toMatchObject({ outcome: 'dry-run' })
    await world.ops('POST', '/regions/dach/pin', { reason: 'frozen' })
    expect(await weights()).toMatchObject({ outcome: 'refused' })
    expect([await status(), await outOn(), await audit()]).toEqual([{ count: 0, renditions: [], beyond: 0 }, [], []])
  })

  it('what is stored and cannot be read is decided anew, and weights do not wait for damaged counters', async () => {
    await fails(300)
    await world.redis('SET', 'left-out:dach', '{"renditions":[{"assetId":7}]}')
    expect(await weights()).toMatchObject({ outcome: 'published' })
    await world.redis('SET', 'rendition-errors:dach:2026-11-22', 'no sorted set')
    expect(await weights()).toMatchObject({ outcome: 'unchanged' })
    expect(await outOn()).toEqual(['tv'])
  })

  it('each region has its own list', async () => {
    await world.publish('fr')
    await fails(300)
    await weights()
    expect((await world.edge('fr'))?.snapshot.weights.leftOut.asset).toHaveLength(0)
  })
})
