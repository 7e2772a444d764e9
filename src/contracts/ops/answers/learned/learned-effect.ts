import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { region } from '../fields.ts'
import { publishResult } from '../publish.ts'

/** Running experiments that a change of a region's run ends there. */
export const experimentsOff = z
  .array(
    z.object({
      key: z.string().describe('Key of the experiment.'),
      reason: z.string().describe('Why, in a sentence.'),
    }),
  )
  .describe('Experiments that run and say nothing there from then on: they are off, or an arm gets what all get.')
/** A running experiment that says nothing in a region any more. */
export type OffExperiment = AnswerOf<typeof experimentsOff>[number]

/** Answer to `GET /ops/v1/learned/:id/effect`. */
export const learnedEffect = z
  .object({
    id: z.string().describe('Id of the run that is asked about, `lrn_…`.'),
    region,
    act: z.enum(['activate', 'retire']).describe('What is asked about.'),
    run: z.string().nullable().describe('The run that the region would serve; null: none, taste from metadata alone.'),
    goes: z
      .enum(['to-all', 'canary-first', 'held'])
      .describe(
        '`to-all`: the next publish brings it to all viewers. `canary-first`: it changes so many answers that a share of the viewers gets it first. `held`: a check, or something else, would stop that publish; `result` says what.',
      ),
    changedPercent: z
      .number()
      .nullable()
      .describe(
        'The share of the answers of the panel that it changes, in percent; null: nothing is live, or nobody can tell.',
      ),
    experimentsOff,
    result: publishResult.describe('That publish, as a dry run: nothing is written.'),
  })
  .meta({
    id: 'LearnedEffect',
    description: 'What serving a learned run, or taking it back, would change in a region.',
  })

/** What serving a learned run, or taking it back, would change in a region. */
export type LearnedEffect = AnswerOf<typeof learnedEffect>
