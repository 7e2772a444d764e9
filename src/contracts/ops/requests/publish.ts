import { z } from 'zod'
import { typedText } from './fields.ts'

/** Body of `POST /ops/v1/regions/:region/publish`. */
export const publishOrder = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Says what a publish would do, and writes nothing.'),
    only: z
      .enum(['weights'])
      .nullable()
      .default(null)
      .describe('`weights`: only the weights of the live campaigns; null: the whole snapshot.'),
    reason: typedText('say why, in a few words')
      .max(300)
      .default('asked for')
      .describe('Why, in a few words. It stands in the audit log.'),
  })
  .meta({ id: 'PublishOrder', description: 'What is to be published.' })
