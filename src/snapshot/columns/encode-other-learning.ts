import { Builder } from 'flatbuffers'
import type { OtherLearning } from '../../model/columns/other-learning.ts'
import { LEARNED_TERMS } from '../../model/learned/learned-bounds.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { joined } from './encode-hot.ts'
import { OtherLearnedBuilder } from './generated/other-learned.ts'

/** Encodes what a region's snapshot is with another run, or with none; equal content gives equal bytes. */
export function encodeOtherLearning(
  region: RegionId,
  { run, space, taste, genres, points }: OtherLearning,
): Uint8Array {
  const builder = new Builder(taste.length + 4096)
  // The region comes first, and so stands last in the bytes: what was cut off has none.
  const regionName = builder.createString(region)
  const runName = run === null ? 0 : builder.createString(run)
  const spaceName = builder.createString(space)
  const assetTaste = OtherLearnedBuilder.createAssetTasteVector(builder, taste)
  const strings = (values: readonly string[]) => values.map((value) => builder.createSharedString(value))
  const genreNames = OtherLearnedBuilder.createGenresVector(builder, strings([...genres.keys()]))
  const genreTaste = OtherLearnedBuilder.createGenreTasteVector(builder, joined([...genres.values()]))
  const said = LEARNED_TERMS.flatMap((term) => {
    const value = points[term]
    return value === undefined ? [] : [{ term, value }]
  })
  const terms = OtherLearnedBuilder.createTermsVector(builder, strings(said.map(({ term }) => term)))
  const values = said.map(({ value }) => value)
  const pointsOfTerms = OtherLearnedBuilder.createPointsVector(builder, values)
  builder.finish(
    OtherLearnedBuilder.createOtherLearned(
      builder,
      SNAPSHOT_FORMAT,
      runName,
      spaceName,
      assetTaste,
      genreNames,
      genreTaste,
      terms,
      pointsOfTerms,
      regionName,
    ),
  )
  return builder.asUint8Array().slice()
}
