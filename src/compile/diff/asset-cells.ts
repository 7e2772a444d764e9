import { type TimedColumns, timedColumnsOf } from '../../decide/time/time-bounds.ts'
import { bitRow, namedBy } from '../../model/columns/bit-rows.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { hash32 } from '../../model/hash32.ts'

/** `RatingClasses.text` of what is unrated. */
const NO_WORDS = 0xffff

/** A field of an asset or its title that can differ between two snapshots, named as in the records. */
export type AssetField =
  | 'titleId'
  | 'window'
  | 'worldwide'
  | 'kind'
  | 'aspect'
  | 'flashRisk'
  | 'ratings'
  | 'band'
  | 'descriptors'
  | 'renditions'
  | 'languages'
  | 'durationMs'
  | 'taste'
/** As `AssetField`, for a title alone. */
export type TitleField = 'parentId' | 'offers' | 'ratings' | 'releasedOn'

/** Assets and titles as values that can be compared between two snapshots, whose classes are numbered differently. */
export class ComparedAssetCells {
  private readonly windows: readonly string[]
  private readonly offers: readonly string[]
  private readonly ratings: readonly string[]

  private readonly hot: SnapshotHot

  constructor({ hot, text }: Pick<Snapshot, 'hot' | 'text'>) {
    this.hot = hot
    this.windows = windowKeys(hot)
    this.offers = offerKeys(hot)
    this.ratings = ratingKeys(hot, text)
  }

  /** An asset's fields; equal values have equal meaning. */
  asset(index: number): Readonly<Record<AssetField, string | number>> {
    const { assets, classes, titles, languages, descriptors } = this.hot
    const title = columnValue(assets.title, index)
    const form = assets.form[index] ?? 0
    const content = columnValue(assets.content, index)
    const format = assets.format[index] ?? 0
    const bits = classes.content.descriptors[content] ?? 0
    const spoken = bitRow(classes.speech.languages, languages.length, assets.speech[index] ?? 0)
    return {
      titleId: title === NO_INDEX ? -1 : columnValue(titles.idHash, title),
      window: this.windows[columnValue(assets.window, index)] ?? '',
      worldwide: classes.access.worldwide[columnValue(assets.access, index)] ?? 0,
      kind: classes.form.kind[form] ?? 0,
      aspect: classes.form.aspect[form] ?? 0,
      flashRisk: classes.form.flashRisk[form] ?? 0,
      ratings: this.ratings[classes.content.rating[content] ?? 0] ?? '',
      band: classes.content.band[content] ?? 0,
      descriptors: `${bits & 1} ${descriptors.filter((_, bit) => bits & (2 << bit)).join(' ')}`,
      renditions: classes.format.leastHeight.subarray(4 * format, 4 * format + 4).join(' '),
      languages: namedBy(spoken, languages).sort().join(' '),
      durationMs: columnValue(assets.durationMs, index),
      taste: assets.taste.subarray(index * TASTE_DIMENSIONS, (index + 1) * TASTE_DIMENSIONS).join(' '),
    }
  }

  /** As `asset`, for a title. */
  title(index: number): Readonly<Record<TitleField, string | number>> {
    const { titles } = this.hot
    const parent = titles.parent[index] ?? NO_INDEX
    return {
      parentId: parent === NO_INDEX ? -1 : columnValue(titles.idHash, parent),
      offers: this.offers[columnValue(titles.offer, index)] ?? '',
      ratings: this.ratings[titles.rating[index] ?? 0] ?? '',
      releasedOn: String(titles.releasedAt[index]),
    }
  }
}

/** The fields in which two records differ. */
export function changedFields<Field extends string>(
  before: Readonly<Record<Field, string | number>>,
  after: Readonly<Record<Field, string | number>>,
): readonly Field[] {
  return (Object.keys(before) as Field[]).filter((field) => before[field] !== after[field])
}

/** A key for each window class; equal windows of equal territories share it. */
export function windowKeys(hot: SnapshotHot): readonly string[] {
  return classKeys(hot, timedColumnsOf(hot, 'windows'), [])
}

function offerKeys(hot: SnapshotHot): readonly string[] {
  return classKeys(hot, timedColumnsOf(hot, 'offers'), [hot.offers.types])
}

/**
 * Compares the contents of sets, because every snapshot numbers its sets anew.
 *
 * @param more columns with an entry for each window that are no instants
 */
function classKeys(
  { territories }: SnapshotHot,
  { classes: { cells, offsets }, columns }: TimedColumns,
  more: readonly Uint8Array[],
): readonly string[] {
  const sets = Array.from({ length: offsets.length - 1 }, (_, set) => {
    const [from, to] = [offsets[set] ?? 0, offsets[set + 1] ?? 0]
    const instants = columns.map(({ per, values }) =>
      per === 'set' ? values.subarray(set, set + 1) : values.subarray(from, to),
    )
    return [...instants, ...more.map((column) => column.subarray(from, to))].map((part) => part.join(' ')).join('/')
  })
  const places = territories.length
  return Array.from({ length: cells.length / places }, (_, each) =>
    keyOf(Array.from(cells.subarray(each * places, (each + 1) * places), (set) => sets[set] ?? '')),
  )
}

/** Words stand for their indexes, because every snapshot numbers them anew. */
function ratingKeys({ ratings, ratingPlaces, clockLabels }: SnapshotHot, text: Snapshot['text']): readonly string[] {
  const count = ratingPlaces.length
  const known = new Map([[NO_WORDS, '']])
  const labels = Array.from(ratings.text, (words) => {
    const label = known.get(words) ?? JSON.stringify(text.rating(words))
    known.set(words, label)
    return label
  })
  const clocks = Array.from(ratings.clockLabel, (label) => clockLabels[label - 1] ?? '')
  return Array.from({ length: ratings.age.length / Math.max(1, count) }, (_, each) =>
    keyOf(
      [ratings.state, ratings.age, ratings.leastAge, ratings.kind, labels, clocks].map((column) =>
        column.slice(each * count, (each + 1) * count).join(' '),
      ),
    ),
  )
}

/** A key for long texts, which are only compared: their hash and length. */
function keyOf(parts: readonly string[]): string {
  const text = parts.join('|')
  return `${hash32(text)} ${text.length}`
}
