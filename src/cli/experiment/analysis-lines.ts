import type { Analysis, ArmAnalysis, MetricAnalysis } from '../../experiment/analysis/analysis.ts'
import type { AnalysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { count, type Output, paint, plain, table } from '../frame/output.ts'

const HEADS = ['metric', 'arm', 'units', 'mean', 'lift', 'once', 'always', 'p', 'adjusted p', '']
const TONES = { decide: 'green', wait: 'yellow', refused: 'red' } as const
const SENTENCES = {
  decide: 'decide: there is enough to decide.',
  wait: 'wait: nothing is certain yet.',
  refused: 'refused: these data carry no verdict.',
} as const

/** What a person reads of an analysis: the verdict with its reasons, the health of the split, and a row for each arm. */
export function analysisLines(analysis: Analysis, options: AnalysisOptions, output: Output): readonly string[] {
  const { verdict, because, srm, multipleExposure, metrics } = analysis
  const held = `${trimmed(100 * (1 - options.alpha))} %`
  return [
    paint(output, TONES[verdict], SENTENCES[verdict]),
    ...because.map(({ reason, sentence }) => `  ${reason}: ${plain(sentence)}`),
    '',
    `sample ratio: ${srm.state}, p ${pText(srm.p)}; met two arms: ${shareText(multipleExposure.share)}, ${multipleExposure.state}`,
    '',
    ...table(
      HEADS,
      metrics.flatMap((metric) => rowsOf(metric, options)),
    ),
    '',
    `Intervals hold with ${held}: "once" for one look, "always" for every look. Lifts are ${LIFTS[options.difference]}.`,
  ]
}

const LIFTS = { relative: 'shares of control', absolute: "in the metric's own unit" } as const

function rowsOf(metric: MetricAnalysis, options: AnalysisOptions): readonly (readonly string[])[] {
  const role = metric.guardrail ? `guardrail, ${metric.goal}` : metric.goal
  return metric.arms.flatMap((arm, index) => {
    const name = index === 0 ? `${plain(metric.id)} (${role})` : ''
    return [armRow(name, arm, options), ...cupedRow(arm, options)]
  })
}

function armRow(name: string, arm: ArmAnalysis, options: AnalysisOptions): readonly string[] {
  const { lift, sequential, p, adjustedP, state } = arm
  const mean = arm.mean === null ? '–' : trimmed(arm.mean)
  const named = [name, plain(arm.key), count(arm.n), mean]
  if (lift === null || sequential === null) return [...named, '', '', '', '', '', state === 'control' ? '' : state]
  const numbers = [liftText(lift.value, options), between(lift, options), between(sequential, options)]
  return [...named, ...numbers, pText(p), pText(adjustedP), '']
}

function cupedRow({ cuped }: ArmAnalysis, options: AnalysisOptions): readonly (readonly string[])[] {
  if (cuped === null) return []
  const { lift, sequential, reduction, state } = cuped
  if (lift === null || sequential === null) return []
  const gain = `variance ${liftText(-(reduction ?? 0), { difference: 'relative' })}`
  const numbers = [liftText(lift.value, options), between(lift, options), between(sequential, options)]
  return [['', '  CUPED', '', '', ...numbers, '', '', state === 'ok' ? gain : 'set aside']]
}

function between({ low, high }: { readonly low: number; readonly high: number }, options: AnalysisOptions): string {
  return `${liftText(low, options)} to ${liftText(high, options)}`
}

function liftText(value: number, { difference }: Pick<AnalysisOptions, 'difference'>): string {
  const sign = value > 0 ? '+' : ''
  return difference === 'relative' ? `${sign}${(100 * value).toFixed(2)} %` : `${sign}${trimmed(value)}`
}

function shareText(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(2)} %`
}

function pText(p: number | null): string {
  if (p === null) return '–'
  return p < 0.0001 ? '<0.0001' : p.toFixed(4)
}

/** Four digits that count, without zeros at the end. */
function trimmed(value: number): string {
  return String(Number(value.toPrecision(4)))
}
