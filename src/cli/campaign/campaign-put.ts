import { z } from 'zod'
import type { WrittenCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer, count, plain } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { matching, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { waitingLines } from './campaign.ts'
import { foldedFindings } from './folded-findings.ts'

const record = z.looseObject({ id: z.string() })
/** What `campaign show --json` writes: the record of what waits, or else of what is on the air, with the revision. */
const shown = z.looseObject({
  campaign: record,
  revision: z.int().min(1),
  next: z.looseObject({ campaign: record }).nullish(),
})

/** Says what a campaign is to be. */
export const campaignPut = defineVerb({
  name: 'campaign put',
  description:
    'Say what a campaign is to be, from a file of JSON: a new one is a draft, and one that is on the air runs on until ' +
    'the change is approved',
  example: 'campaign put cmp_dach-hero.json',
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'A record with its id, or what campaign show --json writes; - reads stdin',
    },
    revision: {
      type: 'string',
      description: 'The revision that was seen; left out: what the file says, or a new campaign',
      valueHint: 'N',
    },
  },
  run: async (args, shell) => {
    const content = await readJsonFile(shell, args.file)
    const { sent, seen } = readSent(content)
    const id = matching('the "id" in FILE', sent.id, campaignId)
    const revision = wholeNumber('--revision', args.revision, 1, Number.MAX_SAFE_INTEGER) ?? seen
    const ops = await openOps(shell)
    const body = await ops.putCampaign(id, sent, revision).catch(lookAgain(ops, id))
    answer(shell, body, putLines(body))
    return body.findings.some(({ severity }) => severity === 'error') ? EXIT.refused : EXIT.done
  },
})

function readSent(content: unknown): { readonly sent: z.infer<typeof record>; readonly seen: number | null } {
  const whole = shown.safeParse(content)
  if (whole.success) return { sent: whole.data.next?.campaign ?? whole.data.campaign, seen: whole.data.revision }
  const alone = record.safeParse(content)
  if (alone.success) return { sent: alone.data, seen: null }
  throw new UsageError('FILE has no campaign', 'like {"id": "cmp_…", "assets": […], "territories": […], …}')
}

function putLines(body: WrittenCampaign): string[] {
  const { campaign, revision, outcome, next, findings } = body
  const { id } = campaign
  const waits = next === null ? `${id} is a ${campaign.status}` : `${id} runs on, and the change waits beside it`
  return [
    outcome === 'unchanged' ? `${id} says so already` : `${waits}, at revision ${count(revision)}`,
    ...foldedFindings(findings).map(({ rule, severity, text }) => `${severity} ${plain(rule)}: ${plain(text)}`),
    ...waitingLines(body),
    ...nextStep(body),
  ]
}

/** What keeps it from being submitted, or how to submit it; nothing where no draft waits. */
function nextStep({ campaign, next, findings }: WrittenCampaign): string[] {
  const { id, status } = next?.campaign ?? campaign
  if (status !== 'draft') return []
  const errors = foldedFindings(findings).filter(({ severity }) => severity === 'error').length
  if (errors === 0) return [`to have it approved: ff campaign submit ${id} --reason "…"`]
  const kept = errors === 1 ? 'the error keeps it' : `the ${count(errors)} errors keep it`
  return [`it is stored, but ${kept} from being submitted: mend what is named, and put it again`]
}

/** What to do when somebody else has changed it, or when the file does not say which revision it starts from. */
const lookAgain = (ops: OpsClient, id: string) => async (error: unknown) => {
  if (!(error instanceof OpsRefusal) || ![412, 428].includes(error.problem.status ?? 0)) throw error
  const { revision, campaign } = await ops.campaign(id)
  const hint = `ff campaign show ${id} --json > ${id}.json, edit what it is to say, and put it again`
  throw new Refusal(
    `${campaign.id} is at revision ${revision}, which is not the one that the file starts from; nothing was overwritten`,
    hint,
  )
}
