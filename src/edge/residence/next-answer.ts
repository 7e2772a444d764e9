/** Longest wait for an answer, in milliseconds; after that the answer is taken to have failed. */
const LATEST_MS = 1_000
/** Time for a finished answer to be sent, in milliseconds. */
const SENT_MS = 2

/**
 * Lets background work wait for a region's next answer. Work that takes CPU and helps no request yet (the second copy,
 * reading text ahead) starts after it, because on a cold isolate a device is waiting.
 */
export class NextAnswer {
  private waiting: (() => void)[] = []

  /** Notes that a device was answered. */
  came(): void {
    if (this.waiting.length === 0) return
    for (const goOn of this.waiting) setTimeout(goOn, SENT_MS)
    this.waiting = []
  }

  /** Resolves shortly after the next answer, or when none has come for `LATEST_MS`. */
  sent(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LATEST_MS)
      this.waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}
