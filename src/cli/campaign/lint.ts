import { z } from 'zod'
import type { LintAnswer, LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer, count, paint, plain, say } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { foldedFindings } from './folded-findings.ts'

const record = z.looseObject({ id: z.string() })
/** A record, a list of them, or what `campaign show --json` writes. */
const sent = z.union([
  z
    .looseObject({ campaign: record, next: z.looseObject({ campaign: record }).nullish() })
    .transform((shown) => [shown.next?.campaign ?? shown.campaign]),
  z.array(record).min(1),
  record.transform((one) => [one]),
])

/** Says what somebody should look at in campaigns, before they are on the air. */
export const lint = defineVerb({
  name: 'lint',
  description: 'Say what somebody should look at in campaigns: what can never show, what collides, which slots run dry',
  example: 'lint cmp_dach-hero',
  repeats: true,
  args: {
    ids: {
      type: 'positional',
      required: false,
      description: 'cmp_…, with what waits of each; left out: all that are on the air or in review',
    },
    with: {
      type: 'string',
      description:
        'Lint as if these records were stored: a file of one, of a list, or what campaign show --json writes',
      valueHint: 'FILE',
    },
  },
  notes: [
    'A finding names campaigns, territories, surfaces and minutes; its text is on the clock of the first place. An error ' +
      'keeps a campaign from being submitted (exit 1), a warning is only told. What is an error is said in rules/lint.json.',
    'What waits in review stands in place of what is on the air. A draft, or a paused campaign, counts where it is named.',
  ],
  run: async (args, shell) => {
    const ids = args._.map((id) => matching('ID', id, campaignId))
    const records = args.with === undefined ? undefined : await readRecords(shell, args.with)
    const ops = await openOps(shell)
    if (ids.length === 0 && records === undefined) say(shell, 'linting all that is on the air or in review …')
    const body = await ops.lintCampaigns({ ...(ids.length > 0 && { ids }), ...(records && { records }) })
    answer(shell, body, lintLines(shell, body))
    return body.findings.some(({ severity }) => severity === 'error') ? EXIT.refused : EXIT.done
  },
})

async function readRecords(shell: Shell, file: string): Promise<z.infer<typeof sent>> {
  const read = sent.safeParse(await readJsonFile(shell, file))
  if (read.success) return read.data
  throw new UsageError(
    'FILE has no campaign',
    'like {"id": "cmp_…", "assets": […], "territories": […], …}, or a list of them',
  )
}

function lintLines(shell: Shell, { findings, left, regions }: LintAnswer): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const rest = left.map(({ rule, count: more }) => `… and ${count(more)} more of ${rule}`)
  const looked = `looked at ${regions.join(' ') || 'no region'}`
  if (findings.length === 0) return [`nothing found; ${looked}`]
  const total = `${count(errors)} errors, ${count(findings.length - errors)} warnings; ${looked}`
  const folded = foldedFindings(findings)
  const whole =
    folded.length < findings.length ? ['what differs only in its place or clock is one line; --json has each'] : []
  return [...folded.flatMap((finding) => findingLines(shell, finding)), ...rest, ...whole, total]
}

/** A finding for a person: what, where and when, then what to do. */
export function findingLines(shell: Shell, { severity, rule, text, hint }: LintFindingAnswer): readonly string[] {
  const tone = severity === 'error' ? 'red' : 'yellow'
  return [`${paint(shell, tone, severity)} ${rule}: ${plain(text)}`, `  ${paint(shell, 'dim', plain(hint))}`]
}
