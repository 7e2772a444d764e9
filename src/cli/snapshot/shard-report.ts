import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { count, plain, table } from '../frame/output.ts'
import { Refusal } from '../frame/refusal.ts'
import { type Column, columnsOf } from './columns.ts'
import { type OpenedShard, openShard } from './opened-shard.ts'

/** How many columns are listed for a person; `--json` has all. */
const SHOWN_COLUMNS = 12

/** The kind, size and content of one stored value. */
export interface ShardReport {
  /** The file's name. */
  readonly name: string
  readonly kind: OpenedShard['kind']
  readonly bytes: number
  readonly sha256: string
  readonly counts: Readonly<Record<string, number>>
  readonly rulesVersion: string | null
  /** Of what arms have in place of the snapshot's own run; null: of another kind. */
  readonly learned: { readonly run: string | null; readonly space: string; readonly points: LearnedPoints } | null
  readonly strings: { readonly count: number; readonly bytes: number }
  /** Sorted by size, the largest first. */
  readonly columns: readonly Column[]
}

export interface ReportedShard {
  readonly opened: OpenedShard
  readonly report: ShardReport
}

/** Decodes one value and reports its content. */
export async function reportShard(name: string, bytes: Uint8Array): Promise<ReportedShard> {
  const opened = openShard(bytes)
  if (opened === null) {
    throw new Refusal(
      `${name} is not a shard that this release reads`,
      'a value below snap/ in KV, or the folder that ff snapshot get wrote',
    )
  }
  const columns = columnsOf(contentOf(opened))
  const texts = columns.filter(({ strings }) => strings > 0)
  const report = {
    name,
    kind: opened.kind,
    bytes: bytes.length,
    sha256: await sha256Hex(bytes),
    counts: countsOf(opened),
    rulesVersion: opened.kind === 'rules' ? opened.rules.version : null,
    learned: learnedOf(opened),
    strings: {
      count: texts.reduce((sum, { strings }) => sum + strings, 0),
      bytes: texts.reduce((sum, column) => sum + column.bytes, 0),
    },
    columns,
  }
  return { opened, report }
}

function learnedOf(opened: OpenedShard): ShardReport['learned'] {
  if (opened.kind !== 'other-learning') return null
  const { run, space, points } = opened.other
  return { run, space, points }
}

/** The part of a decoded shard that contains the columns. */
function contentOf(opened: OpenedShard): object {
  if (opened.kind === 'other-learning') return { taste: opened.other.taste, genres: opened.other.genres }
  if (opened.kind === 'hot') return opened.hot
  if (opened.kind === 'rules') return opened.rules
  if (opened.kind === 'weights') return opened.weights
  if (opened.kind === 'text') return { pages: opened.index.pages, shortWords: opened.index.shortWords }
  return Object.fromEntries(entriesOf(opened.page).map((entry, at) => [nameOf(entry, at), [entry]]))
}

function entriesOf({ count, entry }: Extract<OpenedShard, { kind: 'page' }>['page']): unknown[] {
  return Array.from({ length: count }, (_, at) => entry(at))
}

function nameOf(entry: unknown, at: number): string {
  const words: unknown = Array.isArray(entry) ? entry[0] : null
  if (typeof words !== 'object' || words === null || !('assetId' in words)) return `entry ${at}`
  return plain(words.assetId)
}

function countsOf(opened: OpenedShard): Readonly<Record<string, number>> {
  if (opened.kind === 'text') {
    const { assets, pages } = opened.index
    return { assets, pages: pages.length, pageBytes: pages.reduce((sum, { bytes }) => sum + bytes, 0) }
  }
  if (opened.kind === 'page') return { assets: opened.page.count }
  if (opened.kind === 'weights') {
    return { campaigns: opened.weights.weight.length, knownAssets: opened.weights.knownAssets.length }
  }
  if (opened.kind === 'rules') {
    const { territories, surfaces, watershed } = opened.rules
    return { territories: territories.length, surfaces: surfaces.length, clocks: watershed.length }
  }
  if (opened.kind === 'other-learning') {
    return { assets: opened.other.taste.length / TASTE_DIMENSIONS, genres: opened.other.genres.size }
  }
  return hotCounts(opened.hot)
}

function hotCounts(hot: Extract<OpenedShard, { kind: 'hot' }>['hot']) {
  const territories = Math.max(1, hot.territories.length)
  const places = Math.max(1, hot.ratingPlaces.length)
  const classes = ({ length }: Uint32Array) => Math.floor(length / territories)
  return {
    candidates: hot.candidateAsset.length,
    assets: hot.assets.idHash.length,
    titles: hot.titles.idHash.length,
    campaigns: hot.campaigns.idHash.length,
    territories: hot.territories.length,
    windowClasses: classes(hot.windows.cells),
    offerClasses: classes(hot.offers.cells),
    ratingClasses: Math.floor(hot.ratings.age.length / places),
    takedownGroups: hot.groups.length,
  }
}

function learnedText({ run, space, points }: NonNullable<ShardReport['learned']>): string {
  const terms = Object.entries(points).map(([term, value]) => `${term} ${value}`)
  return `learned ${run ?? 'none'}, space ${space}, points of ${terms.join(', ')}`
}

/** The report of one shard, for a person. */
export function shardLines({
  name,
  kind,
  bytes,
  sha256,
  counts,
  rulesVersion,
  learned,
  strings,
  columns,
}: ShardReport): string[] {
  const shown = columns.slice(0, SHOWN_COLUMNS)
  const rows = shown.map((column) => [
    `  ${column.name}`,
    count(column.entries),
    count(column.bytes),
    `${((100 * column.bytes) / Math.max(1, bytes)).toFixed(1)}%`,
  ])
  const more = columns.length - shown.length
  return [
    `${name}: ${kind}, ${count(bytes)} bytes, sha256 ${sha256}`,
    `  ${Object.entries(counts)
      .map(([what, number]) => `${what} ${count(number)}`)
      .join(', ')}`,
    ...(rulesVersion === null ? [] : [`  rules version ${rulesVersion}`]),
    ...(learned === null ? [] : [`  ${learnedText(learned)}`]),
    `  strings ${count(strings.count)} (${count(strings.bytes)} bytes)`,
    ...table(['  largest columns', 'entries', 'bytes', 'of all'], rows),
    ...(more > 0 ? [`  … and ${more} smaller ones (--json has all)`] : []),
  ]
}
