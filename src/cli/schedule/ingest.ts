import { FEED_FORMAT_NAMES } from '../../model/messages/feed-formats.ts'
import { openFeedFile } from '../feeds/feed-file.ts'
import { ingestFeed } from '../feeds/ingest-feed.ts'
import { answer, say } from '../frame/output.ts'
import { type ExitCode, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { type Source, upload } from '../frame/upload.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { exitOfIngest, impactLines, ingestReport } from './ingest-report-lines.ts'

/** Sends a file of schedule records, or a delivery of a feed; everything refused is listed with its line and the fix. */
export const ingest = defineVerb({
  name: 'ingest',
  description:
    'Send schedule records, or a delivery of a feed, to the scheduling store; new campaigns become drafts, and changed ones run on until the change is approved',
  example: 'ingest schedule.ndjson --approve',
  args: {
    file: { type: 'positional', required: true, description: 'The feed, packed or not; - reads stdin' },
    format: {
      type: 'string',
      description: `auto (the default: as the feed is set, or the file looks), ${FEED_FORMAT_NAMES.join(', ')}`,
      valueHint: 'name',
    },
    feed: { type: 'string', description: 'The feed that this is a delivery of: ff feeds list', valueHint: 'id' },
    territories: {
      type: 'string',
      description: 'Where the content may play, for a partner format without a feed',
      valueHint: 'US,@dach',
    },
    mode: {
      type: 'string',
      description:
        'full: it is all there is, and what is missing is withdrawn; delta: what changed (default: as the feed is set)',
      valueHint: 'full|delta',
    },
    approve: { type: 'boolean', description: 'Approve the drafts and reviews among the campaigns' },
    'dry-run': { type: 'boolean', description: 'Write nothing; report what would be stored and withdrawn' },
    confirm: {
      type: 'string',
      description: 'Confirm what would be withdrawn, by the number that a dry run gave; not for feeds, which are held',
      valueHint: 'number',
    },
    resume: { type: 'string', description: 'Go on with a delivery that was cut', valueHint: 'del_…' },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const confirm = wholeNumber('--confirm', args.confirm, 0, 999_999_999)
    const named = oneOf('--format', args.format ?? 'auto', ['auto', ...FEED_FORMAT_NAMES] as const)
    const [approve, dryRun] = [args.approve === true, args['dry-run'] === true]
    const source = await openFeedFile(shell, args.file)
    if (args.feed === undefined && args.resume === undefined) {
      const format = named === 'auto' ? source.format() : named
      if (format === 'ndjson') {
        checkRecordFlags(args)
        return sendRecords(shell, ops, source, {
          ...(named !== 'auto' && { format }),
          ...(approve && { approve: '1' }),
          ...(dryRun && { dryRun: '1' }),
          ...(confirm !== undefined && { confirm: String(confirm) }),
        })
      }
    }
    if (confirm !== undefined) throw new UsageError('--confirm is not for feeds', 'a held delivery: ff feeds release')
    return ingestFeed(shell, ops, source, { ...args, format: named === 'auto' ? null : named, approve, dryRun })
  },
})

/** Refuses flags that only mean something for a feed. */
function checkRecordFlags(args: { readonly territories?: string; readonly mode?: string }): void {
  const hint = 'schedule records say it themselves; for a feed add --feed'
  if (args.territories !== undefined) throw new UsageError('--territories is not for schedule records', hint)
  if (args.mode !== undefined) throw new UsageError('--mode is not for schedule records', hint)
}

/** Canonical records, as one stream. */
async function sendRecords(
  shell: Shell,
  ops: OpsClient,
  source: Source,
  query: Readonly<Record<string, string>>,
): Promise<ExitCode> {
  const body = await upload(shell, source, 'ingest', async (stream, shown) => {
    const taken = await ops.ingest(stream, 'ndjson', query)
    shown.ends(query.dryRun === '1' ? 'read' : 'ingested')
    return taken
  }).catch(withImpact(shell))
  answer(shell, body, ingestReport(body))
  return exitOfIngest(body)
}

/** When an ingest is refused because of what it would withdraw, prints that first; then throws the refusal. */
const withImpact = (shell: Shell) => (error: unknown) => {
  const impact = error instanceof OpsRefusal ? error.problem.impact : undefined
  if (impact) say(shell, impactLines(impact).join('\n'))
  throw error
}
