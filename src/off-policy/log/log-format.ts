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

/** Files of other kinds, by what no first line of a log has: the first byte of gzip; every other one of UTF-16; and so on. */
const OTHER_KINDS: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these bytes tell such files
  [/^\u001F/, 'it is compressed: unpack it first, as with gunzip'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  [/\u0000/, 'it is no UTF-8, as if it were UTF-16: save it as UTF-8'],
  [/^\s*\[/, "it is an array of JSON: give a line for each object, as jq -c '.[]' does"],
  [/^[^,;]*;[^,;]*;[^,]*$/, 'its cells are separated by semicolons: save it with commas'],
  [/^[^,\t]*\t[^,\t]*\t[^,]*$/, 'its cells are separated by tabs: save it with commas'],
]

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
  const other = OTHER_KINDS.find(([signs]) => signs.test(firstLine))
  if (other !== undefined) throw new UnknownLogFormat(other[1])
  const column = reward ?? 'click'
  const columns = openBanditColumns(firstLine, column)
  if (typeof columns === 'string') throw new UnknownLogFormat(columns)
  return { name: 'open-bandit', headed: true, row: (line) => openBanditRow(line, columns, column) }
}
