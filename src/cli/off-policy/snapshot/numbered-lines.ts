import type { DecisionLogLine } from '../../../model/messages/decision-log.ts'
import type { RejectedRow } from '../../../off-policy/log/logged-page.ts'
import { type LineSource, readLines } from '../../replay/lines.ts'

/** A line of the decision log, and where it stands: the file as an index, and the line, from 1. */
export interface NumberedLine {
  readonly file: number
  readonly line: DecisionLogLine
  readonly at: number
}

/** Where lines come from: a file, or the answer of a deployment. */
export interface NamedLines {
  readonly name: string
  readonly source: () => LineSource
}

/**
 * The lines of some sources, each decision once, and those that are none.
 * @param prepared what of a line is read, as in `readLines`
 * @throws UsageError when a file cannot be read
 */
export async function numberedLines(
  sources: readonly NamedLines[],
  prepared?: Parameters<typeof readLines>[2],
): Promise<{
  readonly lines: readonly NumberedLine[]
  readonly rejected: readonly RejectedRow[]
}> {
  const lines: NumberedLine[] = []
  const rejected: RejectedRow[] = []
  const known = new Map<string, number>()
  for (const [file, { name, source }] of sources.entries()) {
    for (const read of await readLines(source(), name, prepared)) {
      const { at } = read
      if ('problem' in read) {
        rejected.push({ file, line: at, reason: read.problem })
        continue
      }
      const { decisionId } = read.line
      const twin = known.get(decisionId)
      if (twin === undefined) lines.push({ file, at, line: read.line })
      else rejected.push({ file, line: at, reason: `decisionId: ${decisionId} is on line ${twin} already` })
      known.set(decisionId, twin ?? at)
    }
  }
  return { lines, rejected }
}
