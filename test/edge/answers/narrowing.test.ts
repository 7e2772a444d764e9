import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, isScheduled, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

/** What a device says unsigned, and what a token leaves out, can only take away. */
let world: EdgeWorld
let edge: EdgeIsolate

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  for (const region of ['dach', 'na'] as const) {
    await publish(edge.storage, world.key, region, compiled(region, films(24)))
    await until(edge, region, ({ rung }) => rung === 'fresh')
    await until(edge, region, ({ rung }) => rung === 'fresh')
  }
})
afterAll(() => world.close())

interface Caller {
  readonly country: string
  /** Noon and night: some clocks let more through at night. */
  readonly now: string
  readonly claims: Record<string, unknown> | null
  readonly hints: Record<string, unknown>
}

/** Every asset that this caller can be shown: one tile for every title, every clip, and the capped one. */
async function reach({ country, now, claims, hints }: Caller): Promise<ReadonlySet<string>> {
  const headers = { 'x-debug-context': `country=${country}; now=${now}` }
  const token = claims === null ? {} : { token: await world.viewerToken(claims) }
  const placements = [
    { id: 'capped', surface: 'post-play' },
    ...Array.from({ length: 30 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' })),
  ]
  const query = new URLSearchParams(
    Object.entries(hints).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const screen = await ask(edge, '/v1/decisions', { ...token, headers, body: { ...hints, placements } })
  const feed = await ask(edge, `/v1/clips?limit=50&${query}`, { ...token, headers })
  expect([screen.status, feed.status]).toEqual([200, 200])
  // House idents are for everybody: whoever sees nothing else sees them.
  return new Set([...itemsOf(screen.body), ...itemsOf(feed.body)].map(({ assetId }) => assetId).filter(isScheduled))
}

const cap = fc.constantFrom(0, 6, 7, 12, 13, 16, 17, 18, 21)
const claims = fc.record(
  {
    cap,
    kids: fc.boolean(),
    adult: fc.boolean(),
    personalize: fc.boolean(),
    ent: fc.subarray(['subscription', 'rent', 'buy', 'free']),
    res: fc.constantFrom('DE', 'US'),
  },
  { requiredKeys: [] },
)
const hints = fc.record(
  {
    device: fc.constantFrom('tv', 'mobile', 'web'),
    language: fc.constantFrom('de', 'en'),
    autoplay: fc.constant('off'),
    saveData: fc.constant(1),
    gpc: fc.constant(1),
  },
  { requiredKeys: [] },
)
const narrowing = fc.oneof(
  fc.constant({ kids: 1 }),
  fc.record({ maxAge: fc.integer({ min: 0, max: 99 }) }),
  fc.record({ kids: fc.constantFrom(0, 1), maxAge: fc.integer({ min: 0, max: 21 }) }),
)
const place = fc.record({
  country: fc.constantFrom('DE', 'US'),
  now: fc.constantFrom('2026-11-22T12:00:00Z', '2026-11-22T23:30:00Z', '2026-11-23T04:00:00Z'),
})
const caller = fc.record({ claims: fc.option(claims), hints, place }).map((all) => ({ ...all, ...all.place }))

function expectWithin(fewer: ReadonlySet<string>, more: ReadonlySet<string>): void {
  expect([...fewer].filter((assetId) => !more.has(assetId))).toEqual([])
}

const RUNS = { numRuns: 60 }

it('the test world is one where a narrower caller sees less, so that the rest means something', async () => {
  const at = { country: 'DE', now: '2026-11-22T23:30:00Z', hints: {} }
  const sizes = [
    await reach({ ...at, claims: { cap: 18 } }),
    await reach({ ...at, claims: { cap: 12 } }),
    await reach({ ...at, claims: null }),
  ].map(({ size }) => size)
  expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0)
  expect(sizes[1]).toBeGreaterThan(sizes[2] ?? 0)
  expect(sizes[2]).toBeGreaterThan(0)
})

it('unsigned kids and maxAge only narrow, whoever asks', async () => {
  await fc.assert(
    fc.asyncProperty(caller, narrowing, async (asking, narrower) => {
      const all = await reach(asking)
      expectWithin(await reach({ ...asking, hints: { ...asking.hints, ...narrower } }), all)
    }),
    RUNS,
  )
})

it('a lower cap, and a token without adult, never show more', async () => {
  await fc.assert(
    fc.asyncProperty(caller, cap, cap, async (asking, one, other) => {
      const grown = { ...asking.claims, cap: Math.max(one, other), adult: true }
      const all = await reach({ ...asking, claims: grown })
      expectWithin(await reach({ ...asking, claims: { ...grown, cap: Math.min(one, other) } }), all)
      expectWithin(await reach({ ...asking, claims: { ...grown, adult: false } }), all)
    }),
    RUNS,
  )
})

it('an expired token never shows more than no token, nor than itself when it was good', async () => {
  const old = Math.floor(Date.now() / 1000) - 7200
  await fc.assert(
    fc.asyncProperty(caller, claims, async (asking, said) => {
      const expired = await reach({ ...asking, claims: { ...said, iat: old, exp: old + 3600 } })
      expectWithin(expired, await reach({ ...asking, claims: null }))
      if (said.cap !== undefined) expectWithin(expired, await reach({ ...asking, claims: said }))
    }),
    RUNS,
  )
})
