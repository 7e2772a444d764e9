import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { itemText, itemTextBytes } from '../../src/answer/item-texts.ts'
import type { Place, Placement, Viewer } from '../../src/decide/context/context.ts'
import { decide } from '../../src/decide/decide.ts'
import { decisionRequest } from '../../src/decide/decision-request.ts'
import { keptBesideBytes } from '../../src/decide/plan/kept-beside.ts'
import { RequestKind } from '../../src/edge/request/request-kind.ts'
import type { Live } from '../../src/edge/residence/live.ts'
import { PagedText } from '../../src/edge/residence/text/paged-text.ts'
import type { Shard } from '../../src/snapshot/format.ts'
import { ENGINES } from '../decide/engine/engines.ts'
import type { SnapshotKey } from './edge-world.ts'
import { publish } from './publish.ts'
import { HolderWorld } from './residence/holder-world.ts'
import { compiled, films } from './schedule.ts'

/** What of a snapshot that was swapped out is still held: in an isolate of 128 MB there is no room for two of them. */
let key: SnapshotKey

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
})

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** Whether the garbage collector finds that nobody holds it; what was asked for in this turn is held until its end. */
async function isLetGo(held: WeakRef<object>): Promise<boolean> {
  for (let round = 0; round < 10 && held.deref() !== undefined; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (typeof collect === 'function') collect()
  }
  return held.deref() === undefined
}

describe.each(ENGINES)('a swap, over the $name engine', (engine) => {
  it('nothing of the snapshot before a swap is held, whatever was decided by it and is remembered of who asked', async () => {
    const world = new HolderWorld(key, undefined, engine)
    const kinds = guests()
    await publish(world.kv, key, 'dach', scheduled('one'), 1)
    const before = await answeredBy(world, kinds)
    expect(before.every((held) => held.deref() !== undefined)).toBe(true)
    await publish(world.kv, key, 'dach', scheduled('two'), 2)
    world.now += 60_000
    expect((await world.live()).pointer?.sequence).toBe(2)
    const letGo: boolean[] = []
    for (const held of before) letGo.push(await isLetGo(held))
    expect(letGo).toEqual(before.map(() => true))
    // Those who asked are remembered all the while.
    for (const kind of kinds) expect(kind.place).toBe(PLACE)
  })
})

it('what is kept for the next decision and its answer is counted, and no more once its snapshot is gone', async () => {
  const world = new HolderWorld(key)
  const kinds = guests()
  await publish(world.kv, key, 'dach', scheduled('one'), 1)
  const { opened, text } = await world.live()
  const { snapshot } = opened
  const { headBytes } = world.holder
  await answeredBy(world, kinds)
  const kept = [keptBesideBytes(opened), itemTextBytes(snapshot.hot), text instanceof PagedText ? text.bytes : 0]
  for (const bytes of kept) expect(bytes).toBeGreaterThan(0)
  expect(world.holder.headBytes - headBytes).toBeGreaterThanOrEqual(kept.reduce((sum, bytes) => sum + bytes, 0))
  await publish(world.kv, key, 'dach', scheduled('two'), 2)
  world.now += 60_000
  await world.live()
  expect(Math.abs(world.holder.headBytes - headBytes)).toBeLessThan(1000)
})

const PLACE: Place = { country: 'DE', regionCode: null, timeZone: 'Europe/Berlin', anonymizer: null }
const NOTHING_SAID = {
  ...{ device: null, codecs: [], maxHeight: null, autoplayOff: false, saveData: false, reducedMotion: false },
  ...{ globalPrivacyControl: false, kids: false, maxAge: null },
}
const GUEST: Viewer = {
  ...{ state: 'guest', subject: null, cap: null, kids: false, adult: false, pin: false, personalize: false },
  ...{ entitlements: [], residence: null },
}
const HERO: Placement = { id: 'hero', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null }

/** Films of genres, so that the moment has a taste. */
function scheduled(prefix: string): readonly Shard[] {
  const { titles, ...rest } = films(10, prefix)
  return compiled('dach', { ...rest, titles: titles.map((title) => ({ ...title, genres: ['animation', 'drama'] })) })
}

/** Kinds of requests that the isolate knows: they outlive every snapshot. */
function guests(): readonly RequestKind[] {
  return ['de', 'en'].map((language) => new RequestKind(PLACE, { ...NOTHING_SAID, language }))
}

/** What all columns stand in, and what else is a snapshot's own, after every kind of request was answered. */
async function answeredBy(world: HolderWorld, kinds: readonly RequestKind[]): Promise<readonly WeakRef<object>[]> {
  const live = await world.live()
  // At every hour: parts of the day have tastes of their own.
  for (const kind of kinds) {
    for (let hour = 0; hour < 24; hour++) await answer(live, kind, world.now + hour * 3_600_000)
  }
  const { hot } = live.opened.snapshot
  return [hot, hot.assets.taste.buffer, live.text].map((each) => new WeakRef<object>(each))
}

async function answer({ opened, text: source, denies }: Live, kind: RequestKind, now: number): Promise<void> {
  const { snapshot } = opened
  const context = kind.contextAt(snapshot.rules, { viewer: GUEST, now, snapshotExpired: false })
  const decisions = decide(opened, decisionRequest({ context, denies, placements: [HERO], seed: 'seed' }))
  const picks = decisions.flatMap((decision) => decision.picks)
  expect(picks.length).toBe(1)
  const assets = picks.map(({ candidate }) => snapshot.hot.candidateAsset[candidate] ?? 0)
  const { text } = await source.read(assets, { milliseconds: 1000, keepAlive: () => undefined })
  for (const pick of picks) itemText({ ...snapshot, text }, context, pick, 'https://media.example')
}
