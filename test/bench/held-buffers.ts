import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { exportJWK, generateKeyPair } from 'jose'
import { keptBaseline } from '../../src/baseline/baseline.ts'
import { simdEngine } from '../../src/decide/engine/simd/simd-engine.ts'
import { IsolateMemory } from '../../src/edge/residence/isolate-memory.ts'
import { RegionHolder } from '../../src/edge/residence/region-holder.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { keys, type Shard } from '../../src/snapshot/format.ts'
import { instantiateKernel } from '../decide/engine/engines.ts'
import { publish } from '../edge/publish.ts'
import { FaultStorage } from '../edge/residence/fault-storage.ts'

const ACCOUNTED = 'five regions, as an isolate counts them'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** Bytes of every ArrayBuffer that is still held: what a collection frees is given back a little later. */
async function bufferBytes(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    if (typeof collect === 'function') collect()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return process.memoryUsage().arrayBuffers
}

/**
 * Counts the ArrayBuffers that the holders of these regions keep, the first of them the isolate's own: after all are
 * loaded, and at the moment when the own one has its next head beside the one that serves.
 */
export async function heldBuffers(
  regions: readonly RegionId[],
  shardsFor: (region: RegionId, version?: number) => readonly Shard[],
  note: (name: string, unit: string, value: number, comparedWith?: string) => void,
): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key = { kid: 'bench', jwk: await exportJWK(privateKey) }
  const storage = new FaultStorage()
  for (const region of regions) await publish(storage, key, region, shardsFor(region))
  const clock = { now: Date.now() }
  const gate: { hold: boolean; open: () => void } = { hold: false, open: () => undefined }
  const memory = new IsolateMemory()
  const holders = regions.map(
    (region) =>
      new RegionHolder(region, {
        source: source(storage, gate),
        cache: null,
        keys: [{ kid: key.kid, x: String(key.jwk.x) }],
        baseline: keptBaseline(),
        engine: simdEngine(instantiateKernel),
        memory,
        refreshMs: 1_000,
        now: () => clock.now,
        random: () => 0.5,
      }),
  )
  const before = await bufferBytes()
  for (const holder of holders) await holder.live(() => undefined)
  await pause()
  const [own, region] = [holders[0], regions[0]]
  if (!own || !region) throw new Error('a region of its own')
  const bytesIn = (some: readonly RegionHolder[], part: 'headBytes' | 'textBytes') =>
    some.reduce((sum, holder) => sum + holder[part], 0)
  const loaded = (await bufferBytes()) - before
  note(ACCOUNTED, 'MB', (bytesIn(holders, 'headBytes') + bytesIn(holders, 'textBytes')) / 1e6)
  note('of it, own head with its engine', 'MB', own.headBytes / 1e6, ACCOUNTED)
  note('of it, own text', 'MB', own.textBytes / 1e6, ACCOUNTED)
  note('of it, other heads with their engines', 'MB', bytesIn(holders.slice(1), 'headBytes') / 1e6, ACCOUNTED)
  note('of it, text of others', 'MB', bytesIn(holders.slice(1), 'textBytes') / 1e6, ACCOUNTED)
  note('ArrayBuffers outside of engines', 'MB', loaded / 1e6, ACCOUNTED)
  await publish(storage, key, region, shardsFor(region, 2), 2)
  const swapping = await bufferBytes()
  gate.hold = true
  clock.now += 1_500
  await own.live(() => undefined)
  await pause()
  note('the same, and one swapping', 'MB', ((await bufferBytes()) - swapping + loaded) / 1e6, ACCOUNTED)
  gate.open()
}

/** Gives bytes of its own at each read, as KV does; while the gate is held, a head waits for its last shard. */
function source(storage: FaultStorage, gate: { hold: boolean; open: () => void }) {
  const text = async (name: string) => new TextDecoder().decode(storage.values.get(name))
  return {
    pointer: (region: RegionId) => text(keys.pointer(region)),
    takedowns: (region: RegionId) => text(keys.takedowns(region)),
    shard: async (sha256: string, name: string) => {
      if (gate.hold && name === 'text') {
        await new Promise<void>((resolve) => {
          gate.open = resolve
        })
      }
      return storage.values.get(keys.shard(sha256, name))?.slice() ?? null
    },
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 2_000))
