import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { withProgress } from '../../../src/cli/frame/progress.ts'

/** The last line that is told of some work, where no bar can be drawn. */
async function lastLine(work: Parameters<typeof withProgress<void>>[3]): Promise<string | undefined> {
  const stderr = new PassThrough({ encoding: 'utf8' })
  await withProgress({ stderr, interactive: false }, 'upload', 10, work).catch(() => undefined)
  const told: string = stderr.read()
  return told.trimEnd().split('\n').at(-1)
}

it('work that says nothing at its end is told as done, and only work that fails as failed', async () => {
  expect(await lastLine(async ({ to }) => to(10))).toBe('upload: done')
  expect(await lastLine(() => Promise.reject(new Error('gone')))).toBe('upload failed')
})

it('work that says how it ended is told so', async () => {
  expect(await lastLine(async ({ ends }) => ends('10 records'))).toBe('10 records')
})
