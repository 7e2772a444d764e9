const FIRST_MS = 1_000
const LONGEST_MS = 300_000
const ASKED_LONGEST_MS = 3_600_000

/**
 * How long to wait after so many failures in a row: longer each time, and no less than the edge asked for. By chance it
 * is from half of that to all of it, so that after an outage not all devices come back at once.
 */
export function backOffMs(failures: number, askedMs: number, chance: number): number {
  const ownMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
  return Math.min(ASKED_LONGEST_MS, askedMs) + ownMs * (0.5 + chance / 2)
}
