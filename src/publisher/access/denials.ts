const LINES_A_MINUTE = 30
const MINUTE_MS = 60_000

/** What is logged of a refusal: never the caller's name, nor what was sent. */
export interface Denial {
  readonly status: number
  readonly method: string
  /** The route pattern, without the values of its parameters; `none` when there is no such route. */
  readonly route: string
  readonly field: string | null
}

/** Logs refusals, up to a limit for each minute; the first line of a minute says how many were left out before. */
export function createDenialLog(now: () => number, write: (line: string) => void): (denial: Denial) => void {
  let minute = 0
  let lines = 0
  let leftOut = 0
  return (denial) => {
    const current = Math.floor(now() / MINUTE_MS)
    if (current !== minute) {
      minute = current
      lines = 0
    }
    if (lines >= LINES_A_MINUTE) {
      leftOut += 1
      return
    }
    lines += 1
    write(JSON.stringify({ level: 'warn', code: 'access-denied', ...denial, ...(leftOut > 0 && { leftOut }) }))
    leftOut = 0
  }
}
