import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { armOf } from '../../../src/edge/residence/arm.ts'
import type { Live } from '../../../src/edge/residence/live.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import type { CanaryArm } from '../../../src/snapshot/pointer.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { canaryOf, publish, putShards, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import type { Fault } from './fault-storage.ts'
import { HolderWorld } from './holder-world.ts'

const VIEWERS = Array.from({ length: 4000 }, (_, at) => `viewer-${at}`)
let key: SnapshotKey
let main: readonly Shard[]
let next: readonly Shard[]
let canary: CanaryArm
let world: HolderWorld

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  main = compiled('dach', films(30, 'main'))
  next = compiled('dach', films(30, 'next'))
  canary = await canaryOf('dach', next)
})
beforeEach(() => {
  world = new HolderWorld(key)
})

/** Announces a canary (or none) beside the main snapshot; both are looked at by the time this ends. */
async function announce(sequence: number, arm: CanaryArm | null, shards = main): Promise<Live> {
  await putShards(world.kv, 'dach', next)
  await publish(world.kv, key, 'dach', shards, sequence, { canary: arm })
  world.now += 60_000
  await world.live()
  return world.live()
}

const inCanary = (live: Live): string[] =>
  VIEWERS.filter((viewer) => world.holder.forViewer(live, viewer).assignment?.arm === 'canary')
/** Spoils the canary's own columns: some shards of the two snapshots are one and the same. */
const spoil = (fault: Fault): void => {
  const hot = canary.shards.find(({ name }) => name === 'hot')
  const spoiled = keys.shard(hot?.sha256 ?? '', 'hot')
  world.kv.fault = (name) => (name === spoiled ? fault : null)
}

describe('arms', () => {
  it.each([1, 50, 200, 500])('the arm of a canary holds the share that was asked for: %d of a thousand', (permille) => {
    const arms = Array.from({ length: 50_000 }, (_, at) => armOf({ ...canary, permille }, `subject ${at}`))
    const share = arms.filter((arm) => arm === 'canary').length / arms.length
    // Four standard errors.
    const sigma = Math.sqrt((permille * (1000 - permille)) / 1e6 / arms.length)
    expect(Math.abs(share - permille / 1000)).toBeLessThan(4 * sigma)
  })

  it('the arm of a canary keeps its viewers while the share grows, and is drawn again for another canary', () => {
    const of = (changes: Partial<CanaryArm>) =>
      VIEWERS.filter((viewer) => armOf({ ...canary, ...changes }, viewer) === 'canary')
    const [some, more, others] = [of({ permille: 100 }), of({ permille: 300 }), of({ permille: 100, startedAs: 3 })]
    expect(some.filter((viewer) => !more.includes(viewer))).toEqual([])
    // Of a tenth that is drawn again a tenth is drawn both times.
    const both = some.filter((viewer) => others.includes(viewer)).length / some.length
    expect(both).toBeGreaterThan(0.03)
    expect(both).toBeLessThan(0.2)
  })
})

describe('a canary', () => {
  it('a canary is served to its share, and to the same viewers through renewals of the pointer', async () => {
    const first = inCanary(await announce(2, canary))
    expect(first.length / VIEWERS.length).toBeGreaterThan(0.16)
    expect(first.length / VIEWERS.length).toBeLessThan(0.24)
    const live = await world.live()
    for (const viewer of VIEWERS.slice(0, 50)) {
      const { opened, assignment } = world.holder.forViewer(live, viewer)
      expect(opened.snapshot.id === canary.snapshot).toBe(first.includes(viewer))
      expect(assignment?.startedAs).toBe(2)
    }
    expect(inCanary(await announce(3, canary))).toEqual(first)
    const others = compiled('dach', films(31, 'main'))
    expect(inCanary(await announce(4, canary, others))).toEqual(first)
    expect(inCanary(await announce(5, { ...canary, startedAs: 5 }))).not.toEqual(first)
  })

  it('a canary goes when the pointer names none, and when its time is up', async () => {
    const live = await announce(2, canary)
    expect(inCanary(live).length).toBeGreaterThan(0)
    world.now = Date.parse(canary.until) - 1
    expect(inCanary(live).length).toBeGreaterThan(0)
    world.now += 1
    expect([inCanary(live), world.holder.canary.status()]).toEqual([[], null])
    expect(
      inCanary(await announce(3, { ...canary, until: new Date(world.now + 3_600_000).toISOString() })),
    ).not.toEqual([])
    expect(inCanary(await announce(4, null))).toEqual([])
    expect(world.holder.canary.status()).toBeNull()
  })

  it('a canary that is promoted serves everybody at once, and is not read a second time', async () => {
    await announce(2, canary)
    const { reads } = world.kv
    const live = await announce(3, null, next)
    expect([live.opened.snapshot.id, live.rung, live.assignment]).toEqual([canary.snapshot, 'fresh', null])
    expect(inCanary(live)).toEqual([])
    // Pointer and takedown list, at each of the looks, and pages of text; no head.
    expect(world.kv.reads - reads).toBeLessThan(10)
    const { text } = live
    expect((await text.read([0, 50], { milliseconds: 1000, keepAlive: () => undefined })).missing.size).toBe(0)
  })

  it('a canary counts among what the isolate holds, and goes with the rest', async () => {
    const alone = (await announce(1, null)) && world.holder.headBytes
    await announce(2, canary)
    expect(world.holder.headBytes).toBeGreaterThan(1.5 * alone)
    world.holder.dropHead()
    expect(world.holder.headBytes).toBe(0)
  })

  it('a canary withdraws what narrowed since it was compiled, and the live snapshot what narrowed since its own', async () => {
    const list = takedownList('dach', 5)
    const change = (number: number, target: string) => ({
      number,
      targets: [target],
      territories: null,
      from: null,
      until: null,
    })
    const narrowings = [change(1, 'ast_old'), change(2, 'ast_middle'), change(3, 'ast_new')]
    await putTakedowns(world.kv, key, { ...list, narrowings })
    await putShards(world.kv, 'dach', next)
    await publish(world.kv, key, 'dach', main, 2, { narrowed: 1, canary: { ...canary, narrowed: 2 } })
    await world.live()
    const live = await world.live()
    const targets = (each: Live) => each.denies.named.map(({ target }) => target)
    const [member = ''] = inCanary(live)
    expect(targets(live)).toEqual(['ast_middle', 'ast_new'])
    expect(targets(world.holder.forViewer(live, member))).toEqual(['ast_new'])
  })
})

describe('a canary that cannot serve', () => {
  it.each<[Fault, string]>([
    ['absent', 'missing'],
    ['flip', 'hash'],
    ['truncate', 'size'],
    ['throw', 'unavailable'],
  ])('a canary whose shards are spoiled leaves everybody on the other snapshot: %s → %s', async (fault, refusal) => {
    spoil(fault)
    const live = await announce(2, canary)
    expect([live.rung, world.holder.lastRefusal, inCanary(live)]).toEqual(['fresh', null, []])
    const { lastRefusal = '' } = world.holder.canary.status() ?? {}
    expect([refusal, 'blacklisted']).toContain(lastRefusal)
    world.kv.fault = () => null
    world.now += 120_000
    await world.live()
    expect(inCanary(await world.live()).length).toBeGreaterThan(0)
    expect(world.holder.canary.status()).toMatchObject({ serving: true, lastRefusal: null })
  })

  it("nobody waits for a canary's shards that never come", async () => {
    spoil('hang')
    const live = await announce(2, canary)
    expect([live.rung, inCanary(live)]).toEqual(['fresh', []])
    expect(world.holder.canary.status()).toMatchObject({ serving: false })
  })

  it("another region's snapshot is no canary", async () => {
    const foreign = compiled('fr', films(30))
    await putShards(world.kv, 'fr', foreign)
    const live = await announce(2, await canaryOf('fr', foreign))
    expect([live.rung, inCanary(live), world.holder.canary.status()?.serving]).toEqual(['fresh', [], false])
    expect(world.holder.canary.status()?.lastRefusal).toBe('id')
  })

  it.each<[string, string, (of: CanaryArm) => Partial<CanaryArm>]>([
    ['that is of other content', 'id', () => ({ snapshot: 'b'.repeat(64) })],
    ['with a shard twice', 'shards', ({ shards }) => ({ shards: [...shards, ...shards.slice(0, 1)] })],
    ['from a pointer to come', 'canary', () => ({ startedAs: 3 })],
  ])('a canary %s is refused → %s', async (_name, refusal, change) => {
    const live = await announce(2, { ...canary, ...change(canary) })
    expect([live.rung, inCanary(live), world.holder.canary.status()?.lastRefusal]).toEqual(['fresh', [], refusal])
  })

  it('a canary that ends before it begins is none', async () => {
    const startedAt = new Date(Date.parse(canary.until) + 1).toISOString()
    const live = await announce(2, { ...canary, startedAt })
    expect([live.rung, inCanary(live), world.holder.canary.status()]).toEqual(['fresh', [], null])
  })

  it('a canary that lost more than half of what serves is not served', async () => {
    const small = compiled('dach', films(10, 'small'))
    await putShards(world.kv, 'dach', small)
    const live = await announce(2, await canaryOf('dach', small))
    expect([inCanary(live), world.holder.canary.status()?.lastRefusal]).toEqual([[], 'floor'])
  })

  it('a canary that there is no memory for is not served', async () => {
    world.memory.asked(bystander(84 * 1024 * 1024), world.now)
    const live = await announce(2, canary)
    expect([inCanary(live), world.holder.canary.status()?.lastRefusal]).toEqual([[], 'no-room'])
  })

  it("the baseline serves in a canary's place only where the other snapshot fails, too", async () => {
    const live = await announce(2, canary)
    const [viewer = ''] = inCanary(live)
    const own = world.holder.forViewer(live, viewer)
    const instead = world.holder.insteadOf(own)
    expect([own.opened.snapshot.id, instead.opened.snapshot.id]).toEqual([canary.snapshot, live.opened.snapshot.id])
    expect(world.holder.insteadOf(instead).rung).toBe('baseline')
    expect(world.holder.forViewer(world.holder.baseline(), viewer).rung).toBe('baseline')
  })
})

/** Another region of the isolate that holds so much, and is in use. */
function bystander(headBytes: number) {
  const nothing = () => undefined
  return {
    askedAt: Number.POSITIVE_INFINITY,
    headBytes,
    textBytes: 0,
    limitText: nothing,
    useFastEngine: nothing,
    dropText: nothing,
    dropHead: nothing,
  }
}
