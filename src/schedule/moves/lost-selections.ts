import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { playable, type Selectable, Selection, selectorOf } from '../campaigns/select-assets.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { readAllDocuments, readDocuments } from '../store/read-documents.ts'
import { TitleLines } from '../store/title-lines.ts'
import { lostByAssets } from './lost-by-assets.ts'
import type { MovesContext } from './moves-context.ts'
import { isWider } from './widened-selector.ts'

/** A campaign that loses more assets than this is itself withdrawn. */
export const ASSETS_LOST_MAX = 1_000

const CHUNK = 500

/**
 * What campaigns no longer show, because their selector or list has changed, or because an asset no longer matches.
 * These assets are withdrawn, as those that leave a list are. The campaign itself is withdrawn if it loses many assets,
 * or if it selected by age (what it selected when a snapshot was made is no longer known).
 */
export async function lostSelections(
  context: MovesContext,
  staged: readonly StagedRecord[],
): Promise<readonly Narrowing[]> {
  const changed = new Map(
    staged.flatMap(({ id, move }) => (move?.assetsAfter ? [[id, move.assetsAfter] as const] : [])),
  )
  const moved = staged.filter(({ type, move }) => type === 'asset' && move !== null)
  const lines = new TitleLines(context.redis)
  const narrowed = await narrowedCampaigns(context, changed)
  const skipped = new Set<string>(narrowed.map(({ id }) => id))
  const targets = new Set<string>(await lostByAssets(context, moved, { changed, skipped, lines }))
  const losses = narrowed.map((campaign) => new Losses(campaign, changed.get(campaign.id) ?? [], lines, context.now()))
  const groupsAfter = new Map(moved.flatMap(({ id, move }) => (move ? [[id, move.after] as const] : [])))
  await tellAssets(context, losses, groupsAfter)
  for (const loss of losses) for (const target of loss.targets()) targets.add(target)
  return [...targets].map((target) => ({
    target: target as Narrowing['target'],
    territories: null,
    from: null,
    until: null,
  }))
}

/** The campaigns, as stored, that may select less from now on. */
async function narrowedCampaigns(
  { redis }: MovesContext,
  changed: ReadonlyMap<string, Campaign['assets']>,
): Promise<readonly Campaign[]> {
  const narrowed: Campaign[] = []
  for (const document of await readDocuments(redis, 'campaign', [...changed.keys()])) {
    if (document === null) continue
    const [before, after] = [selectorOf(document.record), changed.get(document.record.id)]
    const isOnlyWider = before !== null && after !== undefined && !Array.isArray(after) && isWider(before, after)
    if (!isOnlyWider) narrowed.push(document.record)
  }
  return narrowed
}

/**
 * Passes to the campaigns all stored assets that they may have shown: listed ones by id, selected ones by reading all.
 */
async function tellAssets(
  { redis, meanwhile }: MovesContext,
  losses: readonly Losses[],
  groupsAfter: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const loss of losses) {
    const { named } = loss
    for (let from = 0; from < named.length; from += CHUNK) {
      const documents = await readDocuments(redis, 'asset', named.slice(from, from + CHUNK))
      const assets = playable(documents)
      await loss.look(assets, groupsAfter)
      await meanwhile?.()
    }
  }
  const selecting = losses.filter(({ isSelecting }) => isSelecting)
  if (selecting.length === 0) return
  for await (const page of readAllDocuments(redis, 'asset')) {
    const assets = playable(page)
    for (const loss of selecting) await loss.look(assets, groupsAfter)
    await meanwhile?.()
  }
}

/** Collects what one campaign loses. */
class Losses {
  readonly isSelecting: boolean
  readonly named: readonly string[]
  private readonly byAge: boolean
  private readonly before: Selection | null
  private readonly after: Selection | ReadonlySet<string>
  private readonly lost: string[] = []
  private isMany = false

  constructor(
    private readonly campaign: Campaign,
    assetsAfter: Campaign['assets'],
    lines: TitleLines,
    now: number,
  ) {
    const selector = selectorOf(campaign)
    this.isSelecting = selector !== null
    this.named = Array.isArray(campaign.assets) ? campaign.assets : []
    this.byAge = selector?.addedWithinDays !== undefined
    const { addedWithinDays: _, ...atAnyAge } = selector ?? {}
    this.before = selector && new Selection(atAnyAge, lines, now)
    this.after = Array.isArray(assetsAfter) ? new Set<string>(assetsAfter) : new Selection(assetsAfter, lines, now)
  }

  /** @param groupsAfter the future groups of the assets that change with the campaign */
  async look(assets: readonly Selectable[], groupsAfter: ReadonlyMap<string, readonly string[]>): Promise<void> {
    if (this.isMany) return
    const { before, after } = this
    const shown = before === null ? assets : await before.among(assets)
    const then = shown.map((asset) => ({ ...asset, groups: groupsAfter.get(asset.id) ?? asset.groups }))
    const kept = after instanceof Selection ? new Set((await after.among(then)).map(({ id }) => id)) : after
    for (const { id } of shown) if (!(kept as ReadonlySet<string>).has(id)) this.lost.push(id)
    this.isMany = this.lost.length > ASSETS_LOST_MAX || (this.byAge && this.lost.length > 0)
  }

  targets(): readonly string[] {
    return this.isMany ? [this.campaign.id] : this.lost
  }
}
