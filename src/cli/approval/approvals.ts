import type { ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer, plain, say, table } from '../frame/output.ts'
import { EXIT, Refusal } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'

/** How many findings are listed by code when there is no description. */
const SHOWN_FINDINGS = 10

/** The publisher's description of a request, or else its content, with only the first of many findings. */
function contentLines({ content, told }: ApprovalRequestAnswer): string[] {
  if (told && told.length > 0) return told.map((line) => `  ${plain(line)}`)
  if (typeof content === 'object' && content !== null && 'findings' in content && Array.isArray(content.findings)) {
    const { findings } = content
    const more = findings.length - SHOWN_FINDINGS
    return [
      ...findings.slice(0, SHOWN_FINDINGS).map(({ check, finding }) => `  ${plain(check)}: ${plain(finding)}`),
      ...(more > 0 ? [`  and ${more} more; --json lists all`] : []),
    ]
  }
  return [`  ${plain(content)}`]
}

/** Everything that a second person must know: who asks for what, in which region, why, and until when. */
function questionLines(asked: ApprovalRequestAnswer): string[] {
  const { kind, region, regions = [region] } = asked
  const where = regions.length === REGION_IDS.length ? 'all regions' : regions.join(' ')
  const what = kind === 'campaign' ? `the approval of a campaign in ${where}` : `an exception in ${region} (${kind})`
  return [
    `${plain(asked.proposedBy)} asks for ${what}, until ${asked.expiresAt}:`,
    ...contentLines(asked),
    `reason: ${plain(asked.reason) || 'none was given'}`,
  ]
}

async function askedFor(ops: OpsClient, id: string): Promise<ApprovalRequestAnswer> {
  const asked = (await ops.approvals()).approvals.find((each) => each.id === id)
  if (!asked) throw new Refusal(`there is no request ${id}`, 'ff approvals list shows all requests')
  return asked
}

const ID = { type: 'positional', required: true, description: 'apr_…, as approvals list shows it' } as const

/** One request in full. */
export const approvalsShow = defineVerb({
  name: 'approvals show',
  description: 'Show a request for a second person: what was found, what would change, and why',
  example: 'approvals show apr_01',
  args: { id: ID },
  run: async (args, shell) => {
    const asked = await askedFor(await openOps(shell), args.id)
    answer(shell, { approval: asked }, [...questionLines(asked), `it is ${asked.state}`])
    return EXIT.done
  },
})

/** Requests that wait for a second person, and the results of others. */
export const approvalsList = defineVerb({
  name: 'approvals list',
  description: 'List the requests for a second person (overrides, rollbacks of rights), and their results',
  example: 'approvals list',
  args: {},
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).approvals()
    const rows = body.approvals.map(({ id, kind, region, state, proposedBy, approved, expiresAt, reason }) => [
      id,
      kind,
      region,
      state,
      plain(proposedBy),
      plain(approved?.by) || '–',
      expiresAt.slice(0, 19),
      plain(reason),
    ])
    const heads = ['id', 'what', 'region', 'state', 'asked by', 'approved by', 'until (UTC)', 'reason']
    const waiting = body.approvals.filter(({ state }) => state === 'asked')
    const questions = waiting.flatMap((asked) => ['', `${asked.id}: ${questionLines(asked).join('\n')}`])
    answer(shell, body, rows.length > 0 ? [...table(heads, rows), ...questions] : ['there are no requests'])
    return EXIT.done
  },
})

/** Approves exactly the content that is shown: its hash is sent along. */
export const approvalsApprove = defineVerb({
  name: 'approvals approve',
  description: 'Approve a request of somebody else, as the second person (at a local stack: --as second)',
  example: 'approvals approve apr_01 --as second',
  args: { id: ID },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const asked = await askedFor(ops, args.id)
    say(shell, questionLines(asked).join('\n'))
    const body = await ops.approve(asked.id, asked.contentHash)
    answer(shell, body, [`${asked.id} is approved: it can be used once, until ${body.approval.expiresAt}`])
    return EXIT.done
  },
})
