import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Progress, withProgress } from './progress.ts'
import { UsageError } from './refusal.ts'
import type { Shell } from './shell.ts'

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new UsageError(`FILE "${file}" is not there`, 'give the path of a file, or - for stdin')
  if (!found.isFile()) throw new UsageError(`FILE "${file}" is not a file`, 'give the path of a file')
  return found.size
}

/** Uploads FILE (`-`: stdin) as fast as the server reads it; progress is shown in bytes. */
export async function upload<Result>(
  shell: Shell,
  file: string,
  label: string,
  send: (lines: ReadableStream<Uint8Array>, shown: Progress) => Promise<Result>,
): Promise<Result> {
  const bytes = file === '-' ? null : await sizeOf(file)
  return withProgress(shell, label, bytes, (shown) => {
    const source: Readable = file === '-' ? shell.stdin : createReadStream(file)
    async function* counted() {
      let sent = 0
      for await (const chunk of source) {
        sent += chunk.length
        yield chunk
        shown.to(sent)
      }
    }
    return send(Readable.toWeb(Readable.from(counted())) as ReadableStream<Uint8Array>, shown)
  })
}
