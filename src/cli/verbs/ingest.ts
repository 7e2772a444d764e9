import type { IngestAnswer } from '../ops-answers.ts'
import { openOps } from '../ops-client.ts'
import { answer, count, plain, table } from '../output.ts'
import { EXIT } from '../refusal.ts'
import { upload } from '../upload.ts'
import { defineVerb } from '../verb.ts'

const SHOWN_REFUSALS = 50

function refusals(body: IngestAnswer, refusedCount: number): string[] {
  if (body.refused.length === 0) return []
  const rows = body.refused
    .slice(0, SHOWN_REFUSALS)
    .map((row) => [
      plain(row.line),
      Array.isArray(row.path) ? row.path.join('.') : plain(row.path),
      plain(row.rule),
      plain(row.value).slice(0, 40),
      plain(row.hint),
    ])
  const more = refusedCount - rows.length
  return ['', ...table(['line', 'field', 'rule', 'value', 'fix'], rows), ...(more > 0 ? [`… and ${more} more`] : [])]
}

/** Sends a file of schedule records; what is refused is listed with its line and the fix. */
export const ingest = defineVerb({
  name: 'ingest',
  description: 'Send schedule records (NDJSON) to the scheduling store, as drafts',
  example: 'ingest schedule.ndjson --approve',
  args: {
    file: { type: 'positional', required: true, description: 'NDJSON, one record a line; - reads stdin' },
    approve: { type: 'boolean', description: 'Approve the drafts and reviews among the campaigns' },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const body = await upload(shell, args.file, 'ingest', async (lines, shown) => {
      const taken = await ops.ingest(lines, args.approve === true)
      shown.ends('ingested')
      return taken
    })
    const refusedCount = body.refusedCount ?? body.refused.length
    const summary = `accepted ${count(body.accepted)}, unchanged ${count(body.unchanged)}, refused ${count(refusedCount)}`
    answer(shell, body, [summary, ...refusals(body, refusedCount)])
    return refusedCount === 0 ? EXIT.done : EXIT.refused
  },
})
