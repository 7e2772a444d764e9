import { campaignId } from '../../model/fields/identifier.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { list, matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REASON_FLAG } from '../publish/steering.ts'

/** Copies a campaign, to other territories too. */
export const campaignCopy = defineVerb({
  name: 'campaign copy',
  description: 'Make a new draft that says what a campaign says, for other territories too; local hours stay local',
  example: 'campaign copy cmp_dach-hero cmp_uki-hero --territories GB,IE --reason "the same for GB"',
  args: {
    id: { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' },
    to: { type: 'positional', required: true, description: 'cmp_…, the id of the copy' },
    territories: { type: 'string', description: 'Where the copy goes; left out: the same', valueHint: 'GB,@dach' },
    name: { type: 'string', description: 'Name of the copy; left out: the same', valueHint: 'name' },
    reason: REASON_FLAG,
  },
  run: async (args, shell) => {
    const [id, to] = [matching('ID', args.id, campaignId), matching('TO', args.to, campaignId)]
    const territories = list(args.territories)
    const body = await (await openOps(shell)).copyCampaign(id, {
      id: to,
      reason: args.reason,
      ...(territories !== undefined && { territories }),
      ...(args.name !== undefined && { name: args.name }),
    })
    answer(shell, body, [
      `${to} is a draft that says what ${id} says, for ${body.campaign.territories.join(' ')}`,
      `to have it approved: ff campaign submit ${to} --reason "…"`,
    ])
    return EXIT.done
  },
})
