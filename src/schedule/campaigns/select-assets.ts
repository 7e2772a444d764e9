import { groupKey } from '../../model/fields/group-name.ts'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { assetGroups } from '../../model/nouns/group-targets.ts'
import type { StoredDocument } from '../store/document.ts'
import type { TitleLines } from '../store/title-lines.ts'

/** Selects assets by their properties: feed, tags, titles, kind, aspect, age; and not by others. */
export type AssetSelector = Exclude<Campaign['assets'], readonly string[]>

/** What a selector asks for, without what it leaves out. */
export type AssetProperties = Omit<AssetSelector, 'not'>

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
  readonly kind: Asset['kind']
  readonly aspect: Asset['aspect']
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

export function selectable({ record, addedAt }: StoredDocument<'asset'>): Selectable {
  const { id, titleId, kind, aspect } = record
  return { id, titleId, kind, aspect, groups: assetGroups(record), addedAt }
}

/** As `selectable`, of those that are stored and that no feed has withdrawn. */
export function playable(documents: readonly (StoredDocument<'asset'> | null)[]): Selectable[] {
  const stored = documents.filter((document) => document !== null)
  return stored.filter(({ withdrawnAt }) => withdrawnAt === undefined).map(selectable)
}

/**
 * Makes a test whether a selector can select an asset in given groups: its feed must be among them, and one of its
 * tags. What the selector leaves out is not looked at.
 */
export function selectingGroups(selector: AssetProperties): (groups: readonly string[]) => boolean {
  const feed = selector.feed === undefined ? null : `feed:${groupKey(selector.feed)}`
  const tags = selector.tags && new Set(selector.tags.map((tag) => `tag:${groupKey(tag)}`))
  return (groups) =>
    (feed === null || groups.includes(feed)) && (tags === undefined || groups.some((group) => tags.has(group)))
}

/**
 * Evaluates a selector: all given fields must match, and not all of those in `not`. A series also selects the assets of
 * its episodes.
 */
export class Selection {
  private readonly means: (groups: readonly string[]) => boolean
  private readonly titles: ReadonlySet<TitleId> | null
  private readonly kinds: ReadonlySet<Asset['kind']> | null
  private readonly aspects: ReadonlySet<Asset['aspect']> | null
  private readonly leftOut: Selection | null
  private readonly sinceMs: number

  /** @param now milliseconds since 1970: `addedWithinDays` counts back from here */
  constructor(
    selector: AssetSelector,
    private readonly lines: TitleLines,
    now: number,
  ) {
    this.means = selectingGroups(selector)
    this.titles = selector.titles ? new Set(selector.titles) : null
    this.kinds = selector.kinds ? new Set(selector.kinds) : null
    this.aspects = selector.aspects ? new Set(selector.aspects) : null
    this.leftOut = selector.not ? new Selection(selector.not, lines, now) : null
    const days = selector.addedWithinDays
    this.sinceMs = days === undefined ? Number.NEGATIVE_INFINITY : now - days * DAY_MS
  }

  /** The selected ones of these assets, in their order. */
  async among(assets: readonly Selectable[]): Promise<readonly Selectable[]> {
    const found = await this.about(assets.filter((asset) => this.hasForm(asset)))
    if (this.leftOut === null || found.length === 0) return found
    const leftOut = new Set(await this.leftOut.among(found))
    return found.filter((asset) => !leftOut.has(asset))
  }

  private hasForm({ groups, kind, aspect, addedAt }: Selectable): boolean {
    const { kinds, aspects } = this
    if (kinds !== null && !kinds.has(kind)) return false
    if (aspects !== null && !aspects.has(aspect)) return false
    return addedAt > this.sinceMs && this.means(groups)
  }

  private async about(assets: readonly Selectable[]): Promise<readonly Selectable[]> {
    const { titles } = this
    if (titles === null) return assets
    await this.lines.load(assets.flatMap(({ titleId }) => titleId ?? []))
    return assets.filter(({ titleId }) => titleId !== null && this.lines.isUnder(titleId, titles))
  }
}
