import { campaignId } from '../../model/identifier.ts'
import type { CampaignActed } from '../campaign-answers.ts'
import { type OpsClient, openOps } from '../ops-client.ts'
import { answer, say } from '../output.ts'
import type { PublishResult } from '../publish-answers.ts'
import { EXIT } from '../refusal.ts'
import { refusalWords } from '../refusal-words.ts'
import type { Shell } from '../shell.ts'
import { REASON_FLAG } from '../steering.ts'
import { matching } from '../values.ts'
import { defineVerb } from '../verb.ts'

type Act = 'pause' | 'resume' | 'end'

const ID = { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' } as const
const PUBLISH = { type: 'boolean', description: 'Publish the regions of the campaign behind it' } as const

function effectLines({ outcome, campaign, before, withdrawn, takesEffect }: CampaignActed): string[] {
  const { record, regions } = campaign
  if (outcome === 'unchanged') return [`${record.id} is ${record.status} already`]
  const said = `${record.id} was ${before.status} and is ${record.status}, ${takesEffect}`
  const waiting = withdrawn.waiting.map((region) => `ff publish --region ${region}`).join(' && ')
  return [
    said,
    ...(withdrawn.regions.length > 0 ? [`withdrawn from what is served in ${withdrawn.regions.join(' ')}`] : []),
    ...(waiting === '' ? [] : [`NOT YET in ${withdrawn.waiting.join(' ')}: try again now: ${waiting}`]),
    ...(takesEffect === 'at once' ? [] : [`regions: ${regions.join(' ')}; --publish does it now`]),
  ]
}

async function publishRegions(shell: Shell, ops: OpsClient, regions: readonly string[]): Promise<PublishResult[]> {
  const results: PublishResult[] = []
  for (const region of regions) {
    const result = await ops.publish(region, false)
    results.push(result)
    say(shell, [`${region} ${result.outcome}`, ...result.refusals.map(refusalWords)].join('; '))
  }
  return results
}

async function run(shell: Shell, what: Act, typed: { readonly id: string; readonly reason: string }, publish: boolean) {
  const ops = await openOps(shell)
  const body = await ops.actOnCampaign(matching('ID', typed.id, campaignId), what, { reason: typed.reason })
  const results = publish ? await publishRegions(shell, ops, body.campaign.regions) : []
  answer(shell, publish ? { ...body, results } : body, effectLines(body))
  const refused = results.some(({ outcome }) => outcome === 'refused') || body.withdrawn.waiting.length > 0
  return refused ? EXIT.refused : EXIT.done
}

/** What it shows is gone at once; the record stays. */
export const campaignPause = defineVerb({
  name: 'campaign pause',
  description: 'Pause a campaign: what it shows is withdrawn at once, everywhere, without waiting for a publish',
  example: 'campaign pause cmp_dach-hero --reason "wrong poster"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'pause', args, false),
})

/** A pause by mistake is taken back by one person. */
export const campaignResume = defineVerb({
  name: 'campaign resume',
  description: 'Resume a paused campaign: it plays again from the next publish of its regions on (--publish: now)',
  example: 'campaign resume cmp_dach-hero --reason "poster mended" --publish',
  args: { id: ID, reason: REASON_FLAG, publish: PUBLISH },
  run: (args, shell) => run(shell, 'resume', args, args.publish === true),
})

/** For good: what has ended is not resumed. */
export const campaignEnd = defineVerb({
  name: 'campaign end',
  description: 'End a campaign for good: withdrawn at once, and never resumed',
  example: 'campaign end cmp_dach-hero --reason "the contract is over"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'end', args, false),
})
