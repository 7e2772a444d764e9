import { METADATA_TASTES } from '../../compile/columns/taste-source.ts'
import { learnedTastes } from '../../compile/learned/learned-tastes.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedAsset, LearnedHead, LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type LiveReader, livePointer } from '../announce/live-region.ts'
import { readStoredRun, rulesOfShards } from './learned-store.ts'
import { ServedTastes } from './served-tastes.ts'

/** So many assets of runs an isolate keeps, in some 20 MB: those of the last two runs of a usual catalogue. */
const KEPT_ASSETS = 120_000

/** A run as it is kept in memory: 32 bytes of taste an asset, and its rates. */
export interface KeptRun {
  readonly head: LearnedHead
  readonly assets: {
    readonly size: number
    get(id: AssetId): Omit<LearnedAsset, 'type' | 'id'> | undefined
    [Symbol.iterator](): Iterator<readonly [AssetId, Pick<LearnedAsset, 'surfaces'>]>
  }
}

/** The runs that an isolate has read lately. Runs never change, so they never become stale. */
export type RunCache = Map<LearnedRunId, KeptRun>

/** Reads runs from storage, and keeps those that were used last. */
export class LearnedRuns {
  constructor(
    private readonly reader: LiveReader,
    /** Shared by all requests of an isolate. */
    private readonly kept: RunCache = new Map(),
  ) {}

  /**
   * Where the taste vectors of what a region serves come from: not of what it is to serve, because the edge compares
   * tastes with what is live. Null: nothing is live.
   * @throws as `of`
   */
  async servedIn(region: RegionId): Promise<ServedTastes | null> {
    const live = await livePointer(region, this.reader)
    if (live === null) return null
    const rules = await rulesOfShards(live.shards, this.reader.sink)
    const own = rules?.learned === undefined ? METADATA_TASTES : learnedTastes(await this.of(rules.learned))
    return new ServedTastes(own, rules ?? {}, live.shards)
  }

  /** @throws UnreadableRun, and the errors of storage: then nothing of it is served */
  async of(id: LearnedRunId): Promise<KeptRun> {
    const known = this.kept.get(id)
    if (known !== undefined) {
      this.kept.delete(id)
      this.kept.set(id, known)
      return known
    }
    const table = new RunTable()
    const head = await readStoredRun(id, this.reader.sink, (asset) => table.add(asset))
    const run = { head, assets: table }
    let room = KEPT_ASSETS - table.size
    for (const [other, { assets }] of [...this.kept].reverse()) {
      room -= assets.size
      if (room < 0) this.kept.delete(other)
    }
    this.kept.set(id, run)
    return run
  }
}

/** The assets of a run: an array of numbers for each would take five times the memory. */
class RunTable {
  private readonly rows = new Map<AssetId, number>()
  private readonly surfaces: LearnedAsset['surfaces'][] = []
  private readonly cold: boolean[] = []
  private tastes = new Int8Array(1024 * TASTE_DIMENSIONS)

  get size(): number {
    return this.surfaces.length
  }

  add({ id, taste, cold, surfaces }: LearnedAsset): void {
    const row = this.surfaces.length
    if ((row + 1) * TASTE_DIMENSIONS > this.tastes.length) {
      const wider = new Int8Array(2 * this.tastes.length)
      wider.set(this.tastes)
      this.tastes = wider
    }
    this.tastes.set(taste, row * TASTE_DIMENSIONS)
    this.rows.set(id, row)
    this.surfaces.push(surfaces)
    this.cold.push(cold)
  }

  get(id: AssetId): Omit<LearnedAsset, 'type' | 'id'> | undefined {
    const row = this.rows.get(id)
    if (row === undefined) return undefined
    return {
      taste: Array.from(this.tastes.subarray(row * TASTE_DIMENSIONS, (row + 1) * TASTE_DIMENSIONS)),
      cold: this.cold[row] ?? false,
      surfaces: this.surfaces[row] ?? {},
    }
  }

  *[Symbol.iterator](): Generator<readonly [AssetId, Pick<LearnedAsset, 'surfaces'>]> {
    for (const [id, row] of this.rows) yield [id, { surfaces: this.surfaces[row] ?? {} }]
  }
}
