import type { DeviceClock } from '../device.ts'

/** The clock of a browser, or of any device with the timers of one. Before `performance.now`, only the time of day. */
export function browserClock(): DeviceClock {
  const wallMs = (): number => Date.now()
  return {
    now: typeof performance === 'object' && 'now' in performance ? () => performance.now() : wallMs,
    wallMs,
    after: (delayMs, act) => {
      const timer = setTimeout(act, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
