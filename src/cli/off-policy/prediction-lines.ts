import type {
  JudgedNight,
  PredictedChange,
  PredictionReport,
  PredictionTarget,
} from '../../trial/prediction/prediction-report.ts'
import { count, table } from '../frame/output.ts'

const TARGETS: Readonly<Record<PredictionTarget['name'], string>> = {
  verdicts: 'changes that get a verdict',
  covered: 'of these, intervals that hold what happened',
  'nights-refused': 'nights of learning that are refused',
}

/** What a person reads of predictions. */
export function predictionLines({ changes, nights, verdicts, covered, targets }: PredictionReport): readonly string[] {
  return [
    `${count(changes.length)} changes, estimated from the log before: ${count(verdicts)} got a verdict, and were served`,
    `${count(covered)} of their intervals hold what happened. Starts an impression:`,
    '',
    ...table(['change', 'times', 'log', 'estimate', 'low', 'high', 'happened', ''], changes.map(changeRow)),
    '',
    ...nightLines(nights),
    ...table(['target', 'value', 'at least', ''], targets.map(targetRow)),
  ]
}

function changeRow({ path, factor, before, estimate, happened, covered, reasons }: PredictedChange): readonly string[] {
  const numbers = [before, estimate.value, estimate.low, estimate.high, happened]
  const said = covered === null ? `refused: ${reasons.join(', ')}` : covered ? 'held' : 'missed'
  return [path, places(factor, 2), ...numbers.map((each) => places(each)), said]
}

function nightLines(nights: readonly JudgedNight[]): readonly string[] {
  if (nights.length === 0) return []
  const refused = nights.filter(({ verdict }) => verdict === 'refused')
  const supports = nights.map(({ support }) => support)
  const [least, most] = [Math.min(...supports), Math.max(...supports)]
  return [
    `${count(nights.length)} nights of learning, each judged by the log of the day before: ${count(refused.length)} refused,`,
    `support ${places(least, 2)} to ${places(most, 2)}. Such a snapshot is judged by the canary and the holdout.`,
    '',
  ]
}

function targetRow({ name, value, least, holds }: PredictionTarget): readonly string[] {
  return [TARGETS[name], places(value), String(least), holds ? 'holds' : 'missed']
}

function places(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits)
}
