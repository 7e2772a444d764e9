import { bitRows } from '../../model/columns/bit-rows.ts'
import type { CampaignColumns, DayPart, TitleColumns } from '../../model/columns/snapshot.ts'
import { groupKey } from '../../model/fields/group-name.ts'
import { idCheck } from '../../model/fields/id-check.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import { hash32 } from '../../model/hash32.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { CAP_SCOPES, DEVICES, PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { Title } from '../../model/nouns/title.ts'
import { ClassTable } from './class-table.ts'
import { noRoomFor } from './growing-column.ts'

/** The cells and the text of a title during compilation. */
export interface TitleRow {
  readonly id: TitleId
  readonly offer: number
  readonly rating: number
  readonly releasedAt: number
  readonly franchise: number
  readonly cluster: number
  /** Id of its franchise: its own, or that of the title above it; null: none. */
  readonly saga: string | null
  /** The fields that its assets' taste vectors are made from. */
  readonly record: Pick<Title, 'genres' | 'franchiseId' | 'parentId' | 'id' | 'kind' | 'releasedOn'>
  /** `TitleText` as JSON. */
  readonly text: string
}

/** A campaign with its record: there are hundreds of campaigns, not a hundred thousand. */
export interface CampaignRow {
  readonly record: Campaign
  readonly window: number
  /** As `CampaignText.terms`. */
  readonly terms: string
}

/** A bit set over `all` with the members in `some`. */
function bits<Member extends string>(all: readonly Member[], some: readonly Member[]): number {
  return some.reduce((sum, member) => (all.includes(member) ? sum | (1 << all.indexOf(member)) : sum), 0)
}

/** The row of a title from the classes that the compiler derived for it; an unknown release date is `NaN`. */
export function titleRow(record: TitleRow['record'], cells: Omit<TitleRow, 'id' | 'record' | 'releasedAt'>): TitleRow {
  const releasedAt = record.releasedOn === null ? Number.NaN : Date.parse(record.releasedOn)
  return { id: record.id, record, releasedAt, ...cells }
}

/**
 * A placeholder for a title that others refer to and that is not in the schedule: it has no offers, and nothing is
 * known of it.
 */
export function unknownTitle(id: TitleId): Title {
  const lists = { genres: [], ratings: [], externalIds: [], offers: [] }
  return {
    v: 1,
    type: 'title',
    id,
    name: {},
    kind: 'series',
    parentId: null,
    franchiseId: null,
    releasedOn: null,
    ...lists,
  }
}

/** Flattens rows into the columns of the `hot` shard. `parent`: by row, the row of the parent title. */
export function titleColumns(rows: readonly TitleRow[], parent: Uint32Array): TitleColumns {
  return {
    idHash: Uint32Array.from(rows, (row) => hash32(row.id)),
    idCheck: Uint32Array.from(rows, (row) => idCheck(row.id)),
    parent,
    offer: Uint32Array.from(rows, (row) => row.offer),
    rating: Uint32Array.from(rows, (row) => row.rating),
    releasedAt: Float64Array.from(rows, (row) => row.releasedAt),
    franchise: Uint32Array.from(rows, (row) => row.franchise),
    cluster: uint16Of(rows.map((row) => row.cluster)),
  }
}

/** @throws RangeError for a number that does not fit */
function uint16Of(values: readonly number[]): Uint16Array {
  const tooGreat = values.find((value) => value > 0xffff)
  if (tooGreat !== undefined) throw new RangeError(noRoomFor(tooGreat))
  return Uint16Array.from(values)
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}

/** The parts of the day of a campaign. */
export function dayParts(record: Pick<Campaign, 'hours'>): readonly DayPart[] {
  return record.hours.map((part) => ({
    days: bits(WEEKDAYS, part.days),
    from: minutesOf(part.from),
    to: minutesOf(part.to),
  }))
}

/** Every exclusion label of the campaigns by its key, in bit order. */
export function exclusionLabels(campaigns: readonly CampaignRow[]): readonly string[] {
  return [...new Set(campaigns.flatMap(({ record }) => record.exclusionLabels.map(groupKey)))].sort()
}

/** As `titleColumns`, for campaigns. */
export function campaignColumns(campaigns: readonly CampaignRow[], labels: readonly string[]): CampaignColumns {
  const owners = new ClassTable<string>()
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const hours = new Map<number, { timeZone: string; parts: readonly DayPart[] }>()
  campaigns.forEach(({ record }, index) => {
    if (record.hours.length > 0) hours.set(index, { timeZone: record.timeZone, parts: dayParts(record) })
  })
  const kids = { any: 0, only: 1, never: 2 } as const
  return {
    idHash: Uint32Array.from(campaigns, ({ record }) => hash32(record.id)),
    idCheck: Uint32Array.from(campaigns, ({ record }) => idCheck(record.id)),
    window: Uint32Array.from(campaigns, ({ window }) => window),
    surfaces: Uint8Array.from(campaigns, ({ record }) => bits(SURFACE_IDS, record.surfaces)),
    priority: Uint8Array.from(campaigns, ({ record }) => PRIORITIES.indexOf(record.priority)),
    kids: Uint8Array.from(campaigns, ({ record }) => kids[record.audience.kids]),
    devices: Uint8Array.from(campaigns, ({ record }) => bits(DEVICES, record.audience.devices)),
    entitlements: Uint8Array.from(campaigns, ({ record }) => bits(OFFER_TYPES, record.audience.entitlements)),
    capCount: Uint16Array.from(campaigns, ({ record }) => record.frequencyCap?.count ?? 0),
    capWindowSeconds: Uint32Array.from(campaigns, ({ record }) => record.frequencyCap?.windowSeconds ?? 0),
    capScope: Uint8Array.from(campaigns, ({ record }) => CAP_SCOPES.indexOf(record.frequencyCap?.scope ?? 'campaign')),
    owner: uint16Of(
      campaigns.map(({ record: { owner } }) => (owner === null ? 0 : 1 + owners.indexOf(groupKey(owner), () => owner))),
    ),
    exclusionLabels: bitRows(
      campaigns.map(({ record }) => record.exclusionLabels.map((label) => numbers.get(groupKey(label)) ?? 0)),
      labels.length,
    ),
    hours,
  }
}
