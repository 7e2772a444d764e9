import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from './refusal.ts'
import type { Shell } from './shell.ts'

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Writes FILE under a temporary name first, so that a broken stream never leaves half a file that looks complete. */
async function writeFile(file: string, chunks: Chunks): Promise<void> {
  const partial = `${file}.partial`
  try {
    await pipeline(chunks, createWriteStream(partial))
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    const why = error instanceof Error ? error.message : 'unknown'
    throw new Refusal(`${file} could not be written completely (${why})`, 'no partial file was left; try again')
  }
}

async function writeStream(stream: Writable, chunks: Chunks): Promise<void> {
  await pipeline(chunks, stream, { end: false })
}

/** Writes NDJSON to FILE, or to stdout when none is named. */
export async function writeLines(shell: Shell, file: string | undefined, chunks: Chunks): Promise<void> {
  await (file === undefined ? writeStream(shell.stdout, chunks) : writeFile(file, chunks))
}
