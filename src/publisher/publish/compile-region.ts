import { METADATA_TASTES, type TasteSource } from '../../compile/columns/taste-source.ts'
import type { EntryList } from '../../compile/columns/text.ts'
import type { Compiled } from '../../compile/compiled.ts'
import { RegionCompiler } from '../../compile/compiler.ts'
import type { RefusedExperiment } from '../../compile/experiments/served-experiments.ts'
import { learnedRules } from '../../compile/learned/learned-rules.ts'
import { learnedTastes } from '../../compile/learned/learned-tastes.ts'
import type { OtherSource } from '../../compile/learned/other-columns.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import { leftOutColumns } from '../../compile/weights/left-out.ts'
import type { PacedShares } from '../../compile/weights/pacing-columns.ts'
import type { MediaHosts } from '../../model/fields/media-alias.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { readMediaHosts } from '../../schedule/feeds/stores/media-hosts.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import { readServing } from '../../schedule/learned/serving-runs.ts'
import { readGraces } from '../../schedule/pacing/keep-pacing.ts'
import { asStored, readRegionSchedule } from '../../schedule/publishing/read-schedule.ts'
import { NO_CHANGES, type ScheduleChanges } from '../../schedule/publishing/schedule-source.ts'
import { readLeftOut } from '../../schedule/reports/left-out-state.ts'
import { TextEntries } from '../../snapshot/text/text-entries.ts'
import { compiledExperiments } from '../experiments/compiled-experiments.ts'
import { carriedResults } from '../learned/carried-results.ts'
import { publishedShares } from '../pacing/published-shares.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import type { ServingInstead } from './publish-order.ts'

/** What a region is compiled with, beside its schedule. */
export interface CompileInputs {
  /** The rules, with the points that were learned. */
  readonly rules: Rules
  readonly mediaHosts: MediaHosts
  readonly tastes: TasteSource
  /** What arms have in place of that. */
  readonly others: readonly OtherSource[]
}

/** How a region is compiled, where that differs from a publish. */
export interface CompileOrder<Entries extends EntryList> {
  /** The instant of compilation, milliseconds since 1970 UTC. */
  readonly now: number
  /** What stands in place of stored documents. */
  readonly changes: ScheduleChanges
  /** What to do while a promotion of another writer is incomplete. */
  readonly settle: () => Promise<void>
  readonly newCompiler: (inputs: CompileInputs) => RegionCompiler<Entries>
  /** The shares of the region's campaigns; left out: none is paced. */
  readonly pacedShares?: (campaigns: readonly Campaign[]) => Promise<PacedShares>
  /** The learned run; left out: the one that the region is to serve. */
  readonly serving?: ServingInstead | undefined
}

/** What was compiled, of which revision of the schedule, and how many narrowings it knows of. */
export interface CompiledRegion<Entries> {
  readonly compiled: Compiled<Entries>
  readonly revision: number
  readonly narrowed: number
  /** Campaigns that go on after their end. */
  readonly graces: readonly string[]
  /** The run that it was compiled with; null: with none. */
  readonly learned: LearnedRunId | null
  /** Whether the region was told to go back to that run, or to none. */
  readonly isTakenBack: boolean
  /** The rules that it was compiled with. */
  readonly rules: Rules
  /** The number of the changes of experiments that it was compiled with. */
  readonly experimentsRevision: number
  /** The experiment that tries another run than the region's own; null: none does. */
  readonly runBy: string | null
  /** Experiments that run and that the region does not serve, and why. */
  readonly refusedExperiments: readonly RefusedExperiment[]
}

/**
 * Reads a region's schedule at one revision and compiles it.
 *
 * @param isTried nothing is kept of it; left out: so it is
 * @param serving the learned run to compile with; left out: the one that the region is to serve
 */
export function compileRegion(
  publisher: PublisherContext,
  region: RegionId,
  isTried = true,
  serving?: ServingInstead,
): Promise<CompiledRegion<TextEntries>> {
  const now = publisher.now()
  return compileBy(publisher, region, {
    now,
    changes: NO_CHANGES,
    settle: () => withWriterLock(publisher, async () => undefined),
    newCompiler: ({ rules, mediaHosts, tastes, others }) =>
      new RegionCompiler(rules, region, now, new TextEntries(), mediaHosts, tastes, others),
    pacedShares: (campaigns) => publishedShares(publisher, campaigns, isTried),
    serving,
  })
}

/** As `compileRegion`, at another instant, or with changes in place. */
export async function compileBy<Entries extends EntryList>(
  publisher: PublisherContext,
  region: RegionId,
  { now, changes, settle, newCompiler, pacedShares, serving }: CompileOrder<Entries>,
): Promise<CompiledRegion<Entries>> {
  const { redis } = publisher
  const [mediaHosts, graces, learned] = await Promise.all([
    readMediaHosts(redis),
    readGraces(redis),
    servingOf(publisher, region, serving).then((run) => learnedInputs(publisher, run)),
  ])
  const experiments = await compiledExperiments(publisher, region, learned.tastes)
  const granted: ReadonlySet<string> = new Set(graces)
  let campaigns: readonly Campaign[] = []
  const { revision, narrowed, received } = await readRegionSchedule(publisher.redis, region, {
    regionsOf: (campaign) => regionsOfCampaign(publisher.rules, campaign),
    now,
    settle,
    changes,
    planned: (stored) => {
      campaigns = stored.map(({ record }) => record)
      return stored
        .map(asStored)
        .map((each) => (granted.has(each.record.id) ? { ...each, record: withGrace(each.record) } : each))
    },
    newReceiver: () => {
      const { rules, tastes } = learned
      return newCompiler({ mediaHosts, rules, tastes, others: experiments.others })
    },
  })
  // Only the cycle of weights decides what is left out. Its last word makes equal bytes here.
  const { renditions } = await readLeftOut(publisher.redis, region)
  const leftOut = leftOutColumns(renditions.filter(({ isOut }) => isOut))
  const paced = await pacedShares?.(campaigns)
  const results = await carriedResults(publisher, region)
  const compiled = received.finish(undefined, { leftOut, paced, results, experiments: experiments.served })
  const { rules, isTakenBack } = learned
  return {
    ...{ compiled, revision, narrowed, graces, learned: learned.tastes.run, isTakenBack, rules },
    ...{ experimentsRevision: experiments.revision, runBy: experiments.runBy },
    refusedExperiments: experiments.refused,
  }
}

async function servingOf({ redis }: PublisherContext, region: RegionId, instead: ServingInstead | undefined) {
  return instead ?? readServing(redis, region)
}

/** What the run of a region teaches. It is read as a whole, or the region is not compiled. */
async function learnedInputs(
  { rules, learnedRuns }: PublisherContext,
  serving: ServingInstead | null,
): Promise<Pick<CompileInputs, 'rules' | 'tastes'> & Pick<CompiledRegion<unknown>, 'isTakenBack'>> {
  const { run = null, isTakenBack = false } = serving ?? {}
  if (run === null) return { rules, tastes: METADATA_TASTES, isTakenBack }
  const kept = await learnedRuns.of(run)
  return { rules: learnedRules(rules, kept.head.terms), tastes: learnedTastes(kept), isTakenBack }
}
