import { indexOfHash } from '../../decide/rows/hash-search.ts'
import type { AssetColumns } from '../../model/columns/snapshot.ts'
import { idCheck } from '../../model/fields/id-check.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { hash32 } from '../../model/hash32.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { AssetClassIndexes } from './asset-classes.ts'
import { type GrowingColumn, growingInt8, growingUint16, growingUint32 } from './growing-column.ts'

/** The cells of an asset, beside its record. */
export interface AssetCells extends AssetClassIndexes {
  /** Index of its title in the order in which titles were added, or `NO_INDEX`. */
  readonly title: number
  readonly window: number
  readonly taste: Int8Array
}

type Cells = { readonly [Name in keyof AssetColumns]: GrowingColumn<AssetColumns[Name]> }

/**
 * The cells of a region's assets during compilation, stored as columns already: a hundred thousand objects would take
 * several times the memory. Assets must be added in the order of their rows (`rowOrder`).
 */
export class AssetRows {
  /** By row. */
  readonly ids: AssetId[] = []
  private readonly cells: Cells = {
    idHash: growingUint32(),
    idCheck: growingUint32(),
    title: growingUint32(),
    window: growingUint16(),
    access: growingUint16(),
    form: growingUint16(),
    content: growingUint16(),
    format: growingUint16(),
    speech: growingUint16(),
    durationMs: growingUint32(),
    taste: growingInt8(),
  }
  private readonly single = (Object.keys(this.cells) as (keyof Cells)[]).filter((name) => name !== 'taste')

  /** @throws RangeError for an asset that belongs before the last one added */
  add(record: Asset, { taste, ...cells }: AssetCells): void {
    const hash = hash32(record.id)
    this.checkOrder(record.id, hash)
    this.ids.push(record.id)
    const named = { idHash: hash, idCheck: idCheck(record.id), durationMs: record.durationMs, ...cells }
    for (const name of this.single) this.cells[name].push(named[name])
    this.cells.taste.pushAll(taste)
  }

  /** The row of an asset; undefined if it was not added. */
  rowOf(id: AssetId): number | undefined {
    const hash = hash32(id)
    const { idHash } = this.cells
    for (let row = indexOfHash(idHash.view(), hash); row >= 0 && idHash.at(row) === hash; row++) {
      if (this.ids[row] === id) return row
    }
    return undefined
  }

  cell(name: 'title' | 'window' | 'access' | 'content', row: number): number | undefined {
    return this.cells[name].at(row)
  }

  /**
   * The columns of the `hot` shard.
   *
   * @param titlePlace index in the columns of each title, given the order in which it was added
   */
  finish(titlePlace: (title: number) => number): AssetColumns {
    const { title, ...cells } = this.cells
    return {
      idHash: cells.idHash.finish(),
      idCheck: cells.idCheck.finish(),
      title: title.finish().map(titlePlace),
      window: cells.window.finish(),
      access: cells.access.finish(),
      form: cells.form.finish(),
      content: cells.content.finish(),
      format: cells.format.finish(),
      speech: cells.speech.finish(),
      durationMs: cells.durationMs.finish(),
      taste: cells.taste.finish(),
    }
  }

  private checkOrder(id: AssetId, hash: number): void {
    const before = this.ids.at(-1)
    if (before === undefined) return
    const step = hash - (this.cells.idHash.at(this.ids.length - 1) ?? 0)
    if (step > 0 || (step === 0 && before <= id)) return
    throw new RangeError(`${id} came after ${before}: assets come in the order of their rows`)
  }
}
