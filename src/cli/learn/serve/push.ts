import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { answer, count, plain } from '../../frame/output.ts'
import { EXIT, Refusal } from '../../frame/refusal.ts'
import { openSource, upload } from '../../frame/upload.ts'
import { defineVerb } from '../../frame/verb.ts'
import { openOps } from '../../ops/ops-client.ts'

/** What `ff learn run` calls the files in its folder. */
const FILE = 'learned.ndjson'
const REPORT = 'report.json'

/** Stores a learned run with the publisher. */
export const learnPush = defineVerb({
  name: 'learn push',
  description: 'Store a learned run with the publisher; it changes nothing until it is activated',
  example: 'learn push learned',
  notes: [
    'The file is checked to its end before anything of it is stored: one that is cut, that was changed, or that has a value\nthat cannot be is refused with its line and field. Assets that the schedule does not know are counted and left out.\nPush the same run as often as you like.',
    `Of a folder its ${REPORT} is sent too: ff learn show and the console tell by it what the run learned, and why.`,
  ],
  args: {
    file: {
      type: 'positional',
      required: true,
      description: `The folder of ff learn run, or its ${FILE}; - reads stdin`,
    },
  },
  run: async (args, shell) => {
    const isFolder = args.file !== '-' && ((await stat(args.file).catch(() => null))?.isDirectory() ?? false)
    const source = await openSource(shell, isFolder ? join(args.file, FILE) : args.file)
    const ops = await openOps(shell)
    const pushed = await upload(shell, source, 'learned run', (stream) => ops.pushLearned(stream))
    const { id, assets, cold, unknown, space } = pushed.run
    const report = isFolder ? await reportIn(args.file) : null
    if (report !== null) await ops.keepLearnedReport(id, report)
    answer(shell, pushed, [
      `${plain(id)} ${pushed.outcome === 'known' ? 'was stored before' : 'is stored'}: ${count(assets)} assets, ${count(cold)} of them by metadata alone, ${count(unknown)} unknown to the schedule; space ${plain(space)}`,
      `ff learn activate ${plain(id)} --reason "…" lets regions serve it`,
      ...(report === null ? [`without ${REPORT}: push the folder of ff learn run to keep it too`] : []),
    ])
    return EXIT.done
  },
})

/** The report beside a run; null: there is none. */
async function reportIn(folder: string): Promise<unknown> {
  const text = await readFile(join(folder, REPORT), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(`${REPORT} of ${folder} is no JSON; the run itself is stored`, 'make it anew with ff learn run')
  }
}
