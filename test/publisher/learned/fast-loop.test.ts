import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePointer, openLive } from '../../../src/publisher/announce/live-region.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { watchCanary } from '../../../src/publisher/steer/watch-canary.ts'
import { readPooledResults } from '../../../src/schedule/learned/pooled-results.ts'
import { keepCanaryReport } from '../../../src/schedule/reports/canary-counts.ts'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { act, put, tries, WARM } from '../experiments/experiment-door.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { countersAt, decisionIdOf, eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'
import { activate, pushText, servedIn } from './learned-door.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...[title('one', { releasedOn: '2026-11-20' }), title('two', { releasedOn: '2001-01-01' })],
    ...[asset('one'), asset('two'), campaign('main', ['one', 'two'])],
  )
  await world.publish()
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** Viewers who are shown an asset, each in a network of their own, of whom the first ones reward it. */
async function seen(id: string, viewers: number, rewarding: number, more: object = {}): Promise<void> {
  const items = Array.from({ length: viewers }, (_, viewer) => {
    const unit = decisionIdOf(viewer).slice(16)
    const about = { assetId: `ast_${id}` as const, unit, occurredAt: world.clock.now, source: viewer, ...more }
    const decision = Number(`${id.length}${viewer}`)
    const shown = eventItem(decision, about)
    return viewer < rewarding ? [shown, eventItem(decision, { ...about, event: 'watch' })] : [shown]
  })
  await deliver(eventsContext(world.publisher), [eventsMessage(items.flat())])
}

const weights = () =>
  runPublish(world.publisher, {
    ...{
      region: 'dach',
      scope: 'weights',
      dryRun: false,
      mend: false,
      canary: null,
      actor: 'cron',
      reason: 'schedule',
    },
  })

/** What the live weights say of each known asset: impressions, and engagement on heroes. */
async function known(): Promise<Record<string, readonly [number, number]>> {
  const pointer = await livePointer('dach', world.publisher)
  if (pointer === null) throw new Error('nothing is live')
  const { weights: live, text } = await openLive(pointer, world.sink)
  return Object.fromEntries(
    [...live.knownAssets].map((row, index) => [
      text.asset(row).assetId,
      [live.impressions[index] ?? 0, live.engagement[index * 5] ?? 0],
    ]),
  )
}

describe('results of assets', () => {
  it('what viewers reward ranks higher with the next publish of weights, and a publish of all makes the same bytes', async () => {
    await seen('one', 200, 20)
    await seen('two', 200, 22)
    expect((await weights()).outcome).toBe('published')
    const after = await known()
    expect(after).toEqual({ ast_one: [200, expect.any(Number)], ast_two: [200, expect.any(Number)] })
    expect(after.ast_two?.[1]).toBeGreaterThanOrEqual(after.ast_one?.[1] ?? 0)
    expect((await weights()).outcome).toBe('unchanged')
    expect((await world.publish()).outcome).toBe('unchanged')
    expect((await world.cron()).outcome).toBe('unchanged')
  })

  it('300 watches of one viewer move an asset by no more than one does', async () => {
    const before = world.keep()
    const rates = []
    for (const watches of [1, 300]) {
      await world.close()
      world = await startPublisherWorld('small', before)
      await seen('one', 50, 5)
      await seen('two', 50, 5)
      const flood = Array.from({ length: watches }, (_, at) => {
        return eventItem(900_000 + at, { assetId: 'ast_two', event: 'watch', unit: 'feedfacefeedface' })
      })
      await deliver(eventsContext(world.publisher), [eventsMessage(flood)])
      await weights()
      rates.push(await known())
    }
    expect(rates[1]).toEqual(rates[0])
  })

  it('2,000 viewers of one network move a rate by no more than a twentieth of all others', async () => {
    await seen('one', 200, 20)
    await seen('two', 200, 20)
    const rate = async () => {
      const days = [new Date(world.clock.now).toISOString().slice(0, 10)]
      const results = await readPooledResults(world.publisher.redis, days)
      return results.find(({ assetId }) => assetId === 'ast_two')
    }
    expect(await rate()).toMatchObject({ impressions: 200, rewarded: 20 })
    const flood = Array.from({ length: 2_000 }, (_, at) => {
      const about = { assetId: 'ast_two', unit: decisionIdOf(7_000 + at).slice(16), source: 77 } as const
      const shown = eventItem(900_000 + at, about)
      return [shown, eventItem(900_000 + at, { ...about, event: 'watch' })]
    })
    for (let from = 0; from < flood.length; from += 500) {
      await deliver(eventsContext(world.publisher), [eventsMessage(flood.slice(from, from + 500).flat())])
    }
    // Of network 77 one of the 200 is its own: 199 others give 10 to 9, 20 others give 1.
    expect(await rate()).toMatchObject({ impressions: 208, rewarded: 21 })
    expect(
      await world.redis('ZCARD', `result-sources:dach:${new Date(world.clock.now).toISOString().slice(0, 10)}`),
    ).toBe(2)
  })

  it('a viewer who comes again from another network counts once, and leaves nothing behind in the first', async () => {
    await seen('two', 200, 20)
    const from = (source: number) =>
      Array.from({ length: 300 }, (_, at) =>
        eventItem(900_000 + at, { assetId: 'ast_two', unit: decisionIdOf(7_000 + at).slice(16), source }),
      )
    for (const source of [999, 888]) await deliver(eventsContext(world.publisher), [eventsMessage(from(source))])
    const day = new Date(world.clock.now).toISOString().slice(0, 10)
    expect(await readPooledResults(world.publisher.redis, [day])).toMatchObject([{ impressions: 210, rewarded: 20 }])
    expect(await countersAt(world, `result-sources:dach:${day}`)).toEqual({ 'ast_two:home-hero:impression:1:888': 300 })
  })

  it('an asset that was shown often is never new again, however long ago', async () => {
    await seen('one', 300, 30)
    await weights()
    world.clock.now += 40 * DAY_MS
    await seen('two', 10, 1)
    await weights()
    expect((await known()).ast_one?.[0]).toBe(300)
  })

  it('what cannot be read of results holds up no weights', async () => {
    await seen('one', 200, 20)
    await world.redis('HSET', 'learned:withdrawn-results', 'dach', 'no time')
    await world.redis('SET', 'results:fr:2026-11-22', 'no counters')
    await world.ingest(campaign('main', ['one', 'two'], { weight: 3 }))
    expect((await weights()).outcome).toBe('published')
    expect(await known()).toEqual({})
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('results-not-learned'))
  })
})

describe('results that change many answers', () => {
  /** The schedule is small: a fourteenth of the panel is as much as its results can change. */
  const limit = (limits: object) => {
    const { rules } = world.publisher
    const publish = { ...rules.publish, limits: { ...rules.publish.limits, ...limits } }
    Object.assign(world.publisher, { rules: { ...rules, publish } })
  }
  const change = async () => {
    limit({ learnedPercent: 5 })
    await seen('one', 400, 2)
    await seen('two', 400, 300)
  }
  const counted = async (empty: number) => {
    const startedAs = (await livePointer('dach', world.publisher))?.canary?.startedAs ?? 0
    const answers = { decisions: 5_000, fallbacks: 0, errors: 0 }
    const counts = { control: { ...answers, empty: 50 }, canary: { ...answers, empty } }
    const report = { startedAs, refusal: null, counts }
    await keepCanaryReport(world.publisher.redis, 'dach', { isolate: 'isolate-1', report })
  }

  it('results above the limit go to one viewer in twenty first, and promote themselves', async () => {
    await change()
    const result = await weights()
    expect(result).toMatchObject({ outcome: 'canary' })
    expect(await livePointer('dach', world.publisher)).toMatchObject({ canary: { permille: 50 } })
    expect(await known()).toEqual({})
    await counted(51)
    world.clock.now += 45 * MINUTE_MS
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'promote' })
    expect(Object.keys(await known())).toHaveLength(2)
    expect((await weights()).outcome).toBe('unchanged')
  })

  it('results are withdrawn by themselves when viewers fare worse, and not tried again on that day', async () => {
    await change()
    await weights()
    await counted(900)
    expect(await watchCanary(world.publisher, 'dach')).toMatchObject({ verdict: 'roll-back' })
    expect((await weights()).outcome).toBe('unchanged')
    world.clock.now += DAY_MS + MINUTE_MS
    expect((await weights()).outcome).toBe('canary')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a mere weight', () => world.ingest(campaign('main', ['one', 'two'], { weight: 3 }))],
    [
      'a new run',
      async () => {
        const { id, text } = taughtOn(1)
        await pushText(world, text)
        await activate(world, id, 'dach')
      },
    ],
  ])('withdrawn results wait out their day, also when a canary of %s is stopped meanwhile', async (_, bring) => {
    await change()
    await weights()
    await counted(900)
    await watchCanary(world.publisher, 'dach')
    await bring()
    for (const order of [{ action: 'start', percent: 5, minutes: 60 }, { action: 'stop' }]) {
      const steered = await world.ops('POST', '/regions/dach/canary', { ...order, reason: 'by hand' })
      expect(steered.status).toBe(200)
    }
    expect((await weights()).outcome).not.toBe('canary')
    expect(await known()).toEqual({})
    world.clock.now += DAY_MS + MINUTE_MS
    expect((await weights()).outcome).toBe('canary')
  })

  it('results above the limit wait while an experiment tries a run, by its name, and all other weights go out', async () => {
    const data = { from: '2026-10-01T00:00:00Z', to: '2026-11-20T00:00:00Z', events: 1 }
    const [run, tried] = [taughtOn(1, { data }), taughtOn(2, { data })]
    for (const { text } of [run, tried]) await pushText(world, text)
    await activate(world, run.id, 'dach')
    await world.publish()
    await put(world, tries(tried.id))
    expect((await act(world, 'start')).status).toBe(200)
    await world.publish()
    await change()
    await world.ingest(campaign('main', ['one', 'two'], { weight: 3 }))
    const before = (await livePointer('dach', world.publisher))?.sequence ?? 0
    const result = await weights()
    expect(result).toMatchObject({ outcome: 'refused', refusals: [{ check: 'experiment' }] })
    expect(result.refusals[0]?.detail).toContain(`the experiment ${WARM.key} tries another run here`)
    const after = await livePointer('dach', world.publisher)
    expect([await known(), after?.canary]).toEqual([{}, null])
    expect(after?.sequence).toBeGreaterThan(before)
  })

  it('a run that is retired while results on top of it are tried goes with the next publish; new results do not wait', async () => {
    const data = { from: '2026-10-01T00:00:00Z', to: '2026-11-20T00:00:00Z', events: 1 }
    const run = taughtOn(1, { data })
    await pushText(world, run.text)
    await activate(world, run.id, 'dach')
    await world.publish()
    await change()
    expect((await weights()).outcome).toBe('canary')
    const effect = await world.ops('GET', `/learned/${run.id}/effect?region=dach&act=retire`)
    expect(await effect.json()).toMatchObject({ goes: 'to-all', result: { holds: [] } })
    expect((await world.ops('POST', `/learned/${run.id}/retire`, { reason: 'worse' })).status).toBe(200)
    expect((await livePointer('dach', world.publisher))?.canary).toBeNull()
    // Until it is gone nothing is tried on top of it, which would hold it up again.
    expect((await weights()).outcome).not.toBe('canary')
    expect((await world.cron()).outcome).toBe('published')
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: null, canary: null })
    expect((await weights()).outcome).toBe('canary')
  })

  it('results that change half of the answers wait for two persons, and all other weights go out', async () => {
    await change()
    limit({ learnedPercent: 5, learnedPersonsPercent: 6 })
    await world.ingest(campaign('main', ['one', 'two'], { weight: 3 }))
    const refused = await weights()
    expect(refused).toMatchObject({ outcome: 'refused', refusals: [{ check: 'changed-decisions' }] })
    expect(refused.refusals[0]?.detail).toContain('two persons')
    expect(await known()).toEqual({})
    const live = await livePointer('dach', world.publisher)
    expect(live?.sequence).toBe(refused.sequence)
    const [finding] = refused.refusals[0]?.findings ?? []
    const until = new Date(world.clock.now + 3_600_000).toISOString()
    const findings = [{ check: 'changed-decisions', finding: finding?.code }]
    const asked = await world.ops('POST', '/overrides', { region: 'dach', findings, reason: 'a big night', until })
    const { id } = ((await asked.json()) as { approval: { id: string } }).approval
    await world.redis('SET', `approval:${id}:approved`, JSON.stringify({ by: 'mia@example.com', at: world.clock.now }))
    expect((await weights()).outcome).toBe('canary')
  })
})
