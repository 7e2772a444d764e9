/** The outcome of a promise within a time limit: its value, its error, or neither yet. */
export type Outcome<Value> =
  | { readonly state: 'done'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'late' }

/** Waits for a promise, but not longer than this; never rejects, and leaves the promise running. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Outcome<Value>> {
  let expire: () => void = () => undefined
  const late = new Promise<Outcome<Value>>((resolve) => {
    expire = () => resolve({ state: 'late' })
  })
  const timer = setTimeout(() => expire(), milliseconds)
  const settled = promise.then(
    (value): Outcome<Value> => ({ state: 'done', value }),
    (error: unknown): Outcome<Value> => ({ state: 'failed', error }),
  )
  const outcome = await Promise.race([settled, late])
  clearTimeout(timer)
  return outcome
}

/** Wraps a promise that is used later: its error is thrown when the result is asked for, instead of being unhandled. */
export async function settled<Value>(promise: Promise<Value>): Promise<() => Value> {
  try {
    const value = await promise
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** An error, wrapped so that any thrown value differs from null. */
export interface Failure {
  readonly error: unknown
}

/** Waits for a promise to settle, without limit; null: it was fulfilled. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure | null> {
  try {
    await promise
    return null
  } catch (error) {
    return { error }
  }
}
