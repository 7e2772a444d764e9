import { experimentAnalysed } from '../../contracts/ops/answers/experiments/analysis.ts'
import {
  experimentDecided,
  experimentList,
  experimentMeasured,
  experimentRemoved,
  experimentShown,
} from '../../contracts/ops/answers/experiments/experiments.ts'
import type { Call } from './ops-request.ts'

/** What is done to an experiment, and answered with it. */
export type ExperimentVerb = 'start' | 'ramp' | 'stop'

/** What is asked of experiments. */
export function experimentCalls(call: Call) {
  const at = (key: string) => `/experiments/${encodeURIComponent(key)}`
  return {
    experiments: () => call({ method: 'GET', path: '/experiments' }, experimentList),
    experiment: (key: string) => call({ method: 'GET', path: at(key) }, experimentShown),
    /** @param seen the revision that was seen; null: a new one */
    putExperiment: (key: string, json: unknown, seen: number | null) =>
      call({ method: 'PUT', path: at(key), json, ...(seen !== null && { ifMatch: seen }) }, experimentShown),
    actOnExperiment: (key: string, verb: ExperimentVerb, json: Readonly<Record<string, unknown>>) =>
      call({ method: 'POST', path: `${at(key)}/${verb}`, json }, experimentShown),
    decideExperiment: (key: string, json: Readonly<Record<string, unknown>>) =>
      call({ method: 'POST', path: `${at(key)}/decide`, json }, experimentDecided),
    removeExperiment: (key: string, json: Readonly<Record<string, unknown>>) =>
      call({ method: 'POST', path: `${at(key)}/remove`, json }, experimentRemoved),
    measureExperiment: (key: string, json: unknown) =>
      call({ method: 'POST', path: `${at(key)}/moments`, json }, experimentMeasured),
    experimentAnalysis: (key: string) => call({ method: 'GET', path: `${at(key)}/analysis` }, experimentAnalysed),
  }
}
