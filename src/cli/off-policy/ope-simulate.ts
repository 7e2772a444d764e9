import { bundledRules } from '../../rules/bundled-rules.ts'
import { simulatePredictions } from '../../trial/prediction/simulate-predictions.ts'
import { answer, say } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { predictionLines } from './prediction-lines.ts'

const WORLD = [
  'The world is that of ff learn simulate. The product learns for some days, and then serves one snapshot. Changes of the kind that',
  'experiments make (temperature, floor, points of a term; up to a quarter more or less, by chance) are each estimated from a log of two',
  'days, as long as decision lines are kept. Where the log carries a verdict, the change is served for three times as long to other visits.',
].join('\n')

const READ = [
  'estimate is doubly robust (dr), with 95 % by viewers. happened counts each item that was shown by its chance to be looked at and',
  'started, which only the made-up world knows, and is told apart from who came by what the unchanged snapshot comes to at the same visits:',
  'luck while serving does not blur it. What is refused is not served. A night of learning moves what is shown too far for the log of',
  'the day before: it has to be refused, and is judged by canary and holdout.',
  '',
  'The defaults take some minutes. A target that is missed is said, and the exit code stays 0.',
].join('\n')

/** Lets estimates from logs say what changes would bring in a made-up world, and then serves the changes. */
export const opeSimulate = defineVerb({
  name: 'ope simulate',
  description: 'Estimate changes from a log and then serve them, on a made-up audience: does it predict?',
  example: 'ope simulate --changes 1 --days 2 --seed 1',
  notes: [WORLD, READ],
  args: {
    changes: { type: 'string', default: '60', description: 'How many changes are tried' },
    days: { type: 'string', default: '30', description: 'Days of learning before; each night but the first is judged' },
    seed: { type: 'string', default: '1', description: 'The same seed gives the same world and the same report' },
  },
  run: (args, shell) => {
    const changes = wholeNumber('--changes', args.changes, 1, 1000) ?? 60
    const days = wholeNumber('--days', args.days, 2, 90) ?? 30
    const seed = wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1) ?? 1
    const told = (change: number): void => {
      if ((change + 1) % 10 === 0 || change + 1 === changes) say(shell, `change ${change + 1} of ${changes}`)
    }
    const report = simulatePredictions(bundledRules(), { seed, changes, days, told })
    answer(shell, report, predictionLines(report))
    return Promise.resolve(EXIT.done)
  },
})
