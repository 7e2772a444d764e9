import { keptBaseline } from '../../../src/baseline/baseline.ts'
import type { Engine } from '../../../src/decide/engine/engine.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import type { SnapshotCache } from '../../../src/edge/residence/cache-source.ts'
import { IsolateMemory } from '../../../src/edge/residence/isolate-memory.ts'
import type { Live } from '../../../src/edge/residence/live.ts'
import { RegionHolder } from '../../../src/edge/residence/region-holder.ts'
import type { SnapshotSource } from '../../../src/edge/residence/source.ts'
import { keys } from '../../../src/snapshot/format.ts'
import type { SnapshotPublicKey } from '../../../src/snapshot/signed.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { FaultStorage } from './fault-storage.ts'

/** A read that is answered when the test says so. */
interface Gate {
  readonly key: string
  open(): void
}

/** One region's holder in this process, with a clock and sources that a test is in charge of. */
export class HolderWorld {
  now = Date.now()
  readonly kv = new FaultStorage()
  readonly copy = new FaultStorage()
  readonly held: Gate[] = []
  /** Of the last isolate that was started. */
  memory = new IsolateMemory()
  /** Keys whose reads wait for their gate. */
  gated: (key: string) => boolean = () => false
  holder: RegionHolder

  private readonly keys: readonly SnapshotPublicKey[]

  /** @param keys that the isolates trust; left out: the one key, always */
  constructor(
    key: SnapshotKey,
    keys: readonly SnapshotPublicKey[] = [{ kid: 'now', x: String(key.jwk.x) }],
    private readonly engine: Engine = typescriptEngine,
  ) {
    this.keys = keys
    this.holder = this.isolate()
  }

  /** Another isolate at the same place: cold, with the same KV and the same second copy. */
  isolate(): RegionHolder {
    this.memory = new IsolateMemory()
    return new RegionHolder('dach', {
      source: this.source(this.kv),
      cache: this.cache(),
      keys: this.keys,
      baseline: keptBaseline(),
      engine: this.engine,
      memory: this.memory,
      refreshMs: 1000,
      now: () => this.now,
      random: () => 0.5,
    })
  }

  /** What is served, once every read that is not held back has come to its end. */
  async live(): Promise<Live> {
    await this.holder.live(() => undefined)
    this.holder.answered()
    await new Promise((resolve) => setTimeout(resolve, 20))
    return this.holder.live(() => undefined)
  }

  private source(storage: FaultStorage): SnapshotSource {
    const read = async (name: string): Promise<Uint8Array | null> => {
      if (this.gated(name)) await new Promise<void>((open) => this.held.push({ key: name, open }))
      const answer = await storage.answer(name)
      if (answer.status === 500) throw new Error('KV GET failed')
      return answer.status === 404 ? null : new Uint8Array(await answer.arrayBuffer())
    }
    const text = async (name: string): Promise<string | null> => {
      const bytes = await read(name)
      return bytes === null ? null : new TextDecoder().decode(bytes)
    }
    return {
      pointer: (region) => text(keys.pointer(region)),
      takedowns: (region) => text(keys.takedowns(region)),
      shard: (sha256, name) => read(keys.shard(sha256, name)),
    }
  }

  private cache(): SnapshotCache {
    return {
      ...this.source(this.copy),
      keepPointer: async (region, text) => this.copy.put(keys.pointer(region), text),
      keepTakedowns: async (region, text) => this.copy.put(keys.takedowns(region), text),
      keepShard: async (sha256, name, bytes) => this.copy.put(keys.shard(sha256, name), bytes.slice()),
    }
  }
}
