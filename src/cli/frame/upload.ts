import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Progress, withProgress } from './progress.ts'
import { UsageError } from './refusal.ts'
import type { Shell } from './shell.ts'

/** The bytes of a file or of stdin. */
export interface Source {
  readonly bytes: AsyncIterable<Uint8Array>
  /** Bytes of the whole; null: nobody knows. */
  readonly length: number | null
  /** How many of them were read so far. */
  readonly read: () => number
}

/** Opens FILE (`-`: stdin); it must be there. */
export async function openSource(shell: Shell, file: string): Promise<Source> {
  const length = file === '-' ? null : await sizeOf(file)
  let read = 0
  async function* counted() {
    const stream: AsyncIterable<Buffer> = file === '-' ? shell.stdin : createReadStream(file)
    for await (const chunk of stream) {
      read += chunk.length
      yield chunk
    }
  }
  return { bytes: counted(), length, read: () => read }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new UsageError(`FILE "${file}" is not there`, 'give the path of a file, or - for stdin')
  if (!found.isFile()) throw new UsageError(`FILE "${file}" is not a file`, 'give the path of a file')
  return found.size
}

/** Uploads a source as fast as the server reads it; progress is shown in bytes. */
export async function upload<Result>(
  shell: Shell,
  source: Source,
  label: string,
  send: (lines: ReadableStream<Uint8Array>, shown: Progress) => Promise<Result>,
): Promise<Result> {
  return withProgress(shell, label, source.length, (shown) => {
    async function* shownBytes() {
      for await (const chunk of source.bytes) {
        yield chunk
        shown.to(source.read())
      }
    }
    return send(Readable.toWeb(Readable.from(shownBytes())) as ReadableStream<Uint8Array>, shown)
  })
}
