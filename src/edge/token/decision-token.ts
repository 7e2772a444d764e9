import type { PrivacyClass } from '../../decide/context.ts'
import { isRegionId, type RegionId } from '../../model/region.ts'
import type { Keyring } from './keyring.ts'
import { seal, unseal } from './sealed.ts'

/** What was decided for one position; an event about it counts with this propensity. */
export interface DecidedItem {
  readonly placementId: string
  readonly position: number
  readonly assetId: string
  readonly campaignId: string
  /** Probability of this pick given the earlier ones: above 0, at most 1. Six digits are kept. */
  readonly propensity: number
  /** It came by that chance alone; else no estimate may learn from it. Tokens of before do not say it of any. */
  readonly drawn: boolean
  /** Its asset was chosen for its title once for days: no estimate may learn from it. */
  readonly sticky: boolean
}

/** A decision as its events will need it: clients carry it, encrypted, and never see what it says. */
export interface DecisionRecord {
  readonly decisionId: string
  readonly region: RegionId
  /** The snapshot's id. */
  readonly snapshot: string
  readonly sequence: number
  readonly privacy: PrivacyClass
  /** Experiment key → arm. */
  readonly arms: readonly (readonly [experiment: string, arm: string])[]
  readonly items: readonly DecidedItem[]
}

export type OpenedDecision =
  | { readonly outcome: 'ok'; readonly record: DecisionRecord; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/** The wire's form: names once, and items that point at them. */
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

const encoder = new TextEncoder()

const PRIVACY_CLASSES: Readonly<Record<PrivacyClass, true>> = {
  minor: true,
  consented: true,
  contextual: true,
  'opted-out': true,
}

/**
 * Seals a decision's record for 7 days.
 * @throws RangeError for a propensity outside (0, 1], or for a record above 32 KiB (some 400 items)
 */
export async function sealDecisionToken(record: DecisionRecord, keyring: Keyring, now: number): Promise<string> {
  const placements: string[] = []
  const campaigns: string[] = []
  const items = record.items.map((item): Packed['items'][number] => [
    placeIn(placements, item.placementId),
    item.position,
    item.assetId,
    placeIn(campaigns, item.campaignId),
    checkedPropensity(item),
    item.sticky ? 1 : 0,
    item.drawn ? 1 : 0,
  ])
  const packed: Packed = {
    v: 1,
    d: record.decisionId,
    r: record.region,
    s: record.snapshot,
    q: record.sequence,
    p: record.privacy,
    a: record.arms,
    placements,
    campaigns,
    items,
  }
  return seal('decision', encoder.encode(JSON.stringify(packed)), keyring, now)
}

/** Where a name stands in the list, at its end if it is new. */
function placeIn(names: string[], name: string): number {
  const known = names.indexOf(name)
  return known < 0 ? names.push(name) - 1 : known
}

/** The record of a token that an event brought. Never throws. */
export async function openDecisionToken(token: string, keyring: Keyring, now: number): Promise<OpenedDecision> {
  const opened = await unseal('decision', token, keyring, now)
  if (opened.outcome !== 'ok') return opened
  const record = unpack(opened.payload)
  return record === null ? { outcome: 'malformed' } : { outcome: 'ok', record, issuedAt: opened.issuedAt }
}

function checkedPropensity({ placementId, position, propensity }: DecidedItem): number {
  if (!(propensity > 0 && propensity <= 1)) {
    throw new RangeError(`${placementId}[${position}]: a propensity must be above 0 and at most 1, not ${propensity}`)
  }
  return Number(propensity.toPrecision(6))
}

/** Sealed by us, so of our form, unless by a version newer than this one: that is refused, not guessed at. */
function unpack(payload: Uint8Array): DecisionRecord | null {
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
  }))
  return {
    decisionId: packed.d,
    region: packed.r,
    snapshot: packed.s,
    sequence: packed.q,
    privacy: packed.p,
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

function isPrivacyClass(value: string): value is PrivacyClass {
  return Object.hasOwn(PRIVACY_CLASSES, value)
}
