import { isRegionId } from '../../../model/nouns/region.ts'
import { type DecisionRecord, NOT_SAID, NOT_SAID_OF_ITEM } from './decision-record.ts'
import { isPrivacyClass } from './privacy-index.ts'

/** The former JSON form of records: names are listed once, and items refer to them by index. */
interface Packed {
  readonly v: 1
  readonly d: string
  readonly r: string
  readonly s: string
  readonly q: number
  readonly p: string
  readonly a: readonly (readonly [string, string])[]
  readonly placements: readonly string[]
  readonly campaigns: readonly string[]
  readonly items: readonly (readonly [
    placement: number,
    position: number,
    asset: string,
    campaign: number,
    propensity: number,
    sticky?: 0 | 1,
    drawn?: 0 | 1,
  ])[]
}

/** `{`: every JSON record starts with it, and no binary layout does. */
const BRACE = 0x7b

export function isJsonRecord(payload: Uint8Array): boolean {
  return payload[0] === BRACE
}

/**
 * Reads a record in the former JSON form, which is accepted until the last such token has expired; null: not a record.
 */
export function readJsonRecord(payload: Uint8Array): DecisionRecord | null {
  const packed = parsePacked(payload)
  if (packed?.v !== 1 || !isRegionId(packed.r) || !isPrivacyClass(packed.p)) return null
  const items = packed.items.map(([placement, position, assetId, campaign, propensity, sticky, drawn]) => ({
    placementId: packed.placements[placement] ?? '',
    position,
    assetId,
    campaignId: packed.campaigns[campaign] ?? '',
    propensity,
    sticky: sticky === 1,
    drawn: drawn !== 0,
    ...NOT_SAID_OF_ITEM,
  }))
  return {
    decisionId: packed.d,
    region: packed.r,
    snapshot: packed.s,
    sequence: packed.q,
    privacy: packed.p,
    ...NOT_SAID,
    arms: packed.a,
    items,
  }
}

function parsePacked(payload: Uint8Array): Packed | null {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch {
    return null
  }
}
