import { writeFile } from 'node:fs/promises'
import { type AnalysisOptions, analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import { DIFFERENCES } from '../../experiment/analysis/estimate/effect.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { numberWithin, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { analysisLines } from './analysis-lines.ts'
import { ANALYZE_NOTES } from './analyze-notes.ts'
import { type MomentsTyped, momentsAsked } from './moments-asked.ts'
import { pushMoments, tellStored } from './stored-analysis.ts'

/** Analyses an experiment: from its moments, or from its events. */
export const experimentAnalyze = defineVerb({
  name: 'experiment analyze',
  description: 'What an experiment has found, how surely, and whether that carries a decision',
  example: 'experiment analyze --moments moments.json',
  notes: ANALYZE_NOTES,
  args: {
    key: {
      type: 'positional',
      required: false,
      description: 'Its key; alone: what the publisher says of its last results',
    },
    moments: { type: 'string', description: 'JSON with the sums by arm and metric; - for stdin', valueHint: 'file' },
    events: {
      type: 'string',
      description: 'Events: a folder, or a pattern in quotes, of *.parquet or *.ndjson',
      valueHint: 'dir|glob',
    },
    erased: {
      type: 'string',
      description: 'With Parquet: tombstones of all time, where they have files of their own',
      valueHint: 'dir|glob',
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
  },
  run: async (args, shell) => {
    const options = optionsOf(args)
    const { key, push = false } = args
    if (key !== undefined && isAlone(args)) return tellStored(key, shell, options)
    if (push && key === undefined)
      throw new UsageError('--push of which experiment?', 'ff experiment analyze KEY … --push')
    const moments = await momentsAsked(args, shell)
    if (args.out !== undefined) await written(args.out, moments)
    if (push && key !== undefined) await pushMoments(key, moments, dayOf(args.day, shell.now()), shell)
    const analysis = analyze(moments, options)
    answer(shell, analysis, analysisLines(analysis, options, shell))
    return analysis.verdict === 'refused' ? EXIT.refused : EXIT.done
  },
})

/** Whether only the key is given: then the publisher says what it knows. */
function isAlone({
  moments,
  events,
  erased,
  experiment,
  out,
  day,
  push = false,
}: MomentsTyped & { readonly day?: string | undefined }): boolean {
  return !push && [moments, events, erased, experiment, out, day].every((flag) => flag === undefined)
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
