import type { OtherLearning } from '../../model/columns/other-learning.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { TasteMetadata } from '../columns/embedding.ts'
import { genreTastes } from '../columns/genre-tastes.ts'
import { type GrowingColumn, growingInt8 } from '../columns/growing-column.ts'
import type { TasteSource } from '../columns/taste-source.ts'

/** Another run than the snapshot's own, or none, as a snapshot is compiled with it. */
export interface OtherSource {
  readonly tastes: TasteSource
  /** The points of its terms, within the bounds of the rules. */
  readonly points: LearnedPoints
}

/** What a snapshot is with other runs, compiled beside its own columns: records are read once, and none of them is kept. */
export class OtherColumns {
  private readonly columns: readonly { readonly source: OtherSource; readonly taste: GrowingColumn<Int8Array> }[]

  constructor(sources: readonly OtherSource[]) {
    this.columns = sources.map((source) => ({ source, taste: growingInt8() }))
  }

  /** Adds an asset: each in the order of rows, as the snapshot's own columns have them. */
  add(id: AssetId, metadata: TasteMetadata): void {
    for (const { source, taste } of this.columns) taste.pushAll(source.tastes.vectorOf(id, metadata))
  }

  /** @param genresOf genres of an asset's title, by the asset's index; undefined: there is no other run */
  finish(genresOf: (asset: number) => readonly string[]): readonly OtherLearning[] | undefined {
    if (this.columns.length === 0) return undefined
    return this.columns.map(({ source: { tastes, points }, taste: growing }) => {
      const taste = growing.finish()
      return { run: tastes.run, space: tastes.space, taste, genres: genreTastes(genresOf, taste), points }
    })
  }
}
