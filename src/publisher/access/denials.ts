const LINES_A_MINUTE = 30
const MINUTE_MS = 60_000

/** What is told of a refusal: never who, by name, nor what was sent. */
export interface Denial {
  readonly status: number
  readonly method: string
  /** As registered, without what stands in its place; `none` where there is no such route. */
  readonly route: string
  readonly field: string | null
}

/** Writes refusals to the log, so many a minute and no more; the first line of a minute says how many were left out. */
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
