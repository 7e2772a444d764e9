import { REGION_IDS } from '../../model/nouns/region.ts'
import { findingsOf } from '../frame/findings.ts'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'

const HOURS_DEFAULT = 4
const HOURS_MAX = 24
const HOUR_MS = 3_600_000
const SECOND_MS = 1_000

interface NamedFinding {
  readonly check: string
  readonly finding: string
}

/** The named finding, or all findings for which a publish would be refused now and that can be overridden. */
async function meant(
  ops: OpsClient,
  region: string,
  { check, finding }: { readonly check?: string | undefined; readonly finding?: string | undefined },
): Promise<{ readonly findings: readonly NamedFinding[]; readonly told: readonly string[] }> {
  if (finding !== undefined) {
    if (check === undefined) throw new UsageError('--finding needs the --check that it belongs to')
    return { findings: [{ check, finding }], told: [] }
  }
  const { refusals } = await ops.publish(region, { dryRun: true })
  const found = findingsOf(refusals).filter((each) => check === undefined || each.check === check)
  const standing = found.filter(({ isNever }) => !isNever)
  if (standing.length === 0) {
    throw new Refusal(`a publish of ${region} has no finding${check ? ` of ${check}` : ''} that can be overridden`)
  }
  return {
    findings: standing.map(({ check: of, code }) => ({ check: of, finding: code })),
    told: standing.map(({ check: of, code, text }) => `${of} ${code}: ${text}`),
  }
}

/** Asks for an override: the next publish may pass these findings if somebody else approves. */
export const overridePropose = defineVerb({
  name: 'override propose',
  description:
    'Ask that the next publish may pass despite its findings; another person approves it (ff approvals approve)',
  example: 'override propose dach --check count-change --reason "a package ended"',
  args: {
    region: { type: 'positional', required: true, description: 'A region' },
    check: { type: 'string', description: 'Only this check; if left out, all that refuse now', valueHint: 'name' },
    finding: {
      type: 'string',
      description: 'Only this finding: its code, its exact text, or sha256:… of the text',
      valueHint: 'code',
    },
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
    hours: { type: 'string', description: `How long it may be used (${HOURS_DEFAULT})`, valueHint: `1…${HOURS_MAX}` },
  },
  run: async (args, shell) => {
    const region = oneOf('REGION', args.region, REGION_IDS)
    const hours = wholeNumber('--hours', args.hours, 1, HOURS_MAX) ?? HOURS_DEFAULT
    // A second less, in case the server's clock is behind: it accepts a day at most.
    const until = new Date(shell.now() + hours * HOUR_MS - SECOND_MS).toISOString()
    const ops = await openOps(shell)
    const { findings, told } = await meant(ops, region, args)
    const body = await ops.proposeOverride({ region, findings, reason: args.reason, until })
    const { id } = body.approval
    answer(shell, body, [...told, `${id} waits for a second person: ff approvals approve ${id}`])
    return EXIT.done
  },
})
