import { type RunningExperiment, servedExperiments } from '../../compile/experiments/served-experiments.ts'
import type { ArmAsked } from '../../contracts/ops/requests/explain.ts'
import type { Context } from '../../decide/context/context.ts'
import { isFor } from '../../experiment/assignment/assigned.ts'
import { HELD_OUT_VALUES } from '../../experiment/assignment/columns-of-arms.ts'
import { preparedExperiments } from '../../experiment/assignment/prepared-experiments.ts'
import { valuesOn } from '../../experiment/assignment/touched-surfaces.ts'
import { learningNamed } from '../../model/columns/other-learning.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { HOLDOUT_LAYER, LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { OwnedValues } from '../../model/policies/owned-values.ts'
import { readExperiment } from '../../schedule/experiments/experiment-store.ts'
import { knownLearning, learningIn } from '../experiments/stored-learning.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { triedLearning } from './tried-learning.ts'

/** Arms of the holdout: it has no record. */
const HOLDOUT_ARMS: ReadonlyMap<string, OwnedValues> = new Map([
  ['held-out', HELD_OUT_VALUES],
  ['served', {}],
])

/** Where and by whom the arms are asked for. */
interface AskedAt {
  readonly region: RegionId
  readonly surface: SurfaceId
  readonly context: Pick<Context, 'minor' | 'viewer' | 'territory' | 'device'>
}

/**
 * What arms own for a viewer at a surface, drafts too, as an edge would have it. Nothing where the viewer is in no
 * experiment, or in none of these.
 *
 * @throws OpsProblem 400 for an experiment or arm that is not there, or that no edge could serve beside the others
 */
export async function explainedArms(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  asked: readonly ArmAsked[],
  { region, surface, context }: AskedAt,
): Promise<OwnedValues> {
  refuseImpossible(asked)
  const heldOut = asked.filter(({ experiment }) => experiment === HOLDOUT_LAYER)
  const all = [...asked.entries()].filter(([, { experiment }]) => experiment !== HOLDOUT_LAYER)
  const running = await Promise.all(all.map(([at, each]) => recordOf(redis, each, at)))
  const learning = learningIn(await knownLearning({ redis }, running), region)
  const { served, refused } = servedExperiments(running, rules, region, learning)
  const [first] = refused
  if (first !== undefined) throw cannotExplain('arms', `${first.key} would not be served: ${first.reason}`)
  const [holdout] = heldOut.map(({ arm }) => HOLDOUT_ARMS.get(arm))
  if (heldOut.length > 0 && holdout === undefined) {
    throw cannotExplain('arms', `the holdout has the arms ${[...HOLDOUT_ARMS.keys()].join(', ')}`)
  }
  if (context.minor) return {}
  if (holdout === HELD_OUT_VALUES) return holdout
  const unit = {
    ...{ unit: '', isViewer: false, isMinor: false, isMember: context.viewer === 'member' },
    ...{ territory: context.territory, device: context.device },
  }
  const values = preparedExperiments(served, { surfacesOf: () => SURFACE_IDS, canLearn: () => true })
    .experiments.filter((experiment) => isFor(experiment, unit))
    .map(({ said }) => {
      const arm = asked.find(({ experiment }) => experiment === said.key)?.arm
      const variation = said.variations.find(({ key }) => key === arm)
      return valuesOn(surface, variation?.parameters ?? {}, said, () => SURFACE_IDS)
    })
  return Object.assign({}, ...values)
}

/** Nobody has two arms of one experiment, and whoever is held out is in none: an answer would leave out what was asked. */
function refuseImpossible(asked: readonly ArmAsked[]): void {
  const isHeldOut = asked.some(
    ({ experiment, arm }) => experiment === HOLDOUT_LAYER && HOLDOUT_ARMS.get(arm) === HELD_OUT_VALUES,
  )
  for (const [at, { experiment }] of asked.entries()) {
    const field = `arms.${at}.experiment`
    if (asked.findIndex((each) => each.experiment === experiment) < at) {
      throw cannotExplain(field, `${experiment} is there twice, and a viewer has one arm of it: leave one out`)
    }
    if (isHeldOut && experiment !== HOLDOUT_LAYER) {
      throw cannotExplain(field, 'whoever is held out is in no experiment: leave it out')
    }
  }
}

/**
 * A snapshot that has the vectors which an arm asks for: its own where it brings them, as of what runs; else, as of a draft,
 * made of the run as it is stored. @throws OpsProblem 400 for a run that cannot be read
 */
export async function withLearning(
  publisher: PublisherContext,
  snapshot: Snapshot,
  { learned }: OwnedValues,
): Promise<Snapshot> {
  if (learned === undefined || learningNamed(snapshot, learned) !== null) return snapshot
  const run = learned === LEARNED_NONE ? null : (`${learned}` as LearnedRunId)
  const tried = await triedLearning(publisher, snapshot.hot, run)
  if (tried === null) throw cannotExplain('arms', `the run ${run} cannot be read back from storage: push it again`)
  return { ...snapshot, otherLearning: [...(snapshot.otherLearning ?? []), tried] }
}

async function recordOf(
  redis: PublisherContext['redis'],
  { experiment, arm }: ArmAsked,
  at: number,
): Promise<RunningExperiment> {
  const stored = await readExperiment(redis, experiment)
  if (stored === null) {
    throw cannotExplain(
      `arms.${at}.experiment`,
      `there is no experiment "${experiment}"; ff experiment list names them`,
    )
  }
  const keys = stored.record.variations.map(({ key }) => key)
  if (!keys.includes(arm)) throw cannotExplain(`arms.${at}.arm`, `${experiment} has the arms ${keys.join(', ')}`)
  return { record: stored.record, coverage: 1 }
}

function cannotExplain(field: string, reason: string): OpsProblem {
  return new OpsProblem(400, 'No such arm', `${field}: ${reason}`.slice(0, 1000), field)
}
