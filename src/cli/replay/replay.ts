import { DECISION_ID } from '../../model/messages/decision-log.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { linesOfBody, linesOfFile, type ReadLine, readLines } from './lines.ts'

const LAST_DEFAULT = '20'
const LAST_MAX = 1_000
const LIMIT_DEFAULT = 20
const LIMIT_MAX = 100_000

interface Asked {
  readonly file?: string
  readonly last?: string
  readonly id?: string
  readonly region?: string
}

/** The query for the lines of a deployment; null: they come from a file. Contradictory flags are a usage error. */
function queryOf({ file, last, id, region }: Asked): Readonly<Record<string, string>> | null {
  const given = [file, last, id].filter((each) => each !== undefined)
  if (given.length > 1) throw new UsageError('FILE, --last and --id are given together', 'choose one of them')
  wholeNumber('--last', last, 1, LAST_MAX)
  const among: Readonly<Record<string, string>> =
    region === undefined ? {} : { region: oneOf('--region', region, REGION_IDS) }
  if (file !== undefined) {
    if (region !== undefined) throw new UsageError('--region has no meaning for a file', 'leave it out')
    return null
  }
  if (id === undefined) return { ...among, last: last ?? LAST_DEFAULT }
  if (!DECISION_ID.test(id)) throw new UsageError(`--id is "${id}"`, 'the decisionId of an answer: 32 hex digits')
  return { ...among, id }
}

async function linesFor(shell: Shell, asked: Asked, ops: () => Promise<OpsClient>): Promise<readonly ReadLine[]> {
  const query = queryOf(asked)
  if (query !== null) {
    const lines = await readLines(
      linesOfBody(await (await ops()).decisions({ ...query, for: 'replay' })),
      'the answer of the ops API',
    )
    if (lines.length > 0) return lines
    const what = asked.id === undefined ? 'no decision is logged' : `decision ${asked.id} is not logged`
    throw new Refusal(
      what,
      'lines are sampled by DECISION_LOG_RATE and kept for 48 hours; a new one takes a few seconds',
    )
  }
  const { file = '-' } = asked
  const lines = await readLines(file === '-' ? shell.stdin : linesOfFile(file), file === '-' ? 'stdin' : file)
  if (lines.length === 0)
    throw new Refusal(`${file === '-' ? 'stdin' : file} is empty`, 'it must be NDJSON, one decision in each line')
  return lines
}

/** Replays logged decisions and compares every byte of their answers. */
export const replay = defineVerb({
  name: 'replay',
  description: 'Repeat logged decisions from their snapshots, with both engines, and compare every byte',
  example: 'replay --last 5 --explain',
  args: {
    file: { type: 'positional', required: false, description: 'Lines of the decision log (NDJSON); - reads stdin' },
    last: { type: 'string', description: `The newest lines that are logged (${LAST_DEFAULT})`, valueHint: '5' },
    id: { type: 'string', description: 'The line of one decision', valueHint: 'decisionId' },
    region: { type: 'string', description: 'Only of this region', valueHint: 'dach' },
    explain: { type: 'boolean', description: 'Say why: every candidate, with the chance of each draw' },
    limit: {
      type: 'string',
      description: `Explain at most this many candidates, kept and rejected (${LIMIT_DEFAULT})`,
      valueHint: '50',
    },
  },
  run: async (args, shell) => {
    const limit = wholeNumber('--limit', args.limit, 1, LIMIT_MAX) ?? LIMIT_DEFAULT
    let opened: Promise<OpsClient> | null = null
    // A file with only baseline answers needs no deployment.
    const ops = () => {
      opened ??= openOps(shell)
      return opened
    }
    const lines = await linesFor(shell, args, ops)
    // Loaded when asked for: no other verb should wait for the engines.
    const { replayLines } = await import('./replay-lines.ts')
    const { replayDocument, replayReport } = await import('./report.ts')
    const replayed = await withProgress(shell, 'replay', lines.length, async (shown) => {
      const done = (count: number) => shown.to(count)
      const results = await replayLines(lines, { ops, explain: args.explain === true, done })
      shown.ends('replayed')
      return results
    })
    answer(shell, replayDocument(replayed, limit), replayReport(shell, replayed, limit))
    return replayed.every(({ outcome }) => outcome === 'equal') ? EXIT.done : EXIT.refused
  },
})
