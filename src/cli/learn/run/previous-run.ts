import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readLearnedRun } from '../../../learn/file/learned-reader.ts'
import { learnedLines, learnedRunId } from '../../../learn/file/learned-text.ts'
import type { LearnedHead, LearnedRun, LearnedRunId } from '../../../model/learned/learned-run.ts'
import { Refusal, UsageError } from '../../frame/refusal.ts'

/**
 * The run before, whole.
 * @throws Refusal naming the line and the field, when the file was cut or changed
 */
export async function readPreviousRun(file: string): Promise<LearnedRun> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(
      `--previous "${file}" cannot be read`,
      'give the learned.ndjson of the last run, or leave it out',
    )
  })
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const run = readLearnedRun(lines)
  const hint = 'without --previous the run declares a space of its own, and profiles begin anew'
  if ('reason' in run) {
    const where = run.field === '' ? '' : `, ${run.field}`
    throw new Refusal(`--previous ${file}, line ${run.line}${where}: ${run.reason}`, hint)
  }
  if (run.head.id !== namedRun(run)) {
    throw new Refusal(`--previous ${file}: its id is not that of its lines: it was cut or changed`, hint)
  }
  return run
}

/** The id of a run, by the bytes of its file without one. */
export function namedRun(run: {
  readonly head: Omit<LearnedHead, 'id'>
  readonly assets: LearnedRun['assets']
}): LearnedRunId {
  const hash = createHash('sha256')
  for (const line of learnedLines(run, null)) hash.update(line)
  return learnedRunId(hash.digest('hex'))
}
