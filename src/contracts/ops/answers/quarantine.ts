import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { deliveryId, feedName, itemFinding } from './deliveries.ts'
import { instant } from './fields.ts'

const entry = {
  quarantine: z.string().describe('Id of the entry, `qua_…`.'),
  feed: feedName,
  item: z.string().nullable().describe('Id of the item in the source; null: it has none.'),
  delivery: deliveryId.describe('Id of the delivery that brought it last, `del_…`.'),
  at: instant.describe('When that delivery began, in UTC.'),
  line: z.int().min(1).describe('Line of the source that the item begins on, from 1; of a sheet the row.'),
  findings: z.array(itemFinding).describe('What is wrong with it, and the warnings.'),
  fixed: z
    .boolean()
    .describe('Whether a fix brings it into force. The fix is kept for as long as the source repeats the same fault.'),
}

const quarantineEntry = z
  .object(entry)
  .meta({ id: 'QuarantineEntry', description: 'An item that is kept out, while its last good version stays in force.' })

/** Answer to `GET /ops/v1/quarantine`. */
export const quarantineList = z
  .object({
    entries: z.array(quarantineEntry).describe('A page of entries.'),
    cursor: z.string().nullable().describe('What `cursor` takes to get the next page; null: this is the last.'),
  })
  .meta({ id: 'QuarantineList', description: 'Items in quarantine.' })

const mergePatch = z.record(z.string(), z.unknown())

/** Answer to `GET /ops/v1/quarantine/:id`. */
export const quarantineDetail = z
  .object({
    ...entry,
    source: z.string().describe('The item as it stands in the source.'),
    drafts: z
      .array(z.looseObject({ type: z.string().describe('Type of the record.'), id: z.string().describe('Its id.') }))
      .describe('The records that it was mapped to, faults and all: what a patch is applied to.'),
    good: z.array(z.string()).describe('Ids of the records of its last good version, which are in force.'),
    patch: z
      .record(z.string(), mergePatch)
      .nullable()
      .describe('The fix: for each record by its id a JSON Merge Patch; null: there is none.'),
  })
  .meta({ id: 'QuarantinedItem', description: 'An item in quarantine, with all that it takes to fix it.' })

/** Answer to `PATCH /ops/v1/quarantine/:id` and `POST /ops/v1/quarantine/:id/release`. */
export const quarantineFixed = z
  .object({
    entry: quarantineEntry.describe('The entry, as it is now.'),
    outcome: z
      .enum(['promoted', 'refused'])
      .describe('`promoted`: its records are in force. `refused`: it is still faulty, and nothing changed.'),
    findings: z.array(itemFinding).describe('What is still wrong with it, and the warnings.'),
  })
  .meta({ id: 'QuarantineFixed', description: 'What a fix or a release did.' })

/** Answer to `DELETE /ops/v1/quarantine/:id`. */
export const quarantineDropped = z
  .object({ dropped: z.string().describe('Id of the entry that is gone, `qua_…`.') })
  .meta({ id: 'QuarantineDropped', description: 'An entry that is gone. The last good version stays in force.' })

/** An item in quarantine, in short. */
export type QuarantineEntry = AnswerOf<typeof quarantineEntry>
/** Items in quarantine. */
export type QuarantineList = AnswerOf<typeof quarantineList>
/** An item in quarantine, with all that it takes to fix it. */
export type QuarantineDetail = AnswerOf<typeof quarantineDetail>
/** What a fix or a release did. */
export type QuarantineFixed = AnswerOf<typeof quarantineFixed>
/** An entry that is gone. */
export type QuarantineDropped = AnswerOf<typeof quarantineDropped>
