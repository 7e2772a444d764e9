import { DEFAULT_FEED_FORMAT, FEED_FORMAT_NAMES, FEED_FORMATS } from '../../model/messages/feed-formats.ts'
import { answer, say } from '../frame/output.ts'
import type { Shell } from '../frame/shell.ts'
import { upload } from '../frame/upload.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { exitOfIngest, impactLines, ingestReport } from './ingest-report-lines.ts'

/** When an ingest is refused because of what it would withdraw, prints that first; then throws the refusal. */
const withImpact = (shell: Shell) => (error: unknown) => {
  const impact = error instanceof OpsRefusal ? error.problem.impact : undefined
  if (impact) say(shell, impactLines(impact).join('\n'))
  throw error
}

const FORMATS = FEED_FORMAT_NAMES.map((name) => `${name}, ${FEED_FORMATS[name].about}`).join('; ')

/** Sends a file of schedule records; every refused record is listed with its line number and the fix. */
export const ingest = defineVerb({
  name: 'ingest',
  description: 'Send schedule records to the scheduling store, as drafts',
  example: 'ingest schedule.ndjson --approve',
  args: {
    file: { type: 'positional', required: true, description: 'The feed; - reads stdin' },
    format: {
      type: 'string',
      description: `The format of the feed: ${FORMATS} (default ${DEFAULT_FEED_FORMAT})`,
      valueHint: 'name',
    },
    approve: { type: 'boolean', description: 'Approve the drafts and reviews among the campaigns' },
    'dry-run': { type: 'boolean', description: 'Write nothing; report what would be stored and withdrawn' },
    confirm: {
      type: 'string',
      description: 'Confirm what would be withdrawn, by the number that a dry run gave',
      valueHint: 'number',
    },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const confirm = wholeNumber('--confirm', args.confirm, 0, 999_999_999)
    const format = args.format === undefined ? DEFAULT_FEED_FORMAT : oneOf('--format', args.format, FEED_FORMAT_NAMES)
    const query = {
      ...(args.format !== undefined && { format }),
      ...(args.approve === true && { approve: '1' }),
      ...(args['dry-run'] === true && { dryRun: '1' }),
      ...(confirm !== undefined && { confirm: String(confirm) }),
    }
    const body = await upload(shell, args.file, 'ingest', async (stream, shown) => {
      const taken = await ops.ingest(stream, format, query)
      shown.ends(args['dry-run'] === true ? 'read' : 'ingested')
      return taken
    }).catch(withImpact(shell))
    answer(shell, body, ingestReport(body))
    return exitOfIngest(body)
  },
})
