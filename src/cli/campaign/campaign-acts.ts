import type { CampaignActedAnswer } from '../../contracts/ops/answers/campaigns.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { answer, say } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { isRefused, outcomeText } from '../publish/publish-outcome.ts'
import { refusalText } from '../publish/refusal-text.ts'
import { REASON_FLAG } from '../publish/steering.ts'

type Act = 'pause' | 'resume' | 'end'

const ID = { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' } as const
/** Longest progress text for a region, in characters. */
const SAID = 200
const PUBLISH = { type: 'boolean', description: 'Then publish the regions of the campaign' } as const

/** @param results of the publishes afterwards; null: none was requested */
function effectLines(
  { outcome, campaign, before, withdrawn, takesEffect }: CampaignActedAnswer,
  results: readonly PublishResult[] | null,
): string[] {
  const { record, regions } = campaign
  if (outcome === 'unchanged') return [`${record.id} is ${record.status} already`, ...publishedLines(results ?? [])]
  const when = results === null ? `, ${takesEffect}` : ''
  const said = `${record.id} was ${before.status} and is ${record.status}${when}`
  // The withdrawal is announced wherever it could have played; it was on the air only in its own regions.
  const own = withdrawn.regions.filter((region) => regions.includes(region))
  const waiting = withdrawn.waiting.map((region) => `ff publish --region ${region}`).join(' && ')
  return [
    said,
    ...(own.length > 0 ? [`withdrawn from what is served in ${own.join(' ')}`] : []),
    ...(waiting === '' ? [] : [`NOT YET withdrawn in ${withdrawn.waiting.join(' ')}; try again now: ${waiting}`]),
    ...(takesEffect === 'at once' || results !== null ? [] : [`regions: ${regions.join(' ')}; --publish does it now`]),
    ...publishedLines(results ?? []),
  ]
}

function publishedLines(results: readonly PublishResult[]): string[] {
  const refused = results.filter(isRefused).map(({ region }) => region)
  const done = results.filter((result) => !isRefused(result))
  return [
    ...done.map((result) => `${result.region}: ${outcomeText(result)}`),
    ...(refused.length > 0 ? [`NOT published in ${refused.join(' ')}: ff publish --region … --dry-run says why`] : []),
  ]
}

async function publishRegions(shell: Shell, ops: OpsClient, regions: readonly string[]): Promise<PublishResult[]> {
  const results: PublishResult[] = []
  for (const region of regions) {
    const result = await ops.publish(region, false)
    results.push(result)
    say(shell, [`${region} ${outcomeText(result)}`, ...result.refusals.map(refusalText)].join('; ').slice(0, SAID))
  }
  return results
}

async function run(shell: Shell, what: Act, typed: { readonly id: string; readonly reason: string }, publish: boolean) {
  const ops = await openOps(shell)
  const body = await ops.actOnCampaign(matching('ID', typed.id, campaignId), what, { reason: typed.reason })
  const results = publish ? await publishRegions(shell, ops, body.campaign.regions) : null
  answer(shell, publish ? { ...body, results } : body, effectLines(body, results))
  const refused = results?.some(isRefused) === true || body.withdrawn.waiting.length > 0
  return refused ? EXIT.refused : EXIT.done
}

/** Pauses a campaign: what it shows is withdrawn at once, and the record stays. */
export const campaignPause = defineVerb({
  name: 'campaign pause',
  description: 'Pause a campaign: what it shows is withdrawn at once, everywhere, without waiting for a publish',
  example: 'campaign pause cmp_dach-hero --reason "wrong poster"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'pause', args, false),
})

/** Resumes a campaign; one person is enough to undo a pause. */
export const campaignResume = defineVerb({
  name: 'campaign resume',
  description: 'Resume a paused campaign: it plays again from the next publish of its regions on (--publish: now)',
  example: 'campaign resume cmp_dach-hero --reason "poster mended" --publish',
  args: { id: ID, reason: REASON_FLAG, publish: PUBLISH },
  run: (args, shell) => run(shell, 'resume', args, args.publish === true),
})

/** Ends a campaign for good: an ended one cannot be resumed. */
export const campaignEnd = defineVerb({
  name: 'campaign end',
  description: 'End a campaign for good: withdrawn at once, and never resumed',
  example: 'campaign end cmp_dach-hero --reason "the contract is over"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'end', args, false),
})
