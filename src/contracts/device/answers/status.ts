import { z } from 'zod'
import { EXPERIMENT_FAULTS } from '../../../model/experiments/served-experiment.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import type { ReadOnly } from '../../read-only.ts'
import { takedownBound } from '../../takedown-bound.ts'
import { rung } from './decisions.ts'

const instant = z.string().meta({ format: 'date-time' })
const lastRefusal = z.string().nullable()

const takedownStatus = z
  .object({
    count: z.int().min(0).describe('How many things are withdrawn.'),
    bound: takedownBound,
    sequence: z.int().min(1).nullable().describe('Number of the list that is applied; null: none was read yet.'),
    ageSeconds: z
      .number()
      .min(0)
      .nullable()
      .describe('Time since the list was signed, in seconds; null: none was read yet.'),
  })
  .meta({ id: 'TakedownStatus', description: 'The list of what is withdrawn.' })

const textStatus = z
  .object({
    held: z.int().min(0).describe('Pages of words that are in memory.'),
    of: z.int().min(0).describe('Pages that the snapshot has.'),
    bytes: z.int().min(0).describe('Memory that they take.'),
    lastRefusal: lastRefusal.describe('Why the last page could not be taken; null: it was.'),
  })
  .meta({ id: 'TextStatus', description: 'The words of the snapshot, which are read page by page.' })

const canaryStatus = z
  .object({
    snapshot: z.string().describe('Content address of the canary.'),
    permille: z.int().min(1).max(500).describe('Share of viewers that get it, in thousandths.'),
    startedAs: z.int().min(1).describe('Sequence of the announcement that started it.'),
    until: instant.describe('When it ends by itself, UTC.'),
    serving: z.boolean().describe('Whether this isolate serves it.'),
    lastRefusal: lastRefusal.describe('Why this isolate does not serve it; null: it does, or is loading it.'),
  })
  .meta({ id: 'CanaryStatus', description: 'A snapshot that a share of viewers is served, beside the live one.' })

/** What `GET /v1/status` answers. */
export const statusAnswer = z
  .object({
    region: z.enum(REGION_IDS).describe('The region that is told of.'),
    snapshot: z.string().describe('Content address of the snapshot that answers.'),
    sequence: z.int().min(0).describe('Number of its announcement; 0: the baseline.'),
    ageSeconds: z.number().min(0).describe('Time since it was announced, in seconds.'),
    rung: rung,
    candidates: z.int().min(0).describe('How many assets under campaigns the snapshot holds.'),
    softExpiresAt: instant.nullable().describe('From when on it is `stale`, UTC; null: never.'),
    hardExpiresAt: instant
      .nullable()
      .describe('From when on it shows only what its own windows hold open, UTC; null: never.'),
    hardExpired: z.boolean().describe('Whether that time is over.'),
    takedowns: takedownStatus,
    text: textStatus,
    lastRefusal: lastRefusal.describe('Why the last announcement was not taken; null: it was.'),
    canary: canaryStatus.nullable().describe('The canary that runs; null: none.'),
    experiments: z
      .object({
        running: z.int().min(0).describe('Experiments that viewers are assigned to.'),
        off: z
          .array(
            z.object({
              key: z.string().describe('Key of the experiment, or `holdout`; `?`: it has none.'),
              why: z
                .enum(EXPERIMENT_FAULTS)
                .describe(
                  '`broken`, `twice`, `contested`, `columns`: too many arms with scores of their own, `many`: too many experiments, or `learning`: the snapshot has no vectors of a run that an arm has.',
                ),
            }),
          )
          .describe('Experiments of the snapshot that this isolate turned off: everybody is in their control.'),
      })
      .meta({ id: 'ExperimentsStatus', description: 'The experiments of the snapshot that answers.' }),
    units: z
      .boolean()
      .describe('Whether events name viewers by a pseudonym; false: `UNIT_KEYS` is missing or cannot be read.'),
  })
  .meta({ id: 'Status', description: 'What one isolate serves from. Isolates differ for up to a minute.' })

/** What `GET /v1/status` answers. */
export type StatusAnswer = ReadOnly<z.output<typeof statusAnswer>>

/** What `GET /healthz` answers. */
export const healthAnswer = z
  .object({ ok: z.literal(true).describe('Always true: whoever answers is alive.') })
  .meta({ id: 'Health', description: 'A sign of life.' })

/** What `GET /healthz` answers. */
export type HealthAnswer = ReadOnly<z.output<typeof healthAnswer>>
