import { writeLines } from '../frame/file-output.ts'
import { answer, count, plain } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { openSource, upload } from '../frame/upload.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REASON_FLAG } from '../publish/steering.ts'
import { bulkLines, saidOf } from './campaign-edit.ts'
import { FILTER_FLAGS, filterOf } from './campaign-filter.ts'

/** Writes campaigns as a sheet. */
export const campaignExport = defineVerb({
  name: 'campaign export',
  description: 'Write campaigns as a sheet (CSV or XLSX), to be edited and sent back with campaign import',
  example: 'campaign export campaigns.xlsx --region dach',
  args: {
    file: { type: 'positional', required: true, description: 'Output file; its ending says how: .xlsx or .csv' },
    ...FILTER_FLAGS,
  },
  run: async (args, shell) => {
    const format = formatOf(args.file)
    const body = await (await openOps(shell)).exportCampaigns(format, filterOf(args))
    if (body === null) throw new Refusal('the ops API sent no body', 'is FF_OPS_URL a publisher of this version?')
    let bytes = 0
    await withProgress(shell, 'export', null, async (shown) => {
      async function* counted(source: ReadableStream<Uint8Array>) {
        for await (const chunk of source) {
          bytes += chunk.length
          yield chunk
        }
      }
      await writeLines(shell, args.file, counted(body))
      shown.ends('exported')
    })
    answer(shell, { file: args.file, bytes }, [
      `${args.file}: ${count(bytes)} bytes; edit it, and: ff campaign import ${args.file} --reason "…" --dry-run`,
    ])
    return EXIT.done
  },
})

/** Sends such a sheet back. */
export const campaignImport = defineVerb({
  name: 'campaign import',
  description: 'Send a sheet of campaigns back: each row is an edit of its campaign; campaign undo puts it back',
  example: 'campaign import campaigns.csv --reason "weights for December" --dry-run',
  args: {
    file: { type: 'positional', required: true, description: 'A sheet as campaign export writes it, .xlsx or .csv' },
    reason: REASON_FLAG,
    'dry-run': { type: 'boolean', description: 'Only show what it would do' },
  },
  run: async (args, shell) => {
    const format = formatOf(args.file)
    const source = await openSource(shell, args.file)
    const ops = await openOps(shell)
    const query = { reason: args.reason, ...(args['dry-run'] && { dryRun: '1' }) }
    const body = await upload(shell, source, 'import', async (stream, shown) => {
      const answered = await ops.importCampaigns(format, stream, query)
      shown.ends(saidOf(answered))
      return answered
    })
    const faults = body.faults.map(({ line, column, text }) => `line ${line}: ${plain(column)}: ${plain(text)}`)
    answer(shell, body, [...faults, ...bulkLines(body)])
    return body.refused + body.faults.length > 0 ? EXIT.refused : EXIT.done
  },
})

function formatOf(file: string): 'csv' | 'xlsx' {
  const [, ending] = /\.(csv|xlsx)$/i.exec(file) ?? []
  if (ending === undefined) throw new UsageError(`FILE is "${file}"`, 'a file that ends in .xlsx or .csv')
  return ending.toLowerCase() === 'csv' ? 'csv' : 'xlsx'
}
