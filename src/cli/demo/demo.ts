import { writeLines } from '../frame/file-output.ts'
import { answer, count, say } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'

const GREATEST_CANDIDATES = 1_000_000
/** Records in a write: a write for each of a million lines would take most of the time. */
const RECORDS_PER_CHUNK = 500

/** Generates a schedule of any size: the same seed gives the same bytes. */
export const demo = defineVerb({
  name: 'demo',
  description: 'Generate a schedule of any size (NDJSON); the same seed gives the same schedule',
  example: 'demo --candidates 100000 --seed 1 --out large.ndjson',
  args: {
    candidates: { type: 'string', required: true, description: 'About how many candidates', valueHint: '100000' },
    seed: { type: 'string', description: 'Whole number', default: '1', valueHint: '1' },
    out: { type: 'string', description: 'Output file; stdout if left out', valueHint: 'file' },
  },
  run: async (args, shell) => {
    const candidates = wholeNumber('--candidates', args.candidates, 1, GREATEST_CANDIDATES) ?? 1
    const seed = wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1) ?? 1
    // Loaded on demand, because no other verb needs the generator.
    const { largeCatalogue } = await import('../../dev/demo/large-catalogue.ts')
    let records = 0
    await withProgress(shell, 'demo', null, async (shown) => {
      function* chunks() {
        let lines = ''
        for (const record of largeCatalogue({ candidates, seed })) {
          lines += `${JSON.stringify(record)}\n`
          records += 1
          if (records % RECORDS_PER_CHUNK !== 0) continue
          yield Buffer.from(lines)
          lines = ''
          shown.to(records, 'records')
        }
        if (lines !== '') yield Buffer.from(lines)
      }
      await writeLines(shell, args.out, chunks())
      shown.ends('made')
    })
    const words = `${count(records)} records`
    if (args.out === undefined) say(shell, words)
    else answer(shell, { file: args.out, records, candidates, seed }, [`${args.out}: ${words}`])
    return EXIT.done
  },
})
