import { REGION_IDS } from '../../../model/nouns/region.ts'
import { ByteReader } from '../byte-layout.ts'
import { type DecidedItem, type DecisionRecord, NOT_SAID, NOT_SAID_OF_ITEM } from './decision-record.ts'
import { ITEM, readPropensity } from './item-flags.ts'
import { PRIVACY_BY_INDEX } from './privacy-index.ts'
import { RepeatedNames } from './repeated-names.ts'
import { readText } from './short-text.ts'

/** The first byte of a record of the layout before this one. */
export const LAYOUT_BEFORE = 2

/**
 * Reads a record of the former layout, which is accepted until the last such token has expired; null: not a record. It
 * says neither surface, territory, device, unit, subject nor renditions.
 */
export function unpackRecordBefore(bytes: Uint8Array): DecisionRecord | null {
  try {
    const reader = new ByteReader(bytes)
    if (reader.u8() !== LAYOUT_BEFORE) return null
    const [region, privacy] = [REGION_IDS[reader.u8()], PRIVACY_BY_INDEX[reader.u8()]]
    const sequence = reader.whole()
    const [decisionId, snapshot] = [readText(reader), readText(reader)]
    const arms: (readonly [string, string])[] = []
    for (let left = reader.whole(); left > 0; left--) arms.push([readText(reader), readText(reader)])
    const items = readItems(reader)
    if (region === undefined || privacy === undefined || !reader.atEnd()) return null
    return { decisionId, region, snapshot, sequence, privacy, ...NOT_SAID, arms, items }
  } catch {
    return null
  }
}

function readItems(reader: ByteReader): readonly DecidedItem[] {
  const [placements, campaigns] = [new RepeatedNames(), new RepeatedNames()]
  const items: DecidedItem[] = []
  let [placementId, campaignId] = ['', '']
  for (let left = reader.whole(); left > 0; left--) {
    const flags = reader.u8()
    const position = reader.whole()
    const propensity = readPropensity(reader, flags)
    if ((flags & ITEM.samePlacement) === 0) placementId = placements.read(reader, () => readText(reader))
    if ((flags & ITEM.sameCampaign) === 0) campaignId = campaigns.read(reader, () => readText(reader, 'cmp_'))
    const assetId = readText(reader, 'ast_')
    const [sticky, drawn] = [(flags & ITEM.sticky) !== 0, (flags & ITEM.drawn) !== 0]
    items.push({ placementId, position, assetId, campaignId, propensity, sticky, drawn, ...NOT_SAID_OF_ITEM })
  }
  return items
}
