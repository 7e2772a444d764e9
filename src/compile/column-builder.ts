import type { Asset } from '../model/asset.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../model/asset-words.ts'
import type { Campaign } from '../model/campaign.ts'
import { DEVICES, PRIORITIES } from '../model/campaign-words.ts'
import { hash32 } from '../model/hash32.ts'
import type { AssetId, TitleId } from '../model/identifier.ts'
import { OFFER_TYPES } from '../model/offer-words.ts'
import {
  ASSET_FLAG,
  type AssetColumns,
  type CampaignColumns,
  type DayPart,
  type TitleColumns,
} from '../model/snapshot.ts'
import { SURFACE_IDS } from '../model/surface.ts'
import type { Title } from '../model/title.ts'
import { assetText } from './text.ts'

/** What is kept of an asset while compiling: its cells and its words, not its record. */
export interface AssetRow {
  readonly id: AssetId
  readonly title: number
  readonly window: number
  readonly rating: number
  readonly languages: number
  readonly descriptors: number
  readonly kind: number
  readonly aspect: number
  readonly durationMs: number
  readonly band: number
  readonly flags: number
  /** By codec: the least height on offer, 0 without that codec. */
  readonly leastHeight: readonly number[]
  /** `AssetText` as JSON. */
  readonly text: string
}

/** As `AssetRow`, for a title. */
export interface TitleRow {
  readonly id: TitleId
  readonly offer: number
  readonly rating: number
  readonly releasedAt: number
  /** `TitleText` as JSON. */
  readonly text: string
}

/** A campaign keeps its record: there are hundreds of them, not a hundred thousand. */
export interface CampaignRow {
  readonly record: Campaign
  readonly window: number
}

/** Bits of the members of `all` that `some` names. */
function bits<Member extends string>(all: readonly Member[], some: readonly Member[]): number {
  return some.reduce((sum, member) => sum | (1 << all.indexOf(member)), 0)
}

function leastHeights(record: Asset): readonly number[] {
  return CODECS.map((codec) => {
    const heights = record.renditions.filter((rendition) => rendition.codec === codec).map(({ height }) => height)
    return heights.length === 0 ? 0 : Math.min(...heights)
  })
}

/** An asset's cells, with the classes that the compiler found for it. */
export function assetRow(
  record: Asset,
  classes: Pick<AssetRow, 'title' | 'window' | 'rating' | 'languages' | 'descriptors'>,
): AssetRow {
  return {
    id: record.id,
    ...classes,
    kind: ASSET_KINDS.indexOf(record.kind),
    aspect: ASPECTS.indexOf(record.aspect),
    durationMs: record.durationMs,
    band: record.band === null ? 0 : 1 + BANDS.indexOf(record.band),
    flags: (record.worldwide ? ASSET_FLAG.worldwide : 0) | (record.flashRisk ? ASSET_FLAG.flashRisk : 0),
    leastHeight: leastHeights(record),
    text: JSON.stringify(assetText(record)),
  }
}

/** As `assetRow`, for a title; an unknown release date is `NaN`. */
export function titleRow(record: Title, classes: Pick<TitleRow, 'offer' | 'rating'>): TitleRow {
  return {
    id: record.id,
    ...classes,
    releasedAt: record.releasedOn === null ? Number.NaN : Date.parse(record.releasedOn),
    text: JSON.stringify({ titleId: record.id, name: record.name }),
  }
}

/** Rows as the flat columns of the `hot` shard. */
export function assetColumns(rows: readonly AssetRow[]): AssetColumns {
  const leastHeight = new Uint16Array(rows.length * CODECS.length)
  rows.forEach((row, index) => {
    leastHeight.set(row.leastHeight, index * CODECS.length)
  })
  return {
    idHash: Uint32Array.from(rows, (row) => hash32(row.id)),
    title: Uint32Array.from(rows, (row) => row.title),
    kind: Uint8Array.from(rows, (row) => row.kind),
    aspect: Uint8Array.from(rows, (row) => row.aspect),
    durationMs: Uint32Array.from(rows, (row) => row.durationMs),
    window: Uint32Array.from(rows, (row) => row.window),
    rating: Uint32Array.from(rows, (row) => row.rating),
    band: Uint8Array.from(rows, (row) => row.band),
    flags: Uint8Array.from(rows, (row) => row.flags),
    leastHeight,
    languages: Uint32Array.from(rows, (row) => row.languages),
    descriptors: Uint32Array.from(rows, (row) => row.descriptors),
  }
}

/** As `assetColumns`, for titles. */
export function titleColumns(rows: readonly TitleRow[]): TitleColumns {
  return {
    idHash: Uint32Array.from(rows, (row) => hash32(row.id)),
    offer: Uint32Array.from(rows, (row) => row.offer),
    rating: Uint32Array.from(rows, (row) => row.rating),
    releasedAt: Float64Array.from(rows, (row) => row.releasedAt),
  }
}

const CAP_SCOPES = ['asset', 'title', 'campaign'] as const
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}

function dayParts(record: Campaign): readonly DayPart[] {
  return record.hours.map((part) => ({
    days: bits(WEEKDAYS, part.days),
    from: minutesOf(part.from),
    to: minutesOf(part.to),
  }))
}

/** As `assetColumns`, for campaigns. */
export function campaignColumns(campaigns: readonly CampaignRow[]): CampaignColumns {
  const hours = new Map<number, { timeZone: string; parts: readonly DayPart[] }>()
  campaigns.forEach(({ record }, index) => {
    if (record.hours.length > 0) hours.set(index, { timeZone: record.timeZone, parts: dayParts(record) })
  })
  const kids = { any: 0, only: 1, never: 2 } as const
  return {
    idHash: Uint32Array.from(campaigns, ({ record }) => hash32(record.id)),
    window: Uint32Array.from(campaigns, ({ window }) => window),
    surfaces: Uint8Array.from(campaigns, ({ record }) => bits(SURFACE_IDS, record.surfaces)),
    priority: Uint8Array.from(campaigns, ({ record }) => PRIORITIES.indexOf(record.priority)),
    kids: Uint8Array.from(campaigns, ({ record }) => kids[record.audience.kids]),
    devices: Uint8Array.from(campaigns, ({ record }) => bits(DEVICES, record.audience.devices)),
    entitlements: Uint8Array.from(campaigns, ({ record }) => bits(OFFER_TYPES, record.audience.entitlements)),
    capCount: Uint16Array.from(campaigns, ({ record }) => record.frequencyCap?.count ?? 0),
    capWindowSeconds: Uint32Array.from(campaigns, ({ record }) => record.frequencyCap?.windowSeconds ?? 0),
    capScope: Uint8Array.from(campaigns, ({ record }) => CAP_SCOPES.indexOf(record.frequencyCap?.scope ?? 'campaign')),
    hours,
  }
}
