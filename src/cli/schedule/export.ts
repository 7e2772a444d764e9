import { writeLines } from '../frame/file-output.ts'
import { answer, count, say } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, Refusal } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

const NEWLINE = 10

/** Exports the whole schedule as NDJSON, including takedowns; `restore` reads it back. */
export const exportSchedule = defineVerb({
  name: 'export',
  description: 'Write the whole schedule as NDJSON, to a file or to stdout',
  example: 'export backup.ndjson',
  args: { file: { type: 'positional', required: false, description: 'Output file; stdout for - or if left out' } },
  run: async (args, shell) => {
    const file = args.file === '-' ? undefined : args.file
    const body = await (await openOps(shell)).export()
    if (body === null) throw new Refusal('the ops API sent no body', 'is FF_OPS_URL a publisher of this version?')
    let records = 0
    let bytes = 0
    await withProgress(shell, 'export', null, async (shown) => {
      async function* counted(source: ReadableStream<Uint8Array>) {
        for await (const chunk of source) {
          bytes += chunk.length
          for (const byte of chunk) if (byte === NEWLINE) records += 1
          shown.to(records, 'records')
          yield chunk
        }
      }
      await writeLines(shell, file, counted(body))
      shown.ends('exported')
    })
    const words = `${count(records)} records, ${count(bytes)} bytes`
    // Without a file, stdout contains the records themselves, so nothing else may be printed there.
    if (file === undefined) say(shell, words)
    else answer(shell, { file, records, bytes }, [`${file}: ${words}`])
    return EXIT.done
  },
})
