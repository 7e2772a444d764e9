import type { CampaignBulkDone } from '../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { BULK_VERBS } from '../../contracts/ops/requests/campaign-bulk.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { list, matching, oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { whileItTakes } from '../frame/waiting.ts'
import { openOps } from '../ops/ops-client.ts'
import { REASON_FLAG } from '../publish/steering.ts'
import { FILTER_FLAGS, filterOf } from './campaign-filter.ts'
import { listsOf, setOf } from './field-edits.ts'

/** Campaigns that are shown; `--json` has all. */
const SHOWN = 50
const NUMBER_MAX = 999_999_999

const TRIED = { type: 'boolean', description: 'Only show what it would do' } as const
const CONFIRM = {
  type: 'string',
  description: 'The number of what it withdraws, if it withdraws much',
  valueHint: 'N',
} as const

/** Does the same to many campaigns. */
export const campaignEdit = defineVerb({
  name: 'campaign edit',
  description:
    'Do the same to many campaigns: an edit, which waits beside what is on the air, or a verb. campaign undo puts it back',
  example:
    'campaign edit --status live --owner house --set weight=2 --append surfaces=clips-feed --reason "for the weekend" --dry-run',
  args: {
    ids: { type: 'string', description: 'These campaigns; or a filter, as below', valueHint: 'cmp_a,cmp_b' },
    ...FILTER_FLAGS,
    set: { type: 'string', description: 'What fields are to say', valueHint: 'weight=2,goal.impressions=5000' },
    append: { type: 'string', description: 'Add to lists', valueHint: 'territories=AT,CH' },
    remove: { type: 'string', description: 'Take out of lists', valueHint: 'surfaces=clips-feed' },
    verb: { type: 'string', description: 'Do this to each, instead of an edit', valueHint: BULK_VERBS.join('|') },
    reason: REASON_FLAG,
    'dry-run': TRIED,
    count: { type: 'string', description: 'How many a filter finds, if it finds all or very many', valueHint: 'N' },
    confirm: CONFIRM,
  },
  notes: [
    'A value is JSON, or else a text: end=null, hours=[{"days":["fri"],"from":"20:00","to":"02:00"}], name=The weekend.',
  ],
  run: async (args, shell) => {
    const ids = list(args.ids)?.map((id) => matching('--ids', id, campaignId))
    const filter = filterOf(args)
    if (ids === undefined && Object.keys(filter).length === 0 && args.count === undefined) {
      throw new UsageError('which campaigns?', 'give --ids, or a filter such as --status live --owner house')
    }
    const order = {
      ...(ids === undefined ? { filter } : { ids, ...(Object.keys(filter).length > 0 && { filter }) }),
      set: setOf('--set', args.set),
      append: listsOf('--append', args.append),
      remove: listsOf('--remove', args.remove),
      ...(args.verb !== undefined && { verb: oneOf('--verb', args.verb, BULK_VERBS) }),
      ...orderOf(args),
      ...numberOf('count', args.count),
    }
    const ops = await openOps(shell)
    return shown(shell, () => ops.changeCampaigns(order))
  },
})

/** Puts back what such a change changed. */
export const campaignUndo = defineVerb({
  name: 'campaign undo',
  description: 'Put back what campaign edit changed, but for campaigns that somebody has changed since',
  example: 'campaign undo chg_31f0c2 --reason "wrong filter"',
  args: {
    change: { type: 'positional', required: true, description: 'chg_…, as campaign edit said it' },
    reason: REASON_FLAG,
    'dry-run': TRIED,
    confirm: CONFIRM,
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    return shown(shell, () => ops.undoChange(args.change, orderOf(args)))
  },
})

interface Ordered {
  readonly reason: string
  readonly 'dry-run'?: boolean | undefined
  readonly confirm?: string | undefined
}

function orderOf(args: Ordered) {
  return { reason: args.reason, dryRun: args['dry-run'] === true, ...numberOf('confirm', args.confirm) }
}

function numberOf(name: string, typed: string | undefined): Readonly<Record<string, number>> {
  const number = wholeNumber(`--${name}`, typed, 0, NUMBER_MAX)
  return number === undefined ? {} : { [name]: number }
}

async function shown(shell: Shell, ask: () => Promise<CampaignBulkDone>) {
  const body = await withProgress(shell, 'campaigns', null, async (progress) => {
    const answered = await whileItTakes(shell, 'campaigns', ask)
    progress.ends(saidOf(answered))
    return answered
  })
  answer(shell, body, bulkLines(body))
  return body.refused > 0 ? EXIT.refused : EXIT.done
}

/** What it came to, in a line. */
export function saidOf({ done, unchanged, refused, dryRun }: CampaignBulkDone): string {
  const changed = dryRun ? `${count(done)} would be changed` : `${count(done)} changed`
  return `${changed}, ${count(unchanged)} say so already, ${count(refused)} refused`
}

/** What became of each campaign. */
export function bulkLines({ changes, change, undoes, withdrawn }: CampaignBulkDone): readonly string[] {
  const rows = changes
    .slice(0, SHOWN)
    .map(({ id, outcome, diff, refused }) => [
      id,
      outcome,
      plain(refused) ||
        diff.map((each) => `${each.field}: ${plain(each.before) || '–'} → ${plain(each.after) || '–'}`).join('; '),
    ])
  const more = changes.length - rows.length
  return [
    ...(rows.length > 0 ? table(['campaign', 'outcome', 'what'], rows) : ['no campaign matches']),
    ...(more > 0 ? [`… and ${count(more)} more; --json has all`] : []),
    ...(withdrawn.regions.length > 0 ? [`withdrawn from what is served: ${count(withdrawn.records)}`] : []),
    ...(withdrawn.waiting.length > 0 ? [`NOT YET withdrawn in ${withdrawn.waiting.join(' ')}: publish them`] : []),
    // An undo is not undone.
    ...(change === null || undoes !== null ? [] : [`to put it back: ff campaign undo ${change} --reason "…"`]),
  ]
}
