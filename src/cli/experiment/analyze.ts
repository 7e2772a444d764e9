import { writeFile } from 'node:fs/promises'
import { type AnalysisOptions, analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import { DIFFERENCES } from '../../experiment/analysis/estimate/effect.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { readMoments } from '../../experiment/analysis/moments/read-moments.ts'
import { EXPERIMENT_UNITS } from '../../model/experiments/experiment-vocabulary.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { valuesOfFlag } from '../frame/arguments.ts'
import { answer, plain } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { numberWithin, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { EVENT_FLAGS } from '../learn/run/event-flags.ts'
import { linesTyped } from '../off-policy/snapshot/asked-lines.ts'
import { analysisLines } from './analysis-lines.ts'
import { ANALYZE_NOTES } from './analyze-notes.ts'
import { type MomentsTyped, momentsAsked } from './moments-asked.ts'
import { pushMoments, tellStored } from './stored-analysis.ts'

const ARGUMENTS = {
  key: {
    type: 'positional',
    required: false,
    description: 'Its key; alone: what the publisher says of its last results',
  },
  moments: { type: 'string', description: 'JSON with the sums by arm and metric; - for stdin', valueHint: 'file' },
  ...EVENT_FLAGS,
  log: {
    type: 'string',
    description: 'Beside --events: lines of the decision log (NDJSON); may be given again',
    valueHint: 'file',
  },
  last: {
    type: 'string',
    description: 'The newest lines of the decision log of the deployment, instead of a file',
    valueHint: '1000',
  },
  region: { type: 'string', description: 'With --last: only of this region', valueHint: 'dach' },
  unit: {
    type: 'string',
    description: 'With --events: viewer (those who consented), or session (everybody else); that of the record',
  },
  experiment: {
    type: 'string',
    description: 'With --events: the record of the experiment, as JSON; left out: that of the publisher',
    valueHint: 'file',
  },
  push: {
    type: 'boolean',
    description: 'Brings the moments in: the publisher keeps them, and stops a ramp that is not sound',
  },
  day: {
    type: 'string',
    description: 'With --push: they are all up to the end of this day, UTC (today)',
    valueHint: '2026-11-23',
  },
  out: { type: 'string', description: 'With --events: writes the moments too', valueHint: 'file' },
  alpha: {
    type: 'string',
    description: 'How often intervals may be wrong (default: that of rules/experiments.json, 0.05)',
  },
  difference: {
    type: 'string',
    default: 'relative',
    description: "relative: as a share of control; absolute: in the metric's own unit",
  },
  tuning: {
    type: 'string',
    default: '5000',
    description: 'Units of both arms at which sequential intervals are to be narrowest',
    valueHint: 'units',
  },
} as const

/** Analyses an experiment: from its moments, or from its events. */
export const experimentAnalyze = defineVerb({
  name: 'experiment analyze',
  description: 'What an experiment has found, how surely, and whether that carries a decision',
  example: 'experiment analyze --moments moments.json',
  notes: ANALYZE_NOTES,
  repeatedFlags: ['log'],
  args: ARGUMENTS,
  run: async (args, shell, rawArgs) => {
    const options = optionsOf(args)
    const { key, push = false } = args
    const lines = linesTyped(valuesOfFlag(ARGUMENTS, rawArgs, 'log'), args)
    const unit = args.unit === undefined ? undefined : oneOf('--unit', args.unit, EXPERIMENT_UNITS)
    const typed = { ...args, lines, unit }
    if (key !== undefined && isAlone(typed)) return tellStored(key, shell, options)
    if (push && key === undefined)
      throw new UsageError('--push of which experiment?', 'ff experiment analyze KEY … --push')
    const moments = soundMoments(await momentsAsked(typed, shell))
    if (args.out !== undefined) await written(args.out, moments)
    if (push && key !== undefined) await pushMoments(key, moments, dayOf(args.day, shell.now()), shell)
    const analysis = analyze(moments, options)
    answer(shell, analysis, analysisLines(analysis, options, shell))
    return analysis.verdict === 'refused' ? EXIT.refused : EXIT.done
  },
})

/** Moments that were made, if they can be analysed. @throws Refusal naming the field, as of a weight beyond any rate */
function soundMoments(made: Moments): Moments {
  const { moments, faults } = readMoments(made)
  if (moments !== null) return moments
  throw new Refusal(
    `${plain(faults[0].field)} ${plain(faults[0].fault)}`,
    'is a file in what was read of another source?',
  )
}

/** Whether only the key is given: then the publisher says what it knows. */
function isAlone(typed: MomentsTyped & { readonly day?: string | undefined }): boolean {
  const { moments, events, erased, experiment, out, day, unit, lines, push = false } = typed
  return (
    !push && lines === null && [moments, events, erased, experiment, out, day, unit].every((flag) => flag === undefined)
  )
}

interface Typed {
  readonly alpha?: string | undefined
  readonly difference: string
  readonly tuning: string
}

function optionsOf({ alpha, difference, tuning }: Typed): AnalysisOptions {
  const usual = analysisOptions(bundledRules().experiments)
  return {
    ...usual,
    alpha: numberWithin('--alpha', alpha, 0.0001, 0.5) ?? usual.alpha,
    difference: oneOf('--difference', difference, DIFFERENCES),
    tuning: numberWithin('--tuning', tuning, 1, 1e12) ?? usual.tuning,
  }
}

function dayOf(typed: string | undefined, now: number): string {
  const day = typed ?? new Date(now).toISOString().slice(0, 10)
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day
  throw new UsageError(`--day is "${day}"`, 'a day like 2026-11-23')
}

async function written(file: string, moments: Moments): Promise<void> {
  await writeFile(file, `${JSON.stringify(moments, null, 2)}\n`).catch((error: unknown) => {
    throw new Refusal(`${file} cannot be written (${error instanceof Error ? error.message : 'unknown'})`)
  })
}
