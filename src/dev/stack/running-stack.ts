import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type ProcessIdentity, stillRuns } from '../processes.ts'

const identity = z.object({ pid: z.int().positive(), started: z.string().nullable() })

/** The processes of a stack, as in `stack.json`; older versions did not write `started` and `workers`. */
const stackFile = z.looseObject({
  pid: z.int().positive(),
  started: z.string().nullable().default(null),
  workers: z.array(identity).default([]),
})

/** How long a process may take to end, in milliseconds. */
const GONE_MS = 5_000
const POLL_MS = 20

/**
 * Prepares the folder for a start. A stack that runs there is an error, because its state must not be dropped or
 * shared. If a stack was killed there, its remaining processes are ended: the runtime still answers on its ports.
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

/** Null for a partial file: a crash left it, so that stack does not run any more. */
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
