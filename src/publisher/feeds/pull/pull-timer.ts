import { PullFailure } from './pull-failure.ts'

/** Ends waits that take too long: each by its own limit, and all of them when the pull as a whole is over. */
export class PullTimer {
  private isOver = false
  private fail: (failure: PullFailure) => void = () => undefined
  private readonly timer: ReturnType<typeof setTimeout>

  constructor(private readonly totalMs: number) {
    this.timer = setTimeout(() => {
      this.isOver = true
      this.fail(this.tooLong())
    }, totalMs)
  }

  /**
   * The value of a promise, which goes on by itself when it is too late.
   *
   * @param late what a failure says before the number of seconds
   * @throws PullFailure when it takes too long; and what the promise throws
   */
  within<Value>(work: Promise<Value>, milliseconds: number, late: string): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.isOver) reject(this.tooLong())
      this.fail = reject
      const timer = setTimeout(
        () => reject(new PullFailure(`${late} for ${milliseconds / 1000} seconds.`)),
        milliseconds,
      )
      work.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }

  /** Ends the clock of the whole pull. */
  stop(): void {
    clearTimeout(this.timer)
  }

  private tooLong(): PullFailure {
    return new PullFailure(`The pull took more than ${this.totalMs / 60_000} minutes.`)
  }
}
