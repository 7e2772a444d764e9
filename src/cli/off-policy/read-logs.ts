import { createReadStream } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { type GatheredLog, gatherPages } from '../../off-policy/log/gather-pages.ts'
import { type LogFormat, logFormat, UnknownLogFormat } from '../../off-policy/log/log-format.ts'
import type { OffPolicyLog } from '../../off-policy/log/logged-page.ts'
import { UsageError } from '../frame/refusal.ts'

/**
 * Reads the files of one log, line after line, each in the format that its first line tells.
 * @param reward the column or field of the reward; null: each format's own
 * @throws UsageError when one cannot be read, is no log, has no rows, or is given twice
 */
export async function readLogs(files: readonly string[], reward: string | null): Promise<OffPolicyLog> {
  await refuseTwice(files)
  const gathered = gatherPages()
  for (const [index, file] of files.entries()) await readLog(gathered, index, file, reward)
  return gathered.log()
}

/** Rows without a decision would count twice, and nothing would tell. @throws UsageError for a file that is given twice */
async function refuseTwice(files: readonly string[]): Promise<void> {
  const met = new Set<string>()
  for (const file of files) {
    const path = await realpath(file).catch(() => file)
    if (met.has(path)) throw new UsageError(`--log "${file}" is given twice`, 'its rows would count twice')
    met.add(path)
  }
}

async function readLog(gathered: GatheredLog, index: number, file: string, reward: string | null): Promise<void> {
  let format: LogFormat | null = null
  let [line, rows] = [0, 0]
  const take = (text: string): void => {
    line++
    const content = line === 1 ? text.replace(/^\uFEFF/, '') : text
    if (content.trim() === '') return
    if (format === null) {
      format = formatOf(file, line, content, reward)
      if (format.headed) return
    }
    gathered.add(format.row(content), { file: index, line })
    rows++
  }
  await eachLine(file, take)
  if (rows === 0) throw new UsageError(`${file} has no rows`, 'give a log with at least one')
}

async function eachLine(file: string, take: (line: string) => void): Promise<void> {
  const stream = createReadStream(file, 'utf8')
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', () => reject(new UsageError(`--log "${file}" cannot be read`, 'give the path of a log')))
  })
  const all = (async () => {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) take(line)
  })()
  await Promise.race([all, failed])
}

function formatOf(file: string, line: number, content: string, reward: string | null): LogFormat {
  try {
    return logFormat(content, reward)
  } catch (error) {
    if (!(error instanceof UnknownLogFormat)) throw error
    throw new UsageError(`${file}, line ${line}: ${error.message}`, 'ff ope --help shows both formats')
  }
}
