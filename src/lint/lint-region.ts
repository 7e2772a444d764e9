import type { CompileRejection } from '../compile/compiled.ts'
import { RegionCompiler } from '../compile/compiler.ts'
import { common } from '../compile/time/intervals.ts'
import type { Engine } from '../decide/engine/engine.ts'
import { RATING_STATE } from '../model/columns/snapshot.ts'
import type { AssetId, CampaignId } from '../model/fields/identifier.ts'
import type { MediaHosts } from '../model/fields/media-alias.ts'
import type { Asset } from '../model/nouns/asset.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { Title } from '../model/nouns/title.ts'
import type { Rules } from '../model/policies/rules.ts'
import { emptySlots } from './checks/empty-slots.ts'
import { type Fates, newFates, noteFates } from './checks/fates.ts'
import { goalReach, WholeTimes } from './checks/goal-reach.ts'
import { leftOutMembers, placedMembers, wrongAspect } from './checks/member-checks.ts'
import { expiresUnfollowed, labelClash, takeoverOverlap, tierOverlap } from './checks/overlaps.ts'
import { oversold } from './checks/oversold.ts'
import { capBelowGoal, recordChecks, timeChecks } from './checks/record-checks.ts'
import type { LintDraft } from './draft.ts'
import type { LintSupply } from './lint-supply.ts'
import { type LintedCampaign, LintWorld } from './lint-world.ts'
import { Members } from './members.ts'
import { type Runner, type Slot, slots } from './slots.ts'

/** What the linter needs to know beside the schedule. */
export interface LintSettings {
  readonly rules: Rules
  readonly region: RegionId
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly mediaHosts: MediaHosts
  /** How many videos there are in all; null: nobody counted, and no selector is too wide. */
  readonly catalogueSize: number | null
  /** Decides which slots run dry; null: no slot is asked. */
  readonly engine: Pick<Engine, 'open'> | null
  /** What will be asked for; null or left out: nothing is known, and nothing is said of goals. */
  readonly supply?: LintSupply | null
}

/** What was found in a region, and what becomes of its campaigns. */
export interface RegionFindings {
  readonly drafts: readonly LintDraft[]
  readonly fates: Fates
}

/**
 * Lints a region's schedule, record by record as for a publish: titles before their first asset, assets in the order of
 * their rows, then campaigns in the order of their ids. Every campaign is taken as if it were on the air: leave out
 * those that are not to be. The compiler makes columns of all of it, and the checks read times, rights, ratings and
 * eligibility there, so that the linter can never think otherwise than what serves.
 */
export class RegionLint {
  private readonly compiler: RegionCompiler<{ push(entry: string): unknown }>
  private readonly campaigns: { readonly record: Campaign; readonly members: number }[] = []

  constructor(private readonly settings: LintSettings) {
    const { rules, region, now, mediaHosts } = settings
    this.compiler = new RegionCompiler(rules, region, now, { push: () => undefined }, mediaHosts)
  }

  addTitle(record: Title, withdrawnAt?: number): void {
    this.compiler.addTitle(record, withdrawnAt)
  }

  addAsset(record: Asset, withdrawnAt?: number): void {
    this.compiler.addAsset(record, withdrawnAt)
  }

  /** Adds a campaign with the assets that its ids or its selector resolve to. @param isSeconded as of the compiler */
  addCampaign(record: Campaign, assets: readonly AssetId[], isSeconded = true): void {
    this.campaigns.push({ record, members: new Set(assets).size })
    this.compiler.addCampaign({ ...record, status: 'approved' }, assets, isSeconded)
  }

  finish(): RegionFindings {
    const { rules, region, now, catalogueSize, engine, supply = null } = this.settings
    const compiled = this.compiler.finish()
    const columns = new Map(compiled.text.campaigns.map((json, column) => [campaignIdOf(json), column]))
    const rejected = byCampaign(compiled.rejected)
    const campaigns: readonly LintedCampaign[] = this.campaigns.map(({ record, members }) => {
      return { record, members, column: columns.get(record.id) ?? null, rejected: rejected.get(record.id) ?? [] }
    })
    const world = new LintWorld({ rules, region, now, compiled, campaigns, catalogueSize })
    const drafts: LintDraft[] = []
    const fates = checkAll(world, (draft) => drafts.push(draft))
    if (supply !== null) goalChecks(world, supply, (draft) => drafts.push(draft))
    if (engine !== null) emptySlots(world, engine, (draft) => drafts.push(draft))
    return { drafts, fates }
  }
}

function goalChecks(world: LintWorld, supply: LintSupply, found: (draft: LintDraft) => void): void {
  const known = { supply, times: new WholeTimes(world) }
  for (const campaign of world.campaigns) goalReach(campaign, world, known, found)
  oversold(world, known, found)
}

function checkAll(world: LintWorld, found: (draft: LintDraft) => void): Fates {
  const members = new Members(world.compiled.hot, world.rules)
  for (const campaign of world.campaigns) {
    recordChecks(campaign, world, found)
    capBelowGoal(campaign, world, found)
    timeChecks(campaign, world, found)
    leftOutMembers(campaign, found)
    wrongAspect(campaign, members, world, found)
    placedMembers(campaign, members, world, found)
  }
  const fates = newFates(world)
  for (const slot of slots(world)) {
    takeoverOverlap(slot, found)
    tierOverlap(slot, found)
    labelClash(slot, world, found)
    expiresUnfollowed(slot, world, found)
    noteFates(fates, slot, (runner) => mayPlay(slot, runner, members))
  }
  return fates
}

/** Whether some video of a campaign fits a slot, is not refused there, and may be promoted at some time of it. */
function mayPlay({ surface, index }: Slot, { item, times }: Runner, members: Members): boolean {
  return members.of(item.column).some((kind) => {
    const isRated = members.ratingStateOf(kind, index) !== RATING_STATE.refused
    return isRated && members.fits(kind, surface) && common(times, members.rightsOf(kind, index)).length > 0
  })
}

function byCampaign(rejected: readonly CompileRejection[]): ReadonlyMap<CampaignId, readonly CompileRejection[]> {
  const found = new Map<CampaignId, CompileRejection[]>()
  for (const each of rejected) {
    const own = found.get(each.campaignId)
    if (own) own.push(each)
    else found.set(each.campaignId, [each])
  }
  return found
}

function campaignIdOf(json: string): CampaignId {
  return (JSON.parse(json) as { campaignId: CampaignId }).campaignId
}
