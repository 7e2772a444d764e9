import { REGION_IDS } from '../../model/region.ts'
import { openOps } from '../ops-client.ts'
import { answer } from '../output.ts'
import { EXIT } from '../refusal.ts'
import { oneOf, wholeNumber } from '../values.ts'
import { defineVerb } from '../verb.ts'

const HOURS_DEFAULT = 4
const HOURS_MAX = 24
const HOUR_MS = 3_600_000
const SECOND_MS = 1_000

/** "I mean it": the next publish may pass this one finding, if somebody else agrees. */
export const overridePropose = defineVerb({
  name: 'override propose',
  description: 'Ask that the next publish may pass one finding; another person approves it (ff approvals approve)',
  example: 'override propose dach --check count-change --finding "fell from 120 to 80" --reason "rights ended"',
  args: {
    region: { type: 'positional', required: true, description: 'A region' },
    check: { type: 'string', required: true, description: 'The check that refused', valueHint: 'name' },
    finding: { type: 'string', required: true, description: 'Its very words, or sha256:… of them', valueHint: 'text' },
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
    hours: { type: 'string', description: `How long it may be used (${HOURS_DEFAULT})`, valueHint: `1…${HOURS_MAX}` },
  },
  run: async (args, shell) => {
    const region = oneOf('REGION', args.region, REGION_IDS)
    const hours = wholeNumber('--hours', args.hours, 1, HOURS_MAX) ?? HOURS_DEFAULT
    // A second less: the clock there may be a little behind, and a day is the most that it takes.
    const until = new Date(shell.now() + hours * HOUR_MS - SECOND_MS).toISOString()
    const { check, finding, reason } = args
    const body = await (await openOps(shell)).proposeOverride({ region, findings: [{ check, finding }], reason, until })
    const { id } = body.approval
    answer(shell, body, [`${id} waits for a second person: ff approvals approve ${id}`])
    return EXIT.done
  },
})
