import { utcInstant } from '../../model/nouns/takedown.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { countryCode, list, matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { explanation } from './explanation.ts'
import { VIEWER_ARGS, viewerQuestion } from './viewer-question.ts'

/** Explains what plays and why everything else does not, for any viewer and place. */
export const explain = defineVerb({
  name: 'explain',
  description: 'Show what would play for a viewer at a place, and why each other candidate would not',
  example: 'explain --surface home-hero --country DE --cap 12 --now 2026-11-22T19:30:00Z',
  args: {
    country: { type: 'string', required: true, description: 'ISO code; XX or T1: unknown place', valueHint: 'DE' },
    now: { type: 'string', description: 'The instant to decide for (UTC)', valueHint: '2026-11-22T19:30:00Z' },
    seed: {
      type: 'string',
      description: 'The seed of a decision: its draws, and what pacing held back from it (ff replay tells it)',
      valueHint: '5d3f81c2',
    },
    arm: {
      type: 'string',
      description:
        'As an arm of an experiment has it, a draft too; several with commas; holdout=held-out: nothing learned',
      valueHint: 'warmer-heroes=warmer',
    },
    ...VIEWER_ARGS,
  },
  run: async (args, shell) => {
    const question = {
      ...viewerQuestion(args),
      seed: args.seed,
      arms: list(args.arm)?.map(armAsked),
      country: countryCode('--country', args.country),
      now: args.now === undefined ? undefined : matching('--now', args.now, utcInstant),
    }
    const body = await (await openOps(shell)).explain(question)
    answer(shell, body, explanation(shell, body, question.asset))
    return EXIT.done
  },
})

/** `warmer-heroes=warmer`. @throws UsageError */
function armAsked(typed: string) {
  const [experiment = '', arm = '', ...more] = typed.split('=')
  if (experiment !== '' && arm !== '' && more.length === 0) return { experiment, arm }
  throw new UsageError(`--arm is "${typed}"`, 'an experiment and its arm, such as warmer-heroes=warmer')
}
