import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Progress, progress } from './progress.ts'
import { UsageError } from './refusal.ts'
import type { Shell } from './shell.ts'

/** A file on its way to the ops API, read as fast as the other side takes it. */
interface Upload {
  readonly lines: ReadableStream<Uint8Array>
  readonly shown: Progress
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (found === null)
    throw new UsageError(`FILE "${file}" is not there`, 'give the path of an NDJSON file, or - for stdin')
  if (!found.isFile()) throw new UsageError(`FILE "${file}" is not a file`, 'give the path of an NDJSON file')
  return found.size
}

/** Opens FILE (`-`: stdin) as a request body; progress is told in bytes. */
export async function openUpload(shell: Shell, file: string, label: string): Promise<Upload> {
  const bytes = file === '-' ? null : await sizeOf(file)
  const shown = await progress(shell, label, bytes)
  const source: Readable = file === '-' ? shell.stdin : createReadStream(file)
  async function* counted() {
    let sent = 0
    for await (const chunk of source) {
      sent += chunk.length
      yield chunk
      shown.to(sent)
    }
  }
  return { lines: Readable.toWeb(Readable.from(counted())) as ReadableStream<Uint8Array>, shown }
}
