import { splitLines } from '../../ingest/lines/split-lines.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { openSource } from '../frame/upload.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** One request takes no more lines. */
const LINES_AT_ONCE = 500
/** How many refused lines are shown; `--json` has all. */
const SHOWN = 50

interface Refused {
  readonly line: number
  readonly field: string
  readonly reason: string
}

const LINES = [
  'A line, with instants in UTC; "at" is when the viewing ended, "proof" is your record of their consent:',
  '',
  '  {"sub":"a-7f31","titleId":"ttl_hero","at":"2026-11-22T21:30:00Z","watchedMs":5400000,"consent":{"at":"2026-03-01T09:00:00Z","proof":"crm-4711"}}',
  '',
  'A title need not be scheduled. Send lines in any order, and as often as you like: each counts once. Answers know of it',
  'after a minute, and after 15 minutes on a device whose session carries the profile.',
].join('\n')

/** Brings playback history into profiles. What was sent before may be sent again. */
export const viewing = defineVerb({
  name: 'viewing',
  description: 'Bring what consented viewers watched into their profiles; refused lines are listed with the field',
  example: 'viewing watched.ndjson',
  notes: [LINES],
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'One JSON a line: {sub, titleId, at, watchedMs, consent:{at, proof}}; - reads stdin',
    },
  },
  run: async (args, shell) => {
    const source = await openSource(shell, args.file)
    const ops = await openOps(shell)
    const refused: Refused[] = []
    let accepted = 0
    let waiting: { readonly line: number; readonly text: string }[] = []
    const send = async () => {
      if (waiting.length === 0) return
      const done = await ops.addViewing(waiting.map(({ text }) => text))
      accepted += done.accepted
      refused.push(...done.refused.map((each) => ({ ...each, line: waiting[each.line - 1]?.line ?? each.line })))
      waiting = []
    }
    for await (const { line, bytes } of splitLines(source.bytes)) {
      waiting.push({ line, text: new TextDecoder().decode(bytes) })
      if (waiting.length === LINES_AT_ONCE) await send()
    }
    await send()
    const rows = refused.slice(0, SHOWN).map(({ line, field, reason }) => [String(line), plain(field), plain(reason)])
    const more = refused.length > SHOWN ? [`… and ${refused.length - SHOWN} more (--json has all)`] : []
    answer(shell, { accepted, refused }, [
      `${count(accepted)} accepted, ${count(refused.length)} refused`,
      ...(rows.length > 0 ? table(['line', 'field', 'reason'], rows) : []),
      ...more,
    ])
    return refused.length > 0 ? EXIT.refused : EXIT.done
  },
})
