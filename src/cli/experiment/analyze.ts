import { type AnalysisOptions, analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import { DIFFERENCES } from '../../experiment/analysis/estimate/effect.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { numberWithin, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { analysisLines } from './analysis-lines.ts'
import { momentsFromFile } from './moments-file.ts'

const FORM = [
  'FILE has sums by arm and metric, no row of a viewer; the first arm is control:',
  '',
  '  {"arms": [{"key": "control", "weight": 0.5, "units": 5000, "exposedTwice": 12}, …],',
  '   "metrics": [{"id": "watched-minutes", "kind": "mean", "goal": "up", "guardrail": false,',
  '     "arms": [{"n": 5000, "m": {"sum": 81200, "sumSquares": 2130400}, "products": {}}, …]}]}',
  '',
  'kind is mean, proportion or ratio. A ratio is m ÷ d over all units, so it has "d" and the product "m.d". What units did',
  'before their exposure is "mPre" (of a ratio also "dPre"), with all products of two: it makes intervals narrower (CUPED).',
].join('\n')

const READ = [
  'once: the interval for one look, at a time that was fixed before. always: the interval that may be looked at every hour;',
  'the verdict rests on it. p is that of the one look; adjusted p counts how many metrics and arms there are (Benjamini and',
  'Hochberg), guardrails apart. A CUPED row says the same less what units did before; "set aside": the arms differed before.',
].join('\n')

const VERDICTS = [
  'decide   a goal has certainly moved, or a guardrail is certainly harmed',
  'wait     nothing is certain yet',
  'refused  the data carry no verdict: the arms have other shares than they were to have, more than 1 % of the units met two',
  '         arms, an arm is empty, or a metric does not vary. The numbers are shown all the same. Exit code 1',
].join('\n')

/** Analyses an experiment from its moments. */
export const experimentAnalyze = defineVerb({
  name: 'experiment analyze',
  description: 'What an experiment has found, how surely, and whether that carries a decision',
  example: 'experiment analyze --moments moments.json',
  notes: [FORM, READ, VERDICTS],
  args: {
    moments: { type: 'string', description: 'JSON with the sums by arm and metric; - for stdin', valueHint: 'file' },
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
    const analysis = analyze(await momentsOf(args, shell), options)
    answer(shell, analysis, analysisLines(analysis, options, shell))
    return analysis.verdict === 'refused' ? EXIT.refused : EXIT.done
  },
})

interface Typed {
  readonly moments?: string | undefined
  readonly alpha?: string | undefined
  readonly difference: string
  readonly tuning: string
}

/** Where moments come from. */
async function momentsOf({ moments }: Typed, shell: Shell): Promise<Moments> {
  if (moments === undefined)
    throw new UsageError('--moments is missing', 'ff experiment analyze --moments moments.json')
  return momentsFromFile(shell, moments)
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
