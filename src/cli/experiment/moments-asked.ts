import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { type AnalysedExperiment, analysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { analysedHoldout } from '../../experiment/metrics/analysed-holdout.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { say } from '../frame/output.ts'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { openOps } from '../ops/ops-client.ts'
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
}

/** The moments of an experiment: from a file with them, or made of events. */
export async function momentsAsked(typed: MomentsTyped, shell: Shell): Promise<Moments> {
  const { key, moments, events, erased, experiment, out, push = false } = typed
  if (moments !== undefined) {
    const other = Object.entries({
      KEY: push ? undefined : key,
      '--events': events,
      '--experiment': experiment,
      '--erased': erased,
      '--out': out,
    })
    const beside = other.find(([, value]) => value !== undefined)
    if (beside !== undefined) throw new UsageError(`${beside[0]} beside --moments`, 'moments say all that is analysed')
    return momentsFromFile(shell, moments)
  }
  if (key === undefined || events === undefined) {
    const hint = 'ff experiment analyze --moments FILE, KEY --events DIR, or KEY alone for the last results'
    throw new UsageError('nothing to analyse: --moments is missing', hint)
  }
  const record = await analysedOf(shell, key, experiment)
  const from = { events, erased: erased ?? null }
  return momentsOfEvents(record, measuredMetrics(shell, record), from, (sentence) => say(shell, sentence))
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
