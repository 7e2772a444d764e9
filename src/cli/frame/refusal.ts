/** The exit codes that scripts may rely on. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** An error in the command line itself: exit 2. The message says what is wrong; the hint says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly hint: string | null

  constructor(message: string, hint: string | null = null) {
    super(message)
    this.hint = hint
  }
}

/** A request that cannot be done, or was refused: exit 1. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  readonly hint: string | null

  constructor(message: string, hint: string | null = null) {
    super(message)
    this.hint = hint
  }
}
