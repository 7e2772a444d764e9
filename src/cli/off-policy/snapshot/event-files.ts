import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../../frame/refusal.ts'

/** The files that are meant: of a folder all NDJSON in it, however deep. @throws UsageError when there are none */
export async function eventFilesOf(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(filesOf))
  return found.flat()
}

async function filesOf(path: string): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) return [path]
  const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.ndjson')).sort()
  if (names.length > 0) return names.map((name) => join(path, name))
  throw new UsageError(`--events "${path}" has no *.ndjson`, 'of a local stack: .firstframe/analytics/events')
}
