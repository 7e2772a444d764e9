/** Whoever waits for an answer this long waits for one that failed. */
const LATEST_MS = 1_000
/** By then an answer that was made is on its way. */
const SENT_MS = 2

/**
 * A region's next answer. What takes the processor and serves nobody yet (a second copy, words read ahead) begins behind
 * it: on a cold isolate a device waits meanwhile.
 */
export class NextAnswer {
  private waiting: (() => void)[] = []

  /** A device was answered. */
  came(): void {
    if (this.waiting.length === 0) return
    for (const goOn of this.waiting) setTimeout(goOn, SENT_MS)
    this.waiting = []
  }

  /** Resolves a moment after the next answer, or when there was none for long. */
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
