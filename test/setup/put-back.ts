import { afterAll, vi } from 'vitest'

/** What of the process the next file sees as well. */
const outside = () => ({ folder: process.cwd(), ...process.env })
const before: Readonly<Record<string, string | undefined>> = outside()

/**
 * Files share a process, so that what one leaves changed would decide what the next one finds: spies and clocks are put
 * back behind each file, and a file that leaves its folder or a variable changed fails.
 */
afterAll(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  const now: typeof before = outside()
  const left = Object.keys({ ...before, ...now }).filter((name) => before[name] !== now[name])
  if (left.length > 0) throw new Error(`the file leaves changed what others share: ${left.join(', ')}; put it back`)
})
