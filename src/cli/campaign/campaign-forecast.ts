import { z } from 'zod'
import { campaignId } from '../../model/fields/identifier.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REASON_FLAG } from '../publish/steering.ts'
import { forecastPicture } from './forecast-picture.ts'

const ID = { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' } as const

/** A record, or what `campaign show --json` writes. */
const sent = z.union([
  z
    .looseObject({ campaign: z.looseObject({}), next: z.looseObject({ campaign: z.looseObject({}) }).nullish() })
    .transform((shown) => shown.next?.campaign ?? shown.campaign),
  z.looseObject({}),
])

const NOTES = [
  'Logged decisions are made again with the campaign in the schedule, at times at which it is open; caps act, and others ' +
    'with a goal keep what they need for it. What it takes of them, times the placements that are expected, times what is ' +
    'seen of a placement, is what it can get. Four of five campaigns end between low and high.',
  'Fewer than 7 days of counters say nothing: the answer is unknown, and never a number.',
]

/** Says what a campaign can be expected to get. */
export const campaignForecast = defineVerb({
  name: 'campaign forecast',
  description: 'Say what a campaign can get until its end, whether its goal can be reached, and who loses by it',
  example: 'campaign forecast cmp_dach-hero',
  args: {
    id: ID,
    with: {
      type: 'string',
      description: 'Forecast this record in place of what waits: a file of it, or what campaign show --json writes',
      valueHint: 'FILE',
    },
  },
  notes: NOTES,
  run: async (args, shell) => {
    const id = matching('ID', args.id, campaignId)
    const record = args.with === undefined ? undefined : await readRecord(shell, args.with)
    const body = await (await openOps(shell)).forecastCampaign(id, record === undefined ? {} : { record })
    answer(shell, body, forecastPicture(shell, body))
    return EXIT.done
  },
})

/** Has others leave room for a campaign. */
export const campaignHold = defineVerb({
  name: 'campaign hold',
  description:
    'Have forecasts leave room for the goal of a campaign for 72 hours, before it is approved; again to renew',
  example: 'campaign hold cmp_dach-hero --reason "offer 1207"',
  args: { id: ID, reason: REASON_FLAG },
  notes: NOTES.slice(1),
  run: async (args, shell) => {
    const id = matching('ID', args.id, campaignId)
    const body = await (await openOps(shell)).holdCampaign(id, { reason: args.reason })
    answer(shell, body, [`${id} is held until ${body.hold.until}`, ...forecastPicture(shell, body)])
    return EXIT.done
  },
})

async function readRecord(shell: Shell, file: string): Promise<z.infer<typeof sent>> {
  const read = sent.safeParse(await readJsonFile(shell, file))
  if (read.success) return read.data
  throw new UsageError('FILE has no campaign', 'like {"territories": […], "surfaces": […], …}')
}
