import type { CompileRejection } from '../../compile/compiled.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { decisionRequest } from '../../decide/decision-request.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { describeContext } from '../../decide/explain/described-context.ts'
import { explain, type RejectedCandidate } from '../../decide/explain/explain.ts'
import { explainedPlacement, explainedViewer } from '../../decide/explain/explained-asker.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { NOTHING_OWNED } from '../../model/policies/owned-values.ts'
import { regionFor } from '../../rules/lookup/route.ts'
import { liveDenies } from '../announce/live-denies.ts'
import { livePointer, openLive } from '../announce/live-region.ts'
import { OpsProblem } from '../ops-problem.ts'
import { compileRegion } from '../publish/compile-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { armsOfDecision } from './arms-of-decision.ts'
import { campaignNames } from './campaign-names.ts'
import { explainedFloor } from './explain-floor.ts'
import { type ExplainRequest, explainedHints, explainedPlace } from './explain-request.ts'
import { explainedArms, withLearning } from './explained-arms.ts'

/**
 * How many draws estimate the chances at later positions. The error is about 3 in a hundred at a chance of one in two.
 */
export const DRAWS = 1000

/** How many are listed when the request names no limit. */
export const LIMIT_DEFAULT = 100

/**
 * The whole waterfall for one place, viewer and surface: what becomes of each candidate in the live snapshot, by the
 * same gates and ranking that serve, and what the compiler left out and why.
 *
 * @param logKey `DECISION_LOG_KEY`, for the arms of a logged decision
 */
export async function explainLive(publisher: PublisherContext, request: ExplainRequest, logKey: string | undefined) {
  const place = explainedPlace(request)
  const viewer = explainedViewer(request)
  const region = regionFor(place, viewer)
  const pointer = await livePointer(region, publisher)
  if (pointer === null) throw nothingPublished(region)
  // A viewer abroad with home rights is denied what is withdrawn at either place, as on the edge.
  const here = regionFor(place, { state: 'guest', residence: null })
  const [snapshot, home, abroad] = await Promise.all([
    openLive(pointer, publisher.sink),
    liveDenies(region, publisher),
    here === region ? null : liveDenies(here, publisher),
  ])
  const now = request.now ? Date.parse(request.now) : publisher.now()
  const asked = { place, viewer, hints: explainedHints(request), now }
  const context = deriveContext(snapshot.rules, asked)
  const limit = request.limit ?? LIMIT_DEFAULT
  const placement = explainedPlacement(request, 100_000)
  const deniesFor = (narrowed: number) => (abroad ? home(narrowed).and(abroad(narrowed)) : home(narrowed))
  const seed = request.seed ?? null
  const at = { region, surface: placement.surface, context }
  const { armsOf } = request
  const logged = armsOf ? await armsOfDecision(publisher, logKey, { decisionId: armsOf, region }) : null
  const wanted = request.arms ?? logged
  const arms = wanted ? await explainedArms(publisher, wanted, at) : null
  const decision = decisionRequest({
    ...{ context, placements: [placement], denies: deniesFor(pointer.narrowed), seed },
    owned: arms === null ? NOTHING_OWNED : { [placement.surface]: arms },
  })
  const taught = arms === null ? snapshot : await withLearning(publisher, snapshot, arms)
  const opened = openSnapshot(taught, typescriptEngine)
  const explanation = explain(opened, decision, placement, undefined, DRAWS)
  const compiled = await compileRejections(publisher, region)
  const about = (candidate: { readonly assetId: string }): boolean =>
    !request.asset || candidate.assetId === request.asset
  const rejected = [...explanation.rejected, ...compiled.map(asRejected)].filter(about)
  const kept = explanation.kept.filter(about).slice(0, limit)
  const told = [...kept, ...rejected.slice(0, limit)]
  return {
    context: describeContext(context),
    snapshot: { id: pointer.snapshot, sequence: pointer.sequence, region },
    ...(arms !== null && { owned: arms }),
    ...(armsOf && { arms: logged && [...logged] }),
    kept,
    rejected: rejected.slice(0, limit),
    chances: explanation.chances,
    campaigns: await campaignNames(
      publisher,
      told.map(({ campaignId }) => campaignId),
    ),
    total: explanation.total + compiled.length,
    floor: explainedFloor(opened, decision, asked, deniesFor(Number.POSITIVE_INFINITY)),
  }
}

/** The refusal of a question about a place whose region has no live snapshot. */
export function nothingPublished(region: RegionId): OpsProblem {
  return new OpsProblem(404, 'Nothing published', `Region ${region} has no live snapshot; publish it first.`, 'country')
}

/** What the compiler would leave out of the region's current schedule. */
async function compileRejections(publisher: PublisherContext, region: RegionId): Promise<readonly CompileRejection[]> {
  return (await compileRegion(publisher, region)).compiled.rejected
}

/** A candidate that the compiler left out, as the gates would tell it. */
export function asRejected({ assetId, campaignId, reason, rule, source, value }: CompileRejection): RejectedCandidate {
  return { assetId, campaignId, first: reason, score: null, all: [{ reason, rule, source, value }] }
}
