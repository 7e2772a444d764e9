import { afterEach, expect, it, vi } from 'vitest'
import { whileItTakes } from '../../../src/cli/frame/waiting.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('a long request is told on stderr, each time that it has taken twice as long, until its answer is there', async () => {
  vi.useFakeTimers()
  const told: string[] = []
  const stderr = { write: (text: string) => told.push(text) > 0 }
  const answered = whileItTakes({ stderr }, 'campaigns', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20_000))
    return 'done'
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answered).toBe('done')
  expect(told.map((line) => line.match(/for (\d+) s/)?.[1])).toEqual(['4', '8', '16'])
})
