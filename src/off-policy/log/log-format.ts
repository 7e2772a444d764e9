import { ndjsonRow } from './ndjson-row.ts'
import { openBanditColumns, openBanditRow } from './open-bandit-row.ts'
import type { ParsedRow } from './parsed-row.ts'

/** How the lines of a file are read, as its first one tells. */
export interface LogFormat {
  readonly name: 'open-bandit' | 'ndjson'
  /** The first line names columns, and is no row. */
  readonly headed: boolean
  readonly row: (line: string) => ParsedRow
}

/** How a file of gzip begins: its first byte, which no text begins with. */
const COMPRESSED = '\u001F'

/** A line of the decision log, which names its decision otherwise. */
const OF_DECISION_LOG = /^\s*\{(?!.*"decision"\s*:).*"decisionId"\s*:/

/** A file that is no log. The message says what its first line should have been. */
export class UnknownLogFormat extends Error {
  override readonly name = 'UnknownLogFormat'
}

/**
 * The format of a file, by its first line.
 * @param reward the column or field of the reward; null: `click` or `reward`
 * @throws UnknownLogFormat
 */
export function logFormat(firstLine: string, reward: string | null): LogFormat {
  if (firstLine.trimStart().startsWith('{')) {
    if (OF_DECISION_LOG.test(firstLine)) {
      throw new UnknownLogFormat(
        'lines of the decision log are for --policy snapshot:ID, which knows what they could draw',
      )
    }
    const field = reward ?? 'reward'
    return { name: 'ndjson', headed: false, row: (line) => ndjsonRow(line, field) }
  }
  if (firstLine.startsWith(COMPRESSED)) throw new UnknownLogFormat('it is compressed: unpack it first, as with gunzip')
  const column = reward ?? 'click'
  const columns = openBanditColumns(firstLine, column)
  if (typeof columns === 'string') throw new UnknownLogFormat(columns)
  return { name: 'open-bandit', headed: true, row: (line) => openBanditRow(line, columns, column) }
}
