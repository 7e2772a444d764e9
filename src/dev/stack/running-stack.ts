import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type ProcessIdentity, stillRuns } from '../processes.ts'

const identity = z.object({ pid: z.int().positive(), started: z.string().nullable() })

/** What a stack writes of its processes into `stack.json`; `started` and `workers` are younger than the rest. */
const stackFile = z.looseObject({
  pid: z.int().positive(),
  started: z.string().nullable().default(null),
  workers: z.array(identity).default([]),
})

/** How long a process that was ended may take to be gone. */
const GONE_MS = 5_000
const POLL_MS = 20

/**
 * Clears the folder for a start. A stack that is at work there is an error: its state must not be dropped or shared.
 * Of one that was killed, what it left running (the runtime goes on answering on its ports) is ended.
 *
 * @returns the processes that were ended
 */
export async function takeOver(folder: string): Promise<readonly number[]> {
  const path = join(folder, 'stack.json')
  const left = parsed(await readFile(path, 'utf8').catch(() => null))
  if (left === null) return []
  if (stillRuns(left)) {
    throw new Error(
      `a stack runs in ${folder} (pid ${left.pid}); end it first, or choose another --state (if none does, remove ${path})`,
    )
  }
  const orphans = left.workers.filter(stillRuns)
  for (const { pid } of orphans) process.kill(pid, 'SIGKILL')
  for (const orphan of orphans) await gone(orphan)
  await rm(path, { force: true })
  return orphans.map(({ pid }) => pid)
}

/** Half a file is what a crash leaves; no stack wrote it and lives. */
function parsed(text: string | null): z.infer<typeof stackFile> | null {
  try {
    return stackFile.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

async function gone(orphan: ProcessIdentity): Promise<void> {
  for (let waited = 0; stillRuns(orphan); waited += POLL_MS) {
    if (waited > GONE_MS) throw new Error(`process ${orphan.pid} of a stack that died does not end; end it by hand`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
