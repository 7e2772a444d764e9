import { answer } from '../frame/output.ts'
import { openSource, upload } from '../frame/upload.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { exitOfIngest, ingestReport } from './ingest-report-lines.ts'

/** Writes an export back, after the scheduling store was lost. */
export const restore = defineVerb({
  name: 'restore',
  description: 'Bring an export back into an empty scheduling store',
  example: 'restore backup.ndjson',
  notes: [
    'Campaigns and feeds come back as they were. Experiments do too, without their results; in one that ran nobody takes part\nuntil ff experiment ramp KEY --resume, so that another deployment does not draw by itself. What is known of learned runs\ncomes back, and regions serve them again where storage still has them; all others are named, to be pushed again.',
  ],
  args: {
    file: { type: 'positional', required: true, description: 'An export (NDJSON); - reads stdin' },
    force: {
      type: 'boolean',
      description: 'Allow a store that is not empty: records with the same id are replaced, all others stay',
    },
    unchecked: {
      type: 'boolean',
      description: 'Allow an export that is cut or damaged, or from a version that could not detect this',
    },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const body = await upload(shell, await openSource(shell, args.file), 'restore', async (lines, shown) => {
      const taken = await ops.restore(lines, { force: args.force === true, unchecked: args.unchecked === true })
      shown.ends('restored')
      return taken
    })
    answer(shell, body, ingestReport(body))
    return exitOfIngest(body)
  },
})
