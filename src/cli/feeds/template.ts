import { TEMPLATE_NAMES, templateFile } from '../../ingest/formats/templates/template-file.ts'
import { writeLines } from '../frame/file-output.ts'
import { answer, count } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'

/** Writes a sheet to be filled in: a column for each field, and a row as an example. */
export const feedsTemplate = defineVerb({
  name: 'feeds template',
  description: 'Write a sheet to be filled in: a column for each field, and a row as an example',
  example: 'feeds template --for assets --out assets.xlsx',
  args: {
    for: { type: 'string', required: true, description: 'What is to be sent', valueHint: TEMPLATE_NAMES.join('|') },
    out: {
      type: 'string',
      required: true,
      description: 'Output file; its ending says how: .xlsx or .csv',
      valueHint: 'F',
    },
  },
  run: async (args, shell) => {
    const what = oneOf('--for', args.for, TEMPLATE_NAMES)
    const [, ending] = /\.(csv|xlsx)$/i.exec(args.out) ?? []
    if (ending === undefined) throw new UsageError(`--out is "${args.out}"`, 'a file that ends in .xlsx or .csv')
    const format = ending.toLowerCase() === 'csv' ? 'csv' : 'xlsx'
    const bytes = await templateFile(what, format)
    await writeLines(shell, args.out, [bytes])
    answer(shell, { file: args.out, bytes: bytes.length }, [
      `${args.out}: ${count(bytes.length)} bytes; fill it in, and: ff ingest ${args.out} --dry-run`,
      'what to write in the columns: src/ingest/formats/templates/README.md; replace the row that is an example',
    ])
    return EXIT.done
  },
})
