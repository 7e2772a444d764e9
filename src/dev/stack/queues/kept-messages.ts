import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { QueuedMessage } from './local-queue.ts'

const keptMessage = z.object({
  id: z.string(),
  timestamp: z.iso.datetime().transform((at) => new Date(at)),
  body: z.unknown(),
  attempts: z.int().positive(),
})

const pathOf = (folder: string, queue: string): string => join(folder, 'queues', `${queue}.ndjson`)

/** Writes what a queue still has at the end, one message a line, in place of what was written there before. */
export async function keepMessages(
  folder: string,
  queue: string,
  messages: readonly QueuedMessage<unknown>[],
): Promise<void> {
  const path = pathOf(folder, queue)
  if (messages.length === 0) return rm(path, { force: true })
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.draft`
  await writeFile(draft, messages.map((message) => `${JSON.stringify(message)}\n`).join(''), { mode: 0o600 })
  await rename(draft, path)
}

/** What a queue had left at its last end. The file stays until the next end: what is sent twice counts once. */
export async function keptMessages(folder: string, queue: string): Promise<readonly QueuedMessage<unknown>[]> {
  const path = pathOf(folder, queue)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => parsed(line, `${path}, line ${index + 1}`))
}

function parsed(line: string, place: string): QueuedMessage<unknown> {
  try {
    return keptMessage.parse(JSON.parse(line))
  } catch {
    throw new Error(`${place}: this is no message of a queue; mend the line or remove it, and start again`)
  }
}
