import type { Finding, OpenProposal } from '../../../src/compile/checks/proposal.ts'
import { RegionCompiler } from '../../../src/compile/compiler.ts'
import type { Pair } from '../../../src/compile/diff/comparison.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import { inRowOrder } from '../../../src/model/columns/row-order.ts'
import type { Snapshot, SnapshotHot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { encodeSnapshot } from '../../../src/snapshot/encode.ts'
import { TextEntries } from '../../../src/snapshot/text/text-entries.ts'
import type { Schedule } from '../../decide/case-world.ts'
import { opened } from '../../decide/opened.ts'

/** A Sunday, 12:00 in London and 13:00 in Berlin. */
export const NOW = Date.UTC(2026, 10, 22, 12)

/** A schedule as a publish would have it: compiled, and opened from its bytes. */
export function built(schedule: Schedule, region: RegionId = 'dach') {
  const compiler = new RegionCompiler(bundledRules(), region, NOW, new TextEntries())
  for (const title of schedule.titles) compiler.addTitle(title)
  for (const asset of inRowOrder(schedule.assets)) compiler.addAsset(asset)
  for (const campaign of schedule.campaigns) {
    compiler.addCampaign(campaign, Array.isArray(campaign.assets) ? campaign.assets : [])
  }
  const compiled = compiler.finish()
  const shards = encodeSnapshot(compiled)
  const snapshot = decodeSnapshot(region, new Map(shards.map(({ name, bytes }) => [name, bytes])))
  return { snapshot, campaigns: compiled.campaigns, rejected: compiled.rejected.length, shards }
}

/** What would replace the first schedule by the second; null: nothing is live. */
export function proposal(live: Schedule | null, next: Schedule, region: RegionId = 'dach'): OpenProposal {
  const { snapshot, campaigns, rejected, shards } = built(next, region)
  return {
    region,
    sealed: { entries: shards.map(({ name, bytes }) => ({ name, bytes: bytes.length })), values: shards },
    next: snapshot,
    live: live === null ? null : built(live, region).snapshot,
    sameDecisions: false,
    isTakenBack: false,
    campaigns,
    rejected,
    rules: bundledRules(),
    now: NOW,
    denies: { live: DenyList.NONE, next: DenyList.NONE, liveBefore: DenyList.NONE },
    engine: typescriptEngine,
  }
}

/** A proposal whose next snapshot has other columns than the compiler would give it. */
export function withColumns(given: OpenProposal, change: (hot: SnapshotHot) => Partial<SnapshotHot>): OpenProposal {
  const next: Snapshot = { ...given.next, hot: { ...given.next.hot, ...change(given.next.hot) } }
  return { ...given, next }
}

/** A feed that lost its last assets, while the campaigns that show them stay as they were. */
export function withoutLast(schedule: Schedule, count: number): Schedule {
  return { ...schedule, assets: schedule.assets.slice(0, schedule.assets.length - count) }
}

export const textsOf = ({ findings }: { readonly findings: readonly Finding[] }): string[] =>
  findings.map(({ text }) => text)

/** A proposal with both of its snapshots opened, as they are compared. */
export function openedPair(given: OpenProposal): Pair {
  return { ...given, next: opened(given.next), live: given.live && opened(given.live) }
}
