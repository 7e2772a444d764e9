import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { type AnalysedExperiment, analysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { analysedHoldout } from '../../experiment/metrics/analysed-holdout.ts'
import { type ExperimentUnit, HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { say } from '../frame/output.ts'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import type { AskedLines } from '../off-policy/snapshot/asked-lines.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { withDecisions } from './log/with-decisions.ts'
import { measuredMetrics } from './measured-metrics.ts'
import { momentsFromFile } from './moments-file.ts'
import { momentsOfEvents } from './moments-of-events.ts'

/** Where moments are to come from, as typed. */
export interface MomentsTyped {
  readonly key?: string | undefined
  readonly moments?: string | undefined
  readonly events?: string | undefined
  readonly erased?: string | undefined
  readonly experiment?: string | undefined
  readonly out?: string | undefined
  readonly push?: boolean | undefined
  /** Lines of the decision log; null: none. */
  readonly lines: AskedLines | null
  /** Left out: that of the record. */
  readonly unit?: ExperimentUnit | undefined
}

/** The moments of an experiment: from a file with them, or made of events, and of lines of the decision log. */
export async function momentsAsked(typed: MomentsTyped, shell: Shell): Promise<Moments> {
  const { key, moments, events, erased, experiment, lines } = typed
  if (moments !== undefined) {
    refuseBesideMoments(typed)
    return momentsFromFile(shell, moments)
  }
  if (key !== undefined && events === undefined) {
    throw new UsageError(`--events is missing: what is ${key} analysed from?`, 'ff experiment analyze KEY --events DIR')
  }
  if (key === undefined || events === undefined) {
    const hint = 'ff experiment analyze --moments FILE, KEY --events DIR, or KEY alone for the last results'
    throw new UsageError('nothing to analyse: --moments is missing', hint)
  }
  const record = ofUnit(await analysedOf(shell, key, experiment), typed)
  const metrics = measuredMetrics(record)
  const told = (sentence: string) => say(shell, sentence)
  const made = await momentsOfEvents(record, metrics.ofEvents, { events, erased: erased ?? null }, told)
  if (lines !== null) {
    const ops = openedOnce(shell)
    return withDecisions(made, { ...{ experiment: record, metrics: metrics.ofDecisions, lines }, ops, told })
  }
  for (const { id } of metrics.ofDecisions) {
    told(`${id} is not in these moments: no event tells it; the decision log does (--last 1000, or --log FILE)`)
  }
  return made
}

function refuseBesideMoments({ key, events, erased, experiment, out, lines, unit, push = false }: MomentsTyped): void {
  const other = Object.entries({
    KEY: push ? undefined : key,
    '--events': events,
    '--experiment': experiment,
    '--erased': erased,
    '--out': out,
    '--log or --last': lines ?? undefined,
    '--unit': unit,
  })
  const beside = other.find(([, value]) => value !== undefined)
  if (beside !== undefined) throw new UsageError(`${beside[0]} beside --moments`, 'moments say all that is analysed')
}

/** The record, with the units that are asked for. @throws UsageError where there are none, or none that are kept */
function ofUnit(record: AnalysedExperiment, { unit, push = false }: MomentsTyped): AnalysedExperiment {
  if (unit === undefined || unit === record.unit) return record
  if (unit === 'viewer') {
    throw new UsageError(`--unit viewer: ${record.key} is by session`, 'no consented viewer takes part in it')
  }
  if (push) {
    const hint = `the publisher keeps results by ${record.unit} of it, and no others beside them`
    throw new UsageError(`--unit ${unit} beside --push: ${record.key} is by ${record.unit}`, hint)
  }
  // A session has no days before it.
  return { ...record, unit, covariateDays: 0 }
}

function openedOnce(shell: Shell): () => Promise<OpsClient> {
  let opened: Promise<OpsClient> | null = null
  return () => {
    opened ??= openOps(shell)
    return opened
  }
}

/** What is to be known of it: as a file says, or the publisher. The holdout has no record. */
async function analysedOf(shell: Shell, key: string, file: string | undefined): Promise<AnalysedExperiment> {
  if (key === HOLDOUT_LAYER) {
    if (file !== undefined) throw new UsageError(`--experiment beside ${key}`, 'the holdout has no record')
    const { share } = bundledRules().experiments.holdout
    if (share > 0 && share < 1) return analysedHoldout(share)
    throw new UsageError(`${share} of all units are held out`, 'rules/experiments.json leaves nothing to compare')
  }
  if (file !== undefined) return recordOf(shell, file, key)
  return readable((await (await openOps(shell)).experiment(key)).experiment, key)
}

async function recordOf(shell: Shell, file: string, key: string): Promise<AnalysedExperiment> {
  const document = await readJsonFile(shell, file)
  const record = readable(document, file)
  if (record.key !== key) throw new UsageError(`"${file}" is the record of ${record.key}`, `its KEY is ${record.key}`)
  return record
}

function readable(document: unknown, file: string): AnalysedExperiment {
  try {
    return analysedExperiment(document)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError(`"${file}": ${error.message}`, 'a record, as ff experiment put takes it')
  }
}
