import type { OffPolicyEstimate } from '../../off-policy/estimates/clustered.ts'
import type { OffPolicyEstimates } from '../../off-policy/estimates/row-estimates.ts'
import type { WeightBin } from '../../off-policy/estimates/weight-summary.ts'
import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import { count, plain, table } from '../frame/output.ts'
import { refusalSentence, rejectedText } from './refusal-sentences.ts'
import { percent, short } from './short-number.ts'

const BAR = 40
const REJECTED_SHOWN = 5

/** What a person reads of an evaluation. */
export function evaluationText(evaluation: PolicyEvaluation, files: readonly string[]): readonly string[] {
  const { policy, used, n, units, logged, change, byPosition, page } = evaluation
  const rows = [
    ...estimateRows('reward per row', ofRows(evaluation.estimates)),
    ...estimateRows('of the log itself', { mean: logged }),
    ...estimateRows('difference', { dr: change }),
    ...(byPosition ?? []).flatMap((each) => estimateRows(`at position ${each.position}`, ofRows(each))),
    ...(page === undefined ? [] : estimateRows('reward per page', { ips: page.ips, snips: page.snips })),
  ]
  return [
    `${policy}: ${count(used)} of ${count(n)} rows in use, ${count(units)} ${units === 1 ? 'unit' : 'units'}`,
    '',
    ...table(['', 'estimator', 'value', 'low', 'high'], rows),
    '',
    ...histogramLines(evaluation.histogram),
    '',
    ...weightLines(evaluation),
    ...setAsideLines(evaluation, files),
    '',
    ...verdictLines(evaluation),
  ]
}

type NamedEstimates = Readonly<Record<string, OffPolicyEstimate>>

function estimateRows(of: string, estimates: NamedEstimates): readonly (readonly string[])[] {
  return Object.entries(estimates).map(([name, { value, low, high }], index) => [
    index === 0 ? of : '',
    name,
    ...[value, low, high].map(short),
  ])
}

const ofRows = ({ ipw, snipw, dm, dr }: OffPolicyEstimates): NamedEstimates => ({ ipw, snipw, dm, dr })

/** The weights as bars, from the first to the last bin that has a row. */
function histogramLines(histogram: readonly WeightBin[]): readonly string[] {
  const first = histogram.findIndex(({ rows }) => rows > 0)
  const last = histogram.findLastIndex(({ rows }) => rows > 0)
  const shown = first === -1 ? [] : histogram.slice(first, last + 1)
  const most = Math.max(1, ...shown.map(({ rows }) => rows))
  const bar = (rows: number): string => '#'.repeat(Math.ceil((BAR * rows) / most))
  return table(
    ['weight', 'rows', ''],
    shown.map(({ from, below, rows }) => [
      below === null ? `${from} and more` : `${from} to ${below}`,
      count(rows),
      bar(rows),
    ]),
  )
}

function weightLines(evaluation: PolicyEvaluation): readonly string[] {
  const { ess, used, maxWeight, meanWeight, meanWeightError, support } = evaluation
  const error = meanWeightError === null ? '' : ` (standard error ${short(meanWeightError)})`
  return [
    `effective sample size ${short(ess)} of ${count(used)}; greatest weight ${short(maxWeight)}; mean weight ${short(meanWeight)}${error}`,
    `support: ${support === null ? '–' : percent(support)} of the policy's chance lies on what could have been drawn`,
  ]
}

function setAsideLines({ leftOut, rejected, rejectedRows, sources }: PolicyEvaluation, files: readonly string[]) {
  const { sticky, notDrawn } = leftOut
  const aside = `left out: ${count(sticky)} sticky, ${count(notDrawn)} not drawn`
  const examples = rejected
    .slice(0, REJECTED_SHOWN)
    .map(({ file, line, reason }) => `  ${files[file] ?? ''}, line ${line}: ${plain(reason)}`)
  const more =
    rejectedRows > REJECTED_SHOWN ? [`  and ${count(rejectedRows - REJECTED_SHOWN)} more; --json lists a thousand`] : []
  return [
    ...(sticky + notDrawn > 0 ? [aside] : []),
    ...(rejectedRows > 0 ? [`rejected: ${rejectedText(sources)}`, ...examples, ...more] : []),
  ]
}

function verdictLines(evaluation: PolicyEvaluation): readonly string[] {
  if (evaluation.verdict === 'ok') {
    return [
      'ok: the log carries these estimates. Intervals hold the value of the policy 95 times of 100, but for dm: it is as right',
      'as its table.',
    ]
  }
  return [
    'refused: the log cannot carry a verdict on this policy.',
    ...evaluation.reasons.map((reason) => `  ${reason}: ${refusalSentence(reason, evaluation)}.`),
    'Serve it to a share of viewers instead, and measure that.',
  ]
}
