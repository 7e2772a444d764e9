import { ByteBuffer } from 'flatbuffers'
import type { OtherLearning } from '../../model/columns/other-learning.ts'
import { TASTE_DIMENSIONS, TASTE_NORM } from '../../model/columns/taste-vector.ts'
import { LEARNED_TERMS, type LearnedPoints, type LearnedTerm } from '../../model/learned/learned-bounds.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { aligned, texts, UnreadableShard, vectorsByName } from './decode-hot.ts'
import { OtherLearned } from './generated/other-learned.ts'

/** Most points that any term has: those of a run, and of every rule file. */
const POINTS_MAX = 1000
const RUN = /^lrn_[0-9a-f]{32}$/

/** The snapshot that a shard has to be of. */
export interface OfSnapshot {
  readonly region: RegionId
  /** How many assets it has. */
  readonly assets: number
}

/**
 * Opens the shard that says what a snapshot is with another run, or with none: its vectors are views of its bytes, those
 * of genres copies. Scores rely on its bounds, so each is checked; null: of any snapshot.
 * @throws UnreadableShard
 */
export function decodeOtherLearning(bytes: Uint8Array, of: OfSnapshot | null = null): OtherLearning {
  const table = OtherLearned.getRootAsOtherLearned(new ByteBuffer(aligned(bytes)))
  refuseUnless(table.format() === SNAPSHOT_FORMAT, `format ${table.format()}, not ${SNAPSHOT_FORMAT}`)
  const region = table.region()
  // The region's name is the last field in the bytes, so truncated bytes have no valid one.
  refuseUnless(region !== null && isRegionId(region) && (of === null || region === of.region), `of region ${region}`)
  const [run, space, taste] = [table.run(), table.space(), table.assetTasteArray() ?? new Int8Array()]
  refuseUnless(run === null || RUN.test(run), 'a run without an id')
  refuseUnless(space !== null && space !== '', 'no space')
  refuseUnless(of === null || taste.length === of.assets * TASTE_DIMENSIONS, 'of another number of assets')
  refuseUnless(areVectors(taste), 'a vector that is too long')
  const genreTaste = table.genreTasteArray() ?? new Int8Array()
  const genres = texts(table.genresLength(), (index) => table.genres(index))
  refuseUnless(
    genreTaste.length === genres.length * TASTE_DIMENSIONS && areVectors(genreTaste),
    'genres without vectors',
  )
  return {
    run: run as LearnedRunId | null,
    space: space ?? '',
    taste,
    genres: vectorsByName(genres, genreTaste),
    points: pointsOf(table),
  }
}

/** Points of a term that this code does not know are left out: no score has it. */
function pointsOf(table: OtherLearned): LearnedPoints {
  const values = table.pointsArray() ?? new Float64Array()
  refuseUnless(table.termsLength() === values.length, 'terms without points')
  refuseUnless(
    values.every((value) => value >= 0 && value <= POINTS_MAX),
    'points out of bounds',
  )
  const terms = texts(values.length, (index) => table.terms(index))
  const known = (term: string): term is LearnedTerm => (LEARNED_TERMS as readonly string[]).includes(term)
  return Object.fromEntries(terms.flatMap((term, index) => (known(term) ? [[term, values[index] ?? 0]] : [])))
}

/**
 * Whether these are whole vectors, none longer than a score can bear. In whole numbers, without powers: a head has three
 * million elements, and a cold isolate waits for it.
 */
function areVectors(column: Int8Array): boolean {
  const greatest = TASTE_NORM * TASTE_NORM
  if (column.length % TASTE_DIMENSIONS !== 0) return false
  for (let first = 0; first < column.length; first += TASTE_DIMENSIONS) {
    let squares = 0
    for (let at = first; at < first + TASTE_DIMENSIONS; at++) {
      const element = column[at] ?? 0
      squares += Math.imul(element, element)
    }
    if (squares > greatest) return false
  }
  return true
}

function refuseUnless(holds: boolean, otherwise: string): void {
  if (!holds) throw new UnreadableShard(`other learning: ${otherwise}`)
}
