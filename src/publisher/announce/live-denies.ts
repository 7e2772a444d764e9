import type { PairDenies } from '../../compile/diff/comparison.ts'
import { type AnnouncedList, DenyList } from '../../model/denies/deny-list.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { DENIES_NAME } from '../../snapshot/format.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodePacked } from '../../snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type LiveReader, readTakedowns, storedBytes } from './live-region.ts'

/** The denies of a region's announced list, as an edge applies them, by how many narrowings the content knows of. */
export type LiveDenies = (narrowed: number) => DenyList

/**
 * Reads a region's announced list, with its packed part.
 * @throws OpsProblem when it cannot be read: without it nobody can tell what plays
 */
export async function liveDenies(region: RegionId, reader: LiveReader): Promise<LiveDenies> {
  const read = await readTakedowns(region, reader)
  if (read === null) return () => DenyList.NONE
  const sha256 = await sha256Hex(new TextEncoder().encode(read.text))
  const announced = { list: read.list, sha256, packed: await packedPart(read.list, reader) }
  return (narrowed) => DenyList.of(announced, narrowed)
}

/** The denies for two snapshots that are compared. */
export function pairDenies(denies: LiveDenies, narrowed: { readonly live: number; readonly next: number }): PairDenies {
  return {
    live: denies(narrowed.live),
    next: denies(narrowed.next),
    liveBefore: denies(Number.POSITIVE_INFINITY),
  }
}

async function packedPart(
  { region, packed }: TakedownsPayload,
  { sink }: LiveReader,
): Promise<AnnouncedList['packed']> {
  if (packed === null) return null
  const bytes = await storedBytes(packed.sha256, DENIES_NAME, sink)
  const denies = bytes === null ? null : decodePacked(bytes)
  if (denies !== null) return { sha256: packed.sha256, denies }
  throw new OpsProblem(
    503,
    'The takedown list is not whole',
    `The packed part of the list of ${region} cannot be read back, so it is unknown what it withdraws; try again, and publish ${region} if this lasts.`,
  )
}
