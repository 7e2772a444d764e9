import type { ExperimentAnalysed } from '../../contracts/ops/answers/experiments/analysis.ts'
import { seriesPoint } from '../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentList, ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import { readMoments } from '../../experiment/analysis/moments/read-moments.ts'
import { ownedPaths } from '../../experiment/record/layer-faults.ts'
import { rollOut, ruleOfPath } from '../../experiment/record/roll-out.ts'
import { listExperiments } from '../../schedule/experiments/experiment-store.ts'
import { readResults, readSeries } from '../../schedule/experiments/kept-results.ts'
import type { StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { lastResultsOf } from './last-results.ts'
import { nextStepOf } from './ramp-by-clock.ts'
import { reasonBeside, type ServingReader } from './reason-against-serving.ts'
import { type RefusingRegion, refusingRegions, regionsRefusing } from './refusing-regions.ts'
import { rollOutRegions } from './roll-out-regions.ts'
import { isServed } from './running-experiments.ts'
import { knownLearning } from './stored-learning.ts'
import { waitingRegions } from './waiting-regions.ts'

const instantOf = (at: number): string => new Date(at).toISOString()
const instantOrNull = (at: number | null): string | null => (at === null ? null : instantOf(at))

/** Why a ramp has stopped by itself, as answers say it. */
export function heldShown(held: StoredExperiment['held']): ExperimentShown['held'] {
  return held === null ? null : { at: instantOf(held.at), reason: held.reason, coverage: held.coverage ?? null }
}

function commonOf({ state, coverage, startedAt, endedAt, held, latest }: StoredExperiment) {
  return {
    ...{ state, coverage, startedAt: instantOrNull(startedAt), endedAt: instantOrNull(endedAt) },
    held: heldShown(held),
    latest: latest === null ? null : { ...latest, at: instantOf(latest.at) },
  }
}

/** The field is named in the reason. */
function toldOf(refusing: readonly RefusingRegion[]): ExperimentShown['refused'] {
  return refusing.map(({ region, reason }) => ({ region, reason }))
}

/** An experiment, as it stands. */
export async function shownExperiment(publisher: ServingReader, stored: StoredExperiment): Promise<ExperimentShown> {
  const { redis, rules } = publisher
  const { record, revision, decision, history, state } = stored
  const coverage = state === 'draft' ? rules.experiments.startCoverage : (stored.held?.coverage ?? stored.coverage)
  const isOpen = state === 'draft' || state === 'running'
  const regions = await rollOutRegions({ redis, rules }, record)
  const asked = { record, coverage }
  const refusing = isOpen ? await regionsRefusing({ redis, rules }, asked) : []
  const against = isOpen ? await reasonBeside(publisher, asked, refusing) : null
  return {
    ...{ key: record.key, revision, ...commonOf(stored), experiment: record, nextStep: nextStepOf(stored), decision },
    history: history.map(({ at, ...step }) => ({ ...step, at: instantOf(at) })),
    ...{ refused: toldOf(refusing), against: against?.reason ?? null },
    waiting: await waitingRegions(publisher, stored, refusing),
    owned: ownedPaths(record).map((path) => ({ path, rule: ruleOfPath(path, rules) })),
    rollOut: record.variations.map(({ key }) => ({ arm: key, next: [...rollOut(record, key, rules, regions)] })),
  }
}

/** All experiments, as a list has them. */
export async function listedExperiments(
  publisher: PublisherContext,
): Promise<Pick<ExperimentList, 'experiments' | 'damaged'>> {
  const { experiments: all, damaged } = await listExperiments(publisher.redis)
  const results = await lastResultsOf(publisher, all)
  const running = all.filter(isServed)
  const refused = refusingRegions(running, publisher.rules, await knownLearning(publisher, running))
  const experiments = all.map((stored, index) => {
    const { record, decision } = stored
    return {
      ...{ key: record.key, layer: record.layer, ...commonOf(stored), hypothesis: record.hypothesis ?? null },
      ...{ arms: record.variations.map(({ key }) => key), paths: [...ownedPaths(record)] },
      ...{ winner: decision?.winner ?? null, nextStep: nextStepOf(stored), results: results[index] ?? null },
      refused: toldOf(refused.get(record.key) ?? []),
    }
  })
  return { experiments, damaged: [...damaged] }
}

/** What an experiment found up to a day, and what was said of each day that is kept. */
export async function analysedExperiment(
  { redis, rules }: PublisherContext,
  key: string,
  asked: string | undefined,
): Promise<ExperimentAnalysed> {
  const points = await readSeries(redis, key)
  const day = asked ?? points.at(-1)?.day
  const kept = day === undefined ? null : await readResults(redis, key, day)
  const series = points.flatMap(({ point }) => seriesPoint.safeParse(point).data ?? [])
  const { moments } = kept === null ? { moments: null } : readMoments(kept.moments)
  if (kept === null || moments === null) return { key, day: null, at: null, analysis: null, series }
  const analysis = analyze(moments, analysisOptions(rules.experiments))
  return {
    ...{ key, day: kept.day, at: instantOf(kept.at), series },
    analysis: {
      ...analysis,
      reasons: [...analysis.reasons],
      because: [...analysis.because],
      metrics: [...analysis.metrics],
    },
  }
}
