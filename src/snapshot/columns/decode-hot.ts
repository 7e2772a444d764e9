import { ByteBuffer } from 'flatbuffers'
import type { SnapshotHot, TakedownGroup } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { decodeAssetClasses, decodeAssets, decodeCampaigns, decodeOffers, decodeTitles } from './decode-columns.ts'
import { Hot } from './generated/hot.ts'

/** A shard whose hash is right but which this code cannot read. */
export class UnreadableShard extends Error {}

/** Opens the `hot` shard: its columns are views of its bytes. The hash of the bytes was verified before. */
export function decodeHot(bytes: Uint8Array): SnapshotHot {
  const hot = Hot.getRootAsHot(new ByteBuffer(aligned(bytes)))
  if (hot.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`hot: format ${hot.format()}, not ${SNAPSHOT_FORMAT}`)
  const decoded: SnapshotHot = {
    region: regionOf(hot.region()),
    territories: texts(hot.territoriesLength(), (index) => hot.territories(index)),
    ratingPlaces: texts(hot.ratingPlacesLength(), (index) => hot.ratingPlaces(index)),
    descriptors: texts(hot.descriptorsLength(), (index) => hot.descriptors(index)),
    clockLabels: texts(hot.clockLabelsLength(), (index) => hot.clockLabels(index)),
    exclusionLabels: texts(hot.exclusionLabelsLength(), (index) => hot.exclusionLabels(index)),
    languages: texts(hot.languagesLength(), (index) => hot.languages(index)),
    candidateAsset: hot.candidateAssetArray() ?? new Uint32Array(),
    candidateCampaign: hot.candidateCampaignArray() ?? new Uint32Array(),
    assets: decodeAssets(hot),
    classes: decodeAssetClasses(hot),
    titles: decodeTitles(hot),
    campaigns: decodeCampaigns(hot),
    windows: {
      cells: hot.windowCellsArray() ?? new Uint32Array(),
      offsets: hot.windowOffsetsArray() ?? new Uint32Array(),
      start: hot.windowStartArray() ?? new Float64Array(),
      end: hot.windowEndArray() ?? new Float64Array(),
    },
    offers: decodeOffers(hot),
    ratings: {
      age: hot.ratingAgeArray() ?? new Uint8Array(),
      state: hot.ratingStateArray() ?? new Uint8Array(),
      kind: hot.ratingKindArray() ?? new Uint8Array(),
      text: hot.ratingTextArray() ?? new Uint16Array(),
      clockLabel: hot.ratingClockLabelArray() ?? new Uint8Array(),
      leastAge: hot.ratingLeastAgeArray() ?? new Uint8Array(),
    },
    groups: groups(hot),
    genres: vectorsByName(
      texts(hot.genresLength(), (index) => hot.genres(index)),
      hot.genreTasteArray() ?? new Int8Array(),
    ),
  }
  if (decoded.candidateAsset.length !== decoded.candidateCampaign.length) {
    throw new UnreadableShard('hot: candidate columns differ in length')
  }
  return decoded
}

/** Typed arrays need aligned vectors, and FlatBuffers aligns vectors relative to the buffer's start. */
export function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
}

function regionOf(name: string | null): RegionId {
  if (name === null || !isRegionId(name)) throw new UnreadableShard(`hot: unknown region ${name}`)
  return name
}

/** The texts of a list of the table. */
export function texts(length: number, at: (index: number) => string | null): readonly string[] {
  return Array.from({ length }, (_, index) => at(index) ?? '')
}

/** Vectors, one after another, by their names. Copied, because they are few, and a cache of one would keep all columns. */
export function vectorsByName(names: readonly string[], vectors: Int8Array): ReadonlyMap<string, Int8Array> {
  return new Map(
    names.map((name, index) => {
      const first = index * TASTE_DIMENSIONS
      return [name, vectors.slice(first, first + TASTE_DIMENSIONS)] as const
    }),
  )
}

function groups(hot: Hot): readonly TakedownGroup[] {
  return Array.from({ length: hot.groupsLength() }, (_, index) => {
    const group = hot.groups(index)
    return {
      key: group?.key() ?? '',
      assets: group?.assetsArray() ?? new Uint32Array(),
      campaigns: group?.campaignsArray() ?? new Uint32Array(),
    }
  })
}
