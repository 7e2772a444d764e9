import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { ff, ffInside } from './command-line.ts'
import { type CannedAnswers, fakeOps } from './fake-ops.ts'

const running: Awaited<ReturnType<typeof fakeOps>>[] = []
afterEach(async () => {
  for (const ops of running.splice(0)) await ops.close()
})

/** Runs the command line against a publisher that answers so; tells how it ended and what was asked. */
export async function against(answers: CannedAnswers, args: readonly string[], stdin = '') {
  const ops = await fakeOps(answers)
  running.push(ops)
  return { ended: await ff(args, ops.environment, stdin), received: ops.received }
}

/** The same without a process of its own, where only words and requests matter. */
export async function againstInside(answers: CannedAnswers, args: readonly string[], typed: string | null = null) {
  const ops = await fakeOps(answers)
  running.push(ops)
  return { ended: await ffInside(args, ops.environment, fetch, typed), received: ops.received }
}

export async function fileOf(content: string | Uint8Array, name = 'schedule.ndjson'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'ff-file-')), name)
  await writeFile(path, content)
  return path
}
