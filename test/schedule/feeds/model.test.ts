import fc from 'fast-check'
import { expect, it } from 'vitest'
import { discardDelivery, releaseDelivery } from '../../../src/schedule/feeds/held-delivery.ts'
import { readDelivery } from '../../../src/schedule/feeds/stores/delivery-store.ts'
import { ingestStream } from '../../../src/schedule/ingest/ingest.ts'
import { type Foreseen, foresee, type ModelFeed, type ModelItem } from './feed-model.ts'
import { bytesOf, clip, type FeedWorld, item, northlight, startFeedWorld, title } from './feed-world.ts'
import { feedStateOf, inForce, leftOvers, storedState } from './stored-state.ts'

const FEEDS = ['alpha', 'beta'] as const
type FeedName = (typeof FEEDS)[number]
const SETTINGS = { maxRemovedPercent: 100 }

const itemOf = (feed: FeedName): fc.Arbitrary<ModelItem> =>
  fc.record({
    id: fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5'),
    assets: fc.subarray([`${feed}-a`, `${feed}-b`, `${feed}-c`], { maxLength: 2 }),
    titles: fc.subarray(['s', 't']),
    version: fc.integer({ min: 1, max: 2 }),
    state: fc.constantFrom('good', 'good', 'good', 'good', 'good', 'faulty', 'dangling', 'deleted'),
  })

const step = fc.constantFrom(...FEEDS).chain((feed) =>
  fc.record({
    feed: fc.constant(feed),
    mode: fc.constantFrom('full', 'delta'),
    items: fc.uniqueArray(itemOf(feed), { selector: ({ id }) => id, maxLength: 5 }),
    decision: fc.constantFrom('release', 'discard', 'forget'),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function lineOf({ id, assets, titles, version, state }: ModelItem): object {
  const about = state === 'dangling' ? 'ttl_nowhere' : 'ttl_base'
  const more = { durationMs: version, titleId: about, ...(state === 'faulty' && { aspect: '1:99' }) }
  const needed = state === 'faulty' || state === 'dangling' ? [clip(`${id}-extra`, more)] : []
  const drafts = [...titles.map((name) => title(name)), ...assets.map((name) => clip(name, more)), ...needed]
  const source = JSON.stringify({ id, assets, titles, version, state })
  return item(id, drafts, { source, ...(state === 'deleted' && { deletes: true }) })
}

class Run {
  readonly feeds = new Map<FeedName, ModelFeed>(FEEDS.map((feed) => [feed, { known: new Map(), open: new Set() }]))
  readonly owners = new Map<string, FeedName>()
  readonly said = new Map<string, number>()
  constructor(readonly world: FeedWorld) {}

  async take({ feed, mode, items, decision }: Step): Promise<void> {
    const before = this.feeds.get(feed) ?? { known: new Map(), open: new Set() }
    const foreseen = foresee(before, items, mode)
    const known = northlight(SETTINGS, feed)
    const report = await this.world.sendItems(items.map(lineOf), { feed: known, mode })
    expect(report.items).toBe(items.length)
    expect(report.accepted + report.unchanged + report.quarantined).toBe(items.length)
    expect(report.quarantined).toBe(foreseen.quarantined)
    expect(report.held?.rule ?? null).toBe(foreseen.hold)
    if (foreseen.hold === null) {
      expect(report.removed).toBe(foreseen.removed)
      this.apply(feed, foreseen)
    } else {
      expect(report.outcome).toBe(foreseen.isEmpty ? 'refused' : 'held')
      this.feeds.set(feed, foreseen.held)
      if (report.outcome === 'held' && decision !== 'forget')
        await this.decide(feed, report.delivery ?? '', decision, foreseen)
    }
    this.check()
  }

  async decide(feed: FeedName, delivery: string, decision: 'release' | 'discard', foreseen: Foreseen): Promise<void> {
    const stored = await readDelivery(this.world.deliveries.redis, delivery)
    if (stored === null) throw new Error('no such delivery')
    const order = { actor: 'mia', reason: 'a test' }
    if (decision === 'release') {
      await releaseDelivery(this.world.deliveries, northlight(SETTINGS, feed), stored, order)
      this.apply(feed, foreseen)
    } else await discardDelivery(this.world.deliveries, stored, order)
    // Which entries of before remain then is not foreseen here.
    const entries = storedState(this.world)[`feed:${feed}:quarantine`] ?? {}
    const now = this.feeds.get(feed)
    if (now) this.feeds.set(feed, { ...now, open: new Set(Object.keys(entries)) })
  }

  apply(feed: FeedName, { next, said }: Foreseen): void {
    this.feeds.set(feed, next)
    for (const [asset, version] of said) this.said.set(asset, version)
    for (const { records } of next.known.values()) {
      for (const name of records) if (!this.owners.has(name)) this.owners.set(name, feed)
    }
  }

  /** A record is in force exactly while a known item of the feed that owns it brings it. */
  check(): void {
    const documents = inForce(this.world)
    const expected: Record<string, unknown> = {}
    const found: Record<string, unknown> = {}
    for (const [name, feed] of this.owners) {
      const isBrought = [...(this.feeds.get(feed)?.known.values() ?? [])].some(({ records }) => records.includes(name))
      expected[name] = [isBrought, this.said.get(name) ?? null]
      const document = (documents[`asset:ast_${name}`] ?? documents[`title:ttl_${name}`]) as Stored | undefined
      found[name] = document && [!document.isWithdrawn, document.record.durationMs ?? null]
    }
    expect(found).toEqual(expected)
    for (const [feed, { known, open }] of this.feeds) {
      const state = storedState(this.world)
      expect(Object.keys(state[`feed:${feed}:items`] ?? {}), 'known items').toEqual([...known.keys()].sort())
      expect(Object.keys(state[`feed:${feed}:quarantine`] ?? {}), 'in quarantine').toEqual([...open].sort())
      expect(feedStateOf(this.world, feed)).not.toHaveProperty('settling')
    }
  }
}

interface Stored {
  readonly isWithdrawn: boolean
  readonly record: { readonly durationMs?: number }
}

it('a record is in force exactly while an item of its feed brings it, after any deliveries, releases and discards', async () => {
  const empty = await startFeedWorld()
  await ingestStream(empty.deliveries, bytesOf(JSON.stringify(title('base'))), { approve: false, actor: 'mia' })
  const kept = empty.keep()
  await empty.close()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      const world = await startFeedWorld(kept)
      try {
        const run = new Run(world)
        for (const each of steps) await run.take(each)
        world.clock.now += 8 * 86_400_000
        await world.sendItems([], { feed: northlight(SETTINGS, 'gamma'), mode: 'delta' })
        expect(leftOvers(world)).toEqual([])
      } finally {
        await world.close()
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)
