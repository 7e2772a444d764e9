import type { ExperimentDecided, ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { answer, plain } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { numberWithin } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REASON_FLAG } from '../publish/steering.ts'
import { waitingLines } from '../publish/waiting-lines.ts'
import { KEY_ARGUMENT } from './experiment.ts'
import { rollOutLines, share } from './experiment-lines.ts'

/** The least share that a hash can tell. */
const LEAST = 0.0001

const NEXT = 'the next publish brings it, within five minutes; at once: ff publish --region all'
const comes = (shown: ExperimentShown) => [NEXT, ...waitingLines(shown)]
const coverageOf = (typed: string | undefined) => numberWithin('--coverage', typed, LEAST, 1)

/** Lets an experiment run. */
export const experimentStart = defineVerb({
  name: 'experiment start',
  description: 'Let an experiment run, for 1 % of all units first; from then on it is locked',
  example: 'experiment start warmer-heroes --reason "ff ope sees 5 % more starts"',
  args: {
    key: KEY_ARGUMENT,
    coverage: { type: 'string', description: 'Share of all units that take part (0.01)', valueHint: '0.01' },
    reason: REASON_FLAG,
  },
  run: async (args, shell) => {
    const coverage = coverageOf(args.coverage)
    const order = { reason: args.reason, ...(coverage !== undefined && { coverage }) }
    const started = await (await openOps(shell)).actOnExperiment(args.key, 'start', order)
    answer(shell, started, [
      `${plain(started.key)} runs for ${share(started.coverage)} of all units`,
      ...comes(started),
    ])
    return EXIT.done
  },
})

/** Lets more units take part. */
export const experimentRamp = defineVerb({
  name: 'experiment ramp',
  description: 'Let more units take part in an experiment; who was in stays in, so it only grows',
  example: 'experiment ramp warmer-heroes --coverage 0.2 --reason "a week without harm"',
  notes: [
    'A ramp stops by itself when the arms have other shares than they were to get (p below 0.001), or when a step of its own\nwould be refused as rules or campaigns are now: ff experiment show says why. It goes on with --resume, once somebody has\nfound the cause.',
  ],
  args: {
    key: KEY_ARGUMENT,
    coverage: { type: 'string', description: 'Share of all units from now on', valueHint: '0.2' },
    resume: { type: 'boolean', description: 'Go on with a ramp that has stopped by itself' },
    reason: REASON_FLAG,
  },
  run: async (args, shell) => {
    const coverage = coverageOf(args.coverage)
    if (coverage === undefined && args.resume !== true) {
      throw new UsageError(
        'neither --coverage nor --resume',
        'say to how many it grows, or that a stopped ramp goes on',
      )
    }
    const order = {
      ...{ reason: args.reason, ...(coverage !== undefined && { coverage }) },
      ...(args.resume === true && { resume: true }),
    }
    const grown = await (await openOps(shell)).actOnExperiment(args.key, 'ramp', order)
    answer(shell, grown, [`${plain(grown.key)} runs for ${share(grown.coverage)} of all units`, ...comes(grown)])
    return EXIT.done
  },
})

/** Ends an experiment without a winner. */
export const experimentStop = defineVerb({
  name: 'experiment stop',
  description: 'End an experiment without a winner: all get what the rules have; a draft is given up',
  example: 'experiment stop warmer-heroes --reason "more errors"',
  args: { key: KEY_ARGUMENT, reason: REASON_FLAG },
  run: async (args, shell) => {
    const stopped = await (await openOps(shell)).actOnExperiment(args.key, 'stop', { reason: args.reason })
    answer(shell, stopped, [`${plain(stopped.key)} is stopped`, ...comes(stopped)])
    return EXIT.done
  },
})

/** Takes a damaged experiment away. */
export const experimentRemove = defineVerb({
  name: 'experiment remove',
  description:
    'Take an experiment away whose stored document is damaged (ff experiment list names it); its key stays taken',
  example: 'experiment remove warmer-heroes --reason "damaged in a restore"',
  args: { key: KEY_ARGUMENT, reason: REASON_FLAG },
  run: async (args, shell) => {
    const removed = await (await openOps(shell)).removeExperiment(args.key, { reason: args.reason })
    answer(shell, removed, [`${plain(removed.key)} is taken away; the audit log keeps what was stored of it`])
    return EXIT.done
  },
})

/** Ends an experiment with a winner. */
export const experimentDecide = defineVerb({
  name: 'experiment decide',
  description: 'End an experiment with a winner, and say what is left to do so that all get what it has',
  example:
    'experiment decide warmer-heroes --winner warmer --reason "more starts" --despite "the season ends before results do"',
  notes: [
    'Refused while the analysis does not say decide, or speaks against this winner (it is worse or does harm, or is not',
    'certainly better; of control: another arm is), unless --despite says why; that stands in the audit log.',
  ],
  args: {
    key: KEY_ARGUMENT,
    winner: { type: 'string', required: true, description: 'Key of the arm that wins', valueHint: 'warmer' },
    reason: REASON_FLAG,
    despite: { type: 'string', description: 'Why it is decided against the analysis', valueHint: 'text' },
  },
  run: async (args, shell) => {
    const order = {
      ...{ winner: args.winner, reason: args.reason },
      ...(args.despite !== undefined && { despite: args.despite }),
    }
    const decided = await (await openOps(shell)).decideExperiment(args.key, order)
    answer(shell, decided, decidedLines(decided))
    return EXIT.done
  },
})

function decidedLines({ experiment, next }: ExperimentDecided): string[] {
  const won = `${plain(experiment.decision?.winner)} won ${plain(experiment.key)}; all get what the rules have, within five minutes`
  return [won, ...waitingLines(experiment), ...rollOutLines(next)]
}
