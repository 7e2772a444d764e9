import { REGION_IDS } from '../../../model/nouns/region.ts'
import { ByteReader, ByteWriter } from '../byte-layout.ts'
import type { DecidedItem, DecisionRecord } from './decision-record.ts'
import { PRIVACY_BY_INDEX, privacyIndex } from './privacy-index.ts'
import { greatestBytes, readText, writeText } from './short-text.ts'

/** The first byte of a record, its layout version. Former records are JSON and begin with another byte. */
const LAYOUT = 2

/** Flags in an item's first byte. */
const ITEM = { sticky: 1, drawn: 2, certain: 4, double: 8, samePlacement: 16, sameCampaign: 32 } as const

/**
 * Greatest size of a record's head. An integer takes at most eight bytes: layout, region, privacy; sequence, two
 * lengths.
 */
const HEAD_BYTES = 3 + 3 * 8
/** Greatest size of an item: flags, position, propensity, and two indexes into tables. */
const ITEM_BYTES = 1 + 8 + 8 + 2 * 8

/** The least number for which 32 bits keep six digits. Source: IEEE 754, the least normal number. */
const LEAST_SINGLE = 2 ** -126

/** Table of repeated names: a name is written in full at first, and later as its index in this list. */
class Names {
  readonly #known: string[] = []

  write(writer: ByteWriter, name: string, prefix: string): void {
    const place = this.#known.indexOf(name)
    writer.whole(place < 0 ? this.#known.length : place)
    if (place >= 0) return
    this.#known.push(name)
    writeText(writer, name, prefix)
  }

  read(reader: ByteReader, prefix: string): string {
    const place = reader.whole()
    if (place === this.#known.length) this.#known.push(readText(reader, prefix))
    const name = this.#known[place]
    if (name === undefined) throw new RangeError('a name that is not there')
    return name
  }
}

/**
 * Encodes a record as bytes. Everything is read back unchanged, except that propensities keep only six digits.
 * @throws RangeError for a propensity outside (0, 1]
 */
export function packRecord(record: DecisionRecord): Uint8Array {
  const writer = new ByteWriter(bytesFor(record))
  writer.u8(LAYOUT)
  writer.u8(REGION_IDS.indexOf(record.region))
  writer.u8(privacyIndex(record.privacy))
  writer.whole(record.sequence)
  writeText(writer, record.decisionId)
  writeText(writer, record.snapshot)
  writer.whole(record.arms.length)
  for (const [experiment, arm] of record.arms) {
    writeText(writer, experiment)
    writeText(writer, arm)
  }
  writer.whole(record.items.length)
  const [placements, campaigns] = [new Names(), new Names()]
  let before: DecidedItem | null = null
  for (const item of record.items) {
    const flags = flagsOf(item, before)
    writer.u8(flags)
    writer.whole(item.position)
    if ((flags & ITEM.double) !== 0) writer.f64(item.propensity)
    else if ((flags & ITEM.certain) === 0) writer.f32(item.propensity)
    if ((flags & ITEM.samePlacement) === 0) placements.write(writer, item.placementId, '')
    if ((flags & ITEM.sameCampaign) === 0) campaigns.write(writer, item.campaignId, 'cmp_')
    writeText(writer, item.assetId, 'ast_')
    before = item
  }
  return writer.written()
}

/** Null for bytes that are not a record of this layout. */
export function unpackRecord(bytes: Uint8Array): DecisionRecord | null {
  try {
    const reader = new ByteReader(bytes)
    if (reader.u8() !== LAYOUT) return null
    const [region, privacy] = [REGION_IDS[reader.u8()], PRIVACY_BY_INDEX[reader.u8()]]
    const sequence = reader.whole()
    const [decisionId, snapshot] = [readText(reader), readText(reader)]
    const arms: (readonly [string, string])[] = []
    for (let left = reader.whole(); left > 0; left--) arms.push([readText(reader), readText(reader)])
    const items = readItems(reader)
    if (region === undefined || privacy === undefined || !reader.atEnd()) return null
    return { decisionId, region, snapshot, sequence, privacy, arms, items }
  } catch {
    return null
  }
}

function readItems(reader: ByteReader): readonly DecidedItem[] {
  const [placements, campaigns] = [new Names(), new Names()]
  const items: DecidedItem[] = []
  let [placementId, campaignId] = ['', '']
  for (let left = reader.whole(); left > 0; left--) {
    const flags = reader.u8()
    const position = reader.whole()
    const propensity = propensityFrom(reader, flags)
    if ((flags & ITEM.samePlacement) === 0) placementId = placements.read(reader, '')
    if ((flags & ITEM.sameCampaign) === 0) campaignId = campaigns.read(reader, 'cmp_')
    const assetId = readText(reader, 'ast_')
    const [sticky, drawn] = [(flags & ITEM.sticky) !== 0, (flags & ITEM.drawn) !== 0]
    items.push({ placementId, position, assetId, campaignId, propensity, sticky, drawn })
  }
  return items
}

function flagsOf(item: DecidedItem, before: DecidedItem | null): number {
  const { placementId, position, propensity } = item
  if (!(propensity > 0 && propensity <= 1)) {
    throw new RangeError(`${placementId}[${position}]: a propensity must be above 0 and at most 1, not ${propensity}`)
  }
  return (
    (item.sticky ? ITEM.sticky : 0) |
    (item.drawn ? ITEM.drawn : 0) |
    (propensity === 1 ? ITEM.certain : 0) |
    (propensity < LEAST_SINGLE ? ITEM.double : 0) |
    (placementId === before?.placementId ? ITEM.samePlacement : 0) |
    (item.campaignId === before?.campaignId ? ITEM.sameCampaign : 0)
  )
}

function propensityFrom(reader: ByteReader, flags: number): number {
  if ((flags & ITEM.certain) !== 0) return 1
  if ((flags & ITEM.double) !== 0) return reader.f64()
  // Digits beyond the sixth are an artifact of the 32-bit form.
  return Number(reader.f32().toPrecision(6))
}

/** An upper bound of a record's size, in bytes. */
function bytesFor({ decisionId, snapshot, arms, items }: DecisionRecord): number {
  let bytes = HEAD_BYTES + greatestBytes(decisionId) + greatestBytes(snapshot)
  for (const [experiment, arm] of arms) bytes += greatestBytes(experiment) + greatestBytes(arm)
  for (const { placementId, campaignId, assetId } of items) {
    bytes += ITEM_BYTES + greatestBytes(placementId) + greatestBytes(campaignId) + greatestBytes(assetId)
  }
  return bytes
}
