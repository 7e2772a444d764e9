import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const stackFile = z.looseObject({ pid: z.int().positive() })

/** Rejects when a stack is at work in the folder: its state must not be dropped or shared. */
export async function refuseRunning(folder: string): Promise<void> {
  const path = join(folder, 'stack.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  const pid = text === null ? null : pidOf(text)
  if (pid === null || !runs(pid)) return
  throw new Error(
    `a stack runs in ${folder} (pid ${pid}); end it first, or choose another --state (if none does, remove ${path})`,
  )
}

function pidOf(text: string): number | null {
  try {
    return stackFile.parse(JSON.parse(text)).pid
  } catch {
    // Half a file is what a crash leaves; no stack wrote it and lives.
    return null
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
