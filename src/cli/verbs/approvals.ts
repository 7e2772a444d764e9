import type { Approval } from '../ops-answers.ts'
import { openOps } from '../ops-client.ts'
import { answer, plain, say, table } from '../output.ts'
import { EXIT, Refusal } from '../refusal.ts'
import { defineVerb } from '../verb.ts'

/** Exactly what is asked for: a line for each finding, or the content as it is. */
function contentLines({ content }: Approval): string[] {
  if (typeof content === 'object' && content !== null && 'findings' in content && Array.isArray(content.findings)) {
    return content.findings.map(({ check, finding }) => `  ${plain(check)}: ${plain(finding)}`)
  }
  return [`  ${plain(content)}`]
}

/** What waits for a second person, and what came of it. */
export const approvalsList = defineVerb({
  name: 'approvals list',
  description: 'What somebody has asked a second person for: overrides, rollbacks of rights; and what came of it',
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
    answer(shell, body, rows.length > 0 ? table(heads, rows) : ['nobody has asked for anything'])
    return EXIT.done
  },
})

/** Says yes to what is shown, and to nothing else: the hash of what was read goes along. */
export const approvalsApprove = defineVerb({
  name: 'approvals approve',
  description: 'Say yes, as the second person, to what somebody else has asked for (--as second at a local stack)',
  example: 'approvals approve apr_01 --as second',
  args: { id: { type: 'positional', required: true, description: 'apr_…, as approvals list shows it' } },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const asked = (await ops.approvals()).approvals.find(({ id }) => id === args.id)
    if (!asked) throw new Refusal(`nobody has asked for ${args.id}`, 'ff approvals list shows what was asked for')
    say(
      shell,
      [`${asked.proposedBy} asks for an exception of ${asked.region} (${asked.kind}):`, ...contentLines(asked)].join(
        '\n',
      ),
    )
    const body = await ops.approve(asked.id, asked.contentHash)
    answer(shell, body, [`${asked.id} is approved, until ${body.approval.expiresAt}, once`])
    return EXIT.done
  },
})
