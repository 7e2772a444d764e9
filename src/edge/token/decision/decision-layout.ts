import { DEVICES } from '../../../model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../../model/nouns/surface.ts'
import { ByteReader, ByteWriter } from '../byte-layout.ts'
import { LAYOUT_BEFORE, unpackRecordBefore } from './decision-layout-before.ts'
import type { DecidedItem, DecisionRecord } from './decision-record.ts'
import { ITEM, propensityFlags, readPropensity, writePropensity } from './item-flags.ts'
import { PRIVACY_BY_INDEX, privacyIndex } from './privacy-index.ts'
import { greatestRenditionBytes, readRenditions, sameRenditions, writeRenditions } from './renditions-form.ts'
import { RepeatedNames } from './repeated-names.ts'
import { greatestBytes, readText, writeText } from './short-text.ts'

/** The first byte of a record, its layout version. Former records are JSON and begin with another byte. */
const LAYOUT = 3

/** Flags of the head: what follows it. */
const HEAD = { device: 1, territory: 2, unit: 4, subject: 8, holdout: 16 } as const

/**
 * Greatest size of a record's head without its texts. An integer takes at most eight bytes: layout, region, privacy,
 * flags, device; sequence, two lengths.
 */
const HEAD_BYTES = 5 + 3 * 8
/** Greatest size of an item without texts and renditions: flags, surface, position, propensity, two indexes. */
const ITEM_BYTES = 2 + 8 + 8 + 2 * 8
const NO_SURFACE = 0

/**
 * Encodes a record as bytes. Everything is read back unchanged, except that propensities keep only six digits. Items of
 * one placement share its surface.
 * @throws RangeError for a propensity outside (0, 1]
 */
export function packRecord(record: DecisionRecord): Uint8Array {
  const writer = new ByteWriter(bytesFor(record))
  const { device, territory, unit, subject, holdout } = record
  writer.u8(LAYOUT)
  writer.u8(REGION_IDS.indexOf(record.region))
  writer.u8(privacyIndex(record.privacy))
  writer.u8(
    (device === null ? 0 : HEAD.device) |
      (territory === null ? 0 : HEAD.territory) |
      (unit === null ? 0 : HEAD.unit) |
      (subject === null ? 0 : HEAD.subject) |
      (holdout ? HEAD.holdout : 0),
  )
  if (device !== null) writer.u8(DEVICES.indexOf(device))
  for (const text of [territory, unit, subject]) if (text !== null) writeText(writer, text)
  writer.whole(record.sequence)
  writeText(writer, record.decisionId)
  writeText(writer, record.snapshot)
  writer.whole(record.arms.length)
  for (const [experiment, arm] of record.arms) {
    writeText(writer, experiment)
    writeText(writer, arm)
  }
  writeItems(writer, record.items)
  return writer.written()
}

function writeItems(writer: ByteWriter, items: DecisionRecord['items']): void {
  writer.whole(items.length)
  const [placements, campaigns] = [new RepeatedNames(), new RepeatedNames()]
  let before: DecidedItem | null = null
  for (const item of items) {
    const flags = flagsOf(item, before)
    writer.u8(flags)
    writer.whole(item.position)
    writePropensity(writer, flags, item.propensity)
    if ((flags & ITEM.samePlacement) === 0) {
      placements.write(writer, item.placementId, () => writePlacement(writer, item))
    }
    if ((flags & ITEM.sameCampaign) === 0) {
      campaigns.write(writer, item.campaignId, () => writeText(writer, item.campaignId, 'cmp_'))
    }
    if ((flags & ITEM.sameRenditions) === 0) writeRenditions(writer, item.renditions)
    writeText(writer, item.assetId, 'ast_')
    before = item
  }
}

/** Reads a record of this layout, or of the one before; null for other bytes. */
export function unpackRecord(bytes: Uint8Array): DecisionRecord | null {
  if (bytes[0] === LAYOUT_BEFORE) return unpackRecordBefore(bytes)
  try {
    const reader = new ByteReader(bytes)
    if (reader.u8() !== LAYOUT) return null
    const [region, privacy, flags] = [REGION_IDS[reader.u8()], PRIVACY_BY_INDEX[reader.u8()], reader.u8()]
    const device = (flags & HEAD.device) === 0 ? null : DEVICES[reader.u8()]
    const text = (flag: number) => ((flags & flag) === 0 ? null : readText(reader))
    const [territory, unit, subject] = [text(HEAD.territory), text(HEAD.unit), text(HEAD.subject)]
    const holdout = (flags & HEAD.holdout) !== 0
    const sequence = reader.whole()
    const [decisionId, snapshot] = [readText(reader), readText(reader)]
    const arms: (readonly [string, string])[] = []
    for (let left = reader.whole(); left > 0; left--) arms.push([readText(reader), readText(reader)])
    const items = readItems(reader)
    if (region === undefined || privacy === undefined || device === undefined || !reader.atEnd()) return null
    return { decisionId, region, snapshot, sequence, privacy, territory, device, unit, holdout, subject, arms, items }
  } catch {
    return null
  }
}

function readItems(reader: ByteReader): readonly DecidedItem[] {
  const [placements, campaigns] = [new RepeatedNames(), new RepeatedNames()]
  const surfaces = new Map<string, SurfaceId | null>()
  const items: DecidedItem[] = []
  let [placementId, campaignId] = ['', '']
  let renditions: DecidedItem['renditions'] = null
  for (let left = reader.whole(); left > 0; left--) {
    const flags = reader.u8()
    const position = reader.whole()
    const propensity = readPropensity(reader, flags)
    if ((flags & ITEM.samePlacement) === 0) {
      placementId = placements.read(reader, () => readPlacement(reader, surfaces))
    }
    if ((flags & ITEM.sameCampaign) === 0) campaignId = campaigns.read(reader, () => readText(reader, 'cmp_'))
    if ((flags & ITEM.sameRenditions) === 0) renditions = readRenditions(reader)
    const assetId = readText(reader, 'ast_')
    const surface = surfaces.get(placementId) ?? null
    const [sticky, drawn] = [(flags & ITEM.sticky) !== 0, (flags & ITEM.drawn) !== 0]
    const reserved = (flags & ITEM.reserved) !== 0
    items.push({ placementId, surface, position, assetId, campaignId, propensity, sticky, drawn, reserved, renditions })
  }
  return items
}

/** The surface comes first, because a placement is often named after it: then nothing of the name is left to write. */
function writePlacement(writer: ByteWriter, { placementId, surface }: DecidedItem): void {
  writer.u8(surface === null ? NO_SURFACE : 1 + SURFACE_IDS.indexOf(surface))
  writeText(writer, placementId, surface ?? '')
}

function readPlacement(reader: ByteReader, surfaces: Map<string, SurfaceId | null>): string {
  const number = reader.u8()
  const surface = number === NO_SURFACE ? null : SURFACE_IDS[number - 1]
  if (surface === undefined) throw new RangeError('a surface that is not known')
  const placementId = readText(reader, surface ?? '')
  surfaces.set(placementId, surface)
  return placementId
}

function flagsOf(item: DecidedItem, before: DecidedItem | null): number {
  return (
    propensityFlags(item) |
    (item.sticky ? ITEM.sticky : 0) |
    (item.drawn ? ITEM.drawn : 0) |
    (item.reserved ? ITEM.reserved : 0) |
    (item.placementId === before?.placementId ? ITEM.samePlacement : 0) |
    (item.campaignId === before?.campaignId ? ITEM.sameCampaign : 0) |
    (before !== null && sameRenditions(item.renditions, before.renditions) ? ITEM.sameRenditions : 0)
  )
}

/** An upper bound of a record's size, in bytes. */
function bytesFor({ decisionId, snapshot, territory, unit, subject, arms, items }: DecisionRecord): number {
  let bytes = HEAD_BYTES + greatestBytes(decisionId) + greatestBytes(snapshot)
  for (const text of [territory, unit, subject]) bytes += text === null ? 0 : greatestBytes(text)
  for (const [experiment, arm] of arms) bytes += greatestBytes(experiment) + greatestBytes(arm)
  for (const { placementId, campaignId, assetId, renditions } of items) {
    bytes += ITEM_BYTES + greatestBytes(placementId) + greatestBytes(campaignId) + greatestBytes(assetId)
    bytes += greatestRenditionBytes(renditions)
  }
  return bytes
}
