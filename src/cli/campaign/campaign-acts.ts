import type { CampaignActedAnswer } from '../../contracts/ops/answers/campaigns.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { answer, say } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { isRefused, outcomeText } from '../publish/publish-outcome.ts'
import { refusalText } from '../publish/refusal-text.ts'
import { REASON_FLAG } from '../publish/steering.ts'
import { waitingLines } from './campaign.ts'
import { foldedFindings } from './folded-findings.ts'
import { findingLines } from './lint.ts'

type Act = 'submit' | 'approve' | 'reject' | 'withdraw' | 'pause' | 'resume' | 'end'

const ID = { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' } as const
/** Longest progress text for a region, in characters. */
const SAID = 200
const PUBLISH = { type: 'boolean', description: 'Then publish the regions of the campaign' } as const

/** @param results of the publishes afterwards; null: none was requested */
function effectLines(body: CampaignActedAnswer, results: readonly PublishResult[] | null): string[] {
  const { outcome, campaign: record, regions, before, withdrawn, takesEffect } = body
  if (outcome === 'unchanged') return [`${record.id} is ${record.status} already`, ...publishedLines(results ?? [])]
  const when = results === null ? `, ${takesEffect}` : ''
  const is = before.status === record.status ? `is ${record.status}` : `was ${before.status} and is ${record.status}`
  const said = `${record.id} ${is}${when}`
  // The withdrawal is announced wherever it could have played; it was on the air only in its own regions.
  const own = withdrawn.regions.filter((region) => regions.includes(region))
  const waiting = withdrawn.waiting.map((region) => `ff publish --region ${region}`).join(' && ')
  return [
    said,
    ...waitingLines(body),
    ...(own.length > 0 ? [`withdrawn from what is served in ${own.join(' ')}`] : []),
    ...(waiting === '' ? [] : [`NOT YET withdrawn in ${withdrawn.waiting.join(' ')}; try again now: ${waiting}`]),
    ...(takesEffect !== 'with the next publish' || results !== null
      ? []
      : [`regions: ${regions.join(' ')}; --publish does it now`]),
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

async function publishRegions(
  shell: Shell,
  ops: OpsClient,
  { regions, reason }: { readonly regions: readonly string[]; readonly reason: string },
): Promise<PublishResult[]> {
  const results: PublishResult[] = []
  for (const region of regions) {
    const result = await ops.publish(region, { dryRun: false, reason })
    results.push(result)
    say(shell, [`${region} ${outcomeText(result)}`, ...result.refusals.map(refusalText)].join('; ').slice(0, SAID))
  }
  return results
}

interface Typed {
  readonly id: string
  readonly reason: string
  readonly confirm?: string | undefined
}

/** What waits is shown before it is judged, and exactly that is judged: the revision that was seen is sent along. */
const JUDGING: readonly Act[] = ['submit', 'approve', 'reject', 'withdraw']

async function run(shell: Shell, what: Act, typed: Typed, publish = false) {
  const ops = await openOps(shell)
  const id = matching('ID', typed.id, campaignId)
  const confirm = wholeNumber('--confirm', typed.confirm, 0, 999_999_999)
  const order = { reason: typed.reason, ...(confirm !== undefined && { confirm }) }
  const seen = JUDGING.includes(what) ? await ops.campaign(id) : null
  if (seen !== null && what !== 'submit') say(shell, waitingLines(seen).join('\n'))
  const body = await ops.actOnCampaign(id, what, order, seen?.revision ?? null)
  for (const finding of foldedFindings(body.findings ?? [])) say(shell, findingLines(shell, finding).join('\n'))
  const results = publish ? await publishRegions(shell, ops, { regions: body.regions, reason: typed.reason }) : null
  answer(shell, publish ? { ...body, results } : body, effectLines(body, results))
  const refused = results?.some(isRefused) === true || body.withdrawn.waiting.length > 0
  return refused ? EXIT.refused : EXIT.done
}

/** Asks somebody else to approve what waits. */
export const campaignSubmit = defineVerb({
  name: 'campaign submit',
  description: 'Submit a draft, or a change of a campaign: somebody else is asked to approve it',
  example: 'campaign submit cmp_dach-hero --reason "for the weekend"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'submit', args),
})

/** Approves what waits; never by who wrote it. */
export const campaignApprove = defineVerb({
  name: 'campaign approve',
  description:
    'Approve what somebody else has submitted: it takes the place of what is on the air (at a local stack: --as second)',
  example: 'campaign approve cmp_dach-hero --reason "looks right" --as second',
  args: {
    id: ID,
    reason: REASON_FLAG,
    publish: PUBLISH,
    confirm: { type: 'string', description: 'The number of what it withdraws, if it withdraws much', valueHint: 'N' },
  },
  run: (args, shell) => run(shell, 'approve', args, args.publish === true),
})

/** Sends what was submitted back to its writer. */
export const campaignReject = defineVerb({
  name: 'campaign reject',
  description: 'Send what was submitted back to its writer, as a draft; what is on the air runs on',
  example: 'campaign reject cmp_dach-hero --reason "the poster is last year’s"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'reject', args),
})

/** Takes back what was submitted. */
export const campaignWithdraw = defineVerb({
  name: 'campaign withdraw',
  description: 'Take back what was submitted; a draft beside a campaign is dropped. What is on the air runs on',
  example: 'campaign withdraw cmp_dach-hero --reason "not yet"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'withdraw', args),
})

/** Pauses a campaign: what it shows is withdrawn at once, and the record stays. */
export const campaignPause = defineVerb({
  name: 'campaign pause',
  description: 'Pause a campaign: what it shows is withdrawn at once, everywhere, without waiting for a publish',
  example: 'campaign pause cmp_dach-hero --reason "wrong poster"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'pause', args),
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
  example: 'campaign end cmp_uki-evenings --reason "the contract is over"',
  args: { id: ID, reason: REASON_FLAG },
  run: (args, shell) => run(shell, 'end', args),
})
