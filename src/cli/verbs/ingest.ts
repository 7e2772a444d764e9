import { exitOfIngest, ingestReport } from '../ingest-report.ts'
import { openOps } from '../ops-client.ts'
import { answer } from '../output.ts'
import { upload } from '../upload.ts'
import { defineVerb } from '../verb.ts'

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
    answer(shell, body, ingestReport(body))
    return exitOfIngest(body)
  },
})
