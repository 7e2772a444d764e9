import { canonicalJson } from '../../model/canonical-json.ts'
import { type FeedPart, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Title } from '../../model/nouns/title.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/** The fields of a title by the part that they belong to. */
export const TITLE_PARTS = {
  names: ['name', 'kind', 'parentId', 'franchiseId', 'genres', 'releasedOn', 'externalIds'],
  ratings: ['ratings'],
  offers: ['offers'],
} as const satisfies Partial<Record<FeedPart, readonly (keyof Title)[]>>

type TitlePart = keyof typeof TITLE_PARTS

/** A stored record with the owners of its parts. */
export interface OwnedRecord<Kind extends Title | Asset> {
  readonly record: Kind
  readonly owners?: PartOwners | undefined
}

/** A record as the feed may leave it, or what belongs to another feed. */
export type UnderOwners<Kind> =
  | { readonly record: Kind; readonly owners: PartOwners }
  | { readonly refused: readonly LineRefusal[] }

/**
 * Puts a feed's title under the owners of its parts. A part belongs to the feed that brought it first. Another feed may
 * repeat it or say nothing about it; what it says differently is refused.
 *
 * @param feedId the feed that brings it; `manual` for what people send
 */
export function titleUnderOwners(
  title: Title,
  stored: OwnedRecord<Title> | null,
  feedId: string,
  line: number,
): UnderOwners<Title> {
  const refused: LineRefusal[] = []
  let record = title
  let owners: PartOwners = { ...stored?.owners }
  for (const part of Object.keys(TITLE_PARTS) as TitlePart[]) {
    const owner = ownerOf(part, stored)
    if (owner === null || owner === feedId) {
      if (feedId !== MANUAL_FEED && saysSomething(part, title)) owners = { ...owners, [part]: feedId }
      continue
    }
    if (stored === null) continue
    const fields = TITLE_PARTS[part]
    const other = fields.find((field) => !isSame(title[field], stored.record[field]))
    if (other === undefined) continue
    if (saysSomething(part, title)) refused.push(ownedElsewhere(line, other, title[other], owner))
    else record = { ...record, ...partOf(stored.record, fields) }
  }
  return refused.length > 0 ? { refused } : { record, owners }
}

/** As `titleUnderOwners`, for an asset, which belongs to one feed as a whole. */
export function assetUnderOwners(
  asset: Asset,
  stored: OwnedRecord<Asset> | null,
  feedId: string,
  line: number,
): UnderOwners<Asset> {
  const owner = stored === null ? null : (stored.owners?.assets ?? MANUAL_FEED)
  const owners: PartOwners = feedId === MANUAL_FEED ? { ...stored?.owners } : { ...stored?.owners, assets: feedId }
  if (owner === null || owner === feedId) return { record: asset, owners }
  if (stored !== null && isSame(asset, stored.record)) return { record: asset, owners: { ...stored.owners } }
  return { refused: [ownedElsewhere(line, 'id', asset.id, owner)] }
}

/** Who owns a part of a stored title; null: nobody has brought it yet. */
export function ownerOf(part: TitlePart, stored: OwnedRecord<Title> | null): string | null {
  if (stored === null) return null
  return stored.owners?.[part] ?? (saysSomething(part, stored.record) ? MANUAL_FEED : null)
}

function saysSomething(part: TitlePart, title: Title): boolean {
  return part === 'names' || title[part].length > 0
}

function partOf(title: Title, fields: readonly (keyof Title)[]): Partial<Title> {
  return Object.fromEntries(fields.map((field) => [field, title[field]]))
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson({ value: left }) === canonicalJson({ value: right })
}

function ownedElsewhere(line: number, path: string, value: unknown, owner: string): LineRefusal {
  const whose = owner === MANUAL_FEED ? 'it was brought by hand' : `the feed ${owner} brought it first`
  const hint = `${whose}, and only there it can be changed; leave it out here, or out of what this feed provides`
  return refusal(line, 'owned-elsewhere', path, value, hint)
}
