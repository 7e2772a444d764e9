import { bundledRules } from '../../rules/bundled-rules.ts'
import { simulateLoop } from '../../trial/loop/simulate-loop.ts'
import { answer, say } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { simulationLines } from './simulation-lines.ts'

const WORLD = [
  'The world is made up of the seed: 240 titles with a trailer and a clip each, a fifth of which come while it runs, and 300 visits',
  'a day. 180 are of 700 viewers who come again and agreed to be known, 120 of viewers who come once. A visit sees the hero, a feed',
  'of clips, and what comes after a film: ten impressions. Whether an item that is looked at is started depends on how much the',
  'title appeals to everybody, on how well it suits the viewer, which nobody is told, and on luck. Nobody starts a title twice.',
].join('\n')

const POLICIES = [
  'Three policies meet the same viewers. Popularity shows everybody what others started most often of what they were shown. As on the',
  'first day: this product, which never learns. Firstframe: this product, which learns each night from all that was seen, and',
  'keeps profiles and sessions. It is compiled and asked as it is in production.',
].join('\n')

const READ = [
  'Rates are deliberate starts per impression over the last 10 days, with 95 % by viewers. Coverage: the share of the assets that',
  'anybody is shown on an average day. Targets are of 30 days; a target that is missed is said, and the exit code stays 0.',
].join('\n')

/** Lets the whole loop run on a made-up audience. */
export const learnSimulate = defineVerb({
  name: 'learn simulate',
  description: 'Publish, serve, act and learn for some days on a made-up audience, beside popularity',
  example: 'learn simulate --days 2 --seed 1',
  notes: [WORLD, POLICIES, READ],
  args: {
    days: { type: 'string', default: '30', description: 'Days of the trial' },
    seed: { type: 'string', default: '1', description: 'The same seed gives the same world and the same report' },
  },
  run: (args, shell) => {
    const days = wholeNumber('--days', args.days, 2, 90) ?? 30
    const seed = wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1) ?? 1
    const told = (policy: string, day: number): void => {
      if ((day + 1) % 10 === 0 || day + 1 === days) say(shell, `${policy}: day ${day + 1} of ${days}`)
    }
    const report = simulateLoop(bundledRules(), { days, seed, told })
    answer(shell, report, simulationLines(report))
    return Promise.resolve(EXIT.done)
  },
})
