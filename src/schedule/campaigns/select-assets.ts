import { groupKey } from '../../model/fields/group-name.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { assetGroups } from '../../model/nouns/group-targets.ts'
import type { StoredDocument } from '../store/document.ts'
import type { TitleLines } from '../store/title-lines.ts'

/** Selects assets by their properties: feed, tags, titles, age. */
export type AssetSelector = Exclude<Campaign['assets'], readonly string[]>

const DAY_MS = 86_400_000

/** A campaign's selector; null: it lists its assets. */
export function selectorOf(campaign: Campaign): AssetSelector | null {
  return Array.isArray(campaign.assets) ? null : campaign.assets
}

/** An asset with the properties that selectors test. Names of groups are normalized as for orders. */
export interface Selectable {
  readonly id: Asset['id']
  readonly titleId: Asset['titleId']
  readonly groups: readonly string[]
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

export function selectable({ record, addedAt }: StoredDocument<'asset'>): Selectable {
  return { id: record.id, titleId: record.titleId, groups: assetGroups(record), addedAt }
}

/** As `selectable`, of those that are stored and that no feed has withdrawn. */
export function playable(documents: readonly (StoredDocument<'asset'> | null)[]): Selectable[] {
  const stored = documents.filter((document) => document !== null)
  return stored.filter(({ withdrawnAt }) => withdrawnAt === undefined).map(selectable)
}

/**
 * Makes a test whether a selector can select an asset in given groups: its feed must be among them, and one of its
 * tags.
 */
export function selectingGroups(selector: AssetSelector): (groups: readonly string[]) => boolean {
  const feed = selector.feed === undefined ? null : `feed:${groupKey(selector.feed)}`
  const tags = selector.tags && new Set(selector.tags.map((tag) => `tag:${groupKey(tag)}`))
  return (groups) =>
    (feed === null || groups.includes(feed)) && (tags === undefined || groups.some((group) => tags.has(group)))
}

/** Evaluates a selector: all given fields must match. A series also selects the assets of its episodes. */
export class Selection {
  private readonly means: (groups: readonly string[]) => boolean
  private readonly titles: ReadonlySet<TitleId> | null
  private readonly sinceMs: number

  /** @param now milliseconds since 1970: `addedWithinDays` counts back from here */
  constructor(
    selector: AssetSelector,
    private readonly lines: TitleLines,
    now: number,
  ) {
    this.means = selectingGroups(selector)
    this.titles = selector.titles ? new Set(selector.titles) : null
    const days = selector.addedWithinDays
    this.sinceMs = days === undefined ? Number.NEGATIVE_INFINITY : now - days * DAY_MS
  }

  /** The selected ones of these assets, in their order. */
  async among(assets: readonly Selectable[]): Promise<readonly Selectable[]> {
    const found = assets.filter(({ groups, addedAt }) => addedAt > this.sinceMs && this.means(groups))
    const { titles } = this
    if (titles === null) return found
    await this.lines.load(found.flatMap(({ titleId }) => titleId ?? []))
    return found.filter(({ titleId }) => titleId !== null && this.lines.isUnder(titleId, titles))
  }
}
