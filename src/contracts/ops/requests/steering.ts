import { z } from 'zod'
import { utcInstant } from '../../../model/nouns/takedown.ts'
import { reasonGiven as reason } from './fields.ts'

const until = utcInstant.optional().describe('When the pin ends, in UTC, within seven days; left out: in 24 hours.')

/** Body of `POST /ops/v1/regions/:region/rollback`. */
export const rollbackOrder = z
  .strictObject({
    to: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/, 'a snapshot id, or its first 8 digits or more')
      .nullable()
      .default(null)
      .describe('Id of the snapshot, or its first 8 digits or more; null: the one that was live before.'),
    until,
    reason,
  })
  .meta({ id: 'RollbackOrder', description: 'What a region is to go back to.' })

/** Body of `POST /ops/v1/regions/:region/pin`. */
export const pinOrder = z
  .strictObject({ until, reason })
  .meta({ id: 'PinOrder', description: 'How long what is live is to stay.' })

/** Body of `POST /ops/v1/regions/:region/unpin`. */
export const unpinOrder = z
  .strictObject({ reason })
  .meta({ id: 'UnpinOrder', description: 'Why the region is to follow its schedule again.' })

/** Body of `POST /ops/v1/regions/:region/canary`. */
export const canaryOrder = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('start').describe('Starts a canary with what a publish would announce.'),
      // Below half a percent it takes too long to learn anything.
      percent: z.number().min(0.5).max(50).default(5).describe('Share of the viewers, in percent.'),
      minutes: z
        .int()
        .min(5)
        .max(24 * 60)
        .default(60)
        .describe('How long at most, in minutes.'),
      reason,
    }),
    z.strictObject({ action: z.literal('promote').describe('Announces the canary to all viewers.'), reason }),
    z.strictObject({ action: z.literal('stop').describe('Takes the canary back.'), reason }),
  ])
  .meta({ id: 'CanaryOrder', description: 'What is to be done with a canary.' })
