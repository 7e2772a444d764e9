import type { QueueClock } from '../../../src/dev/stack/queues/queue-clock.ts'

/** A clock that a test moves by hand. */
export class HandClock implements QueueClock {
  private planned: { readonly at: number; readonly act: () => void }[] = []
  private instant: number

  constructor(start = 0) {
    this.instant = start
  }

  now(): number {
    return this.instant
  }

  after(delayMs: number, act: () => void): () => void {
    const timer = { at: this.instant + delayMs, act }
    this.planned.push(timer)
    return () => {
      this.planned = this.planned.filter((each) => each !== timer)
    }
  }

  /** Moves on, one timer after another; what a timer began has come to rest before the next one. */
  async pass(durationMs: number, rest: () => Promise<void> = turns): Promise<void> {
    const end = this.instant + durationMs
    for (;;) {
      await rest()
      const next = this.planned.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      this.planned = this.planned.filter((each) => each !== next)
      this.instant = Math.max(this.instant, next.at)
      next.act()
    }
    this.instant = end
  }
}

/** Enough turns for promises that wait for nothing else. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
