/** What a promise came to within its time: its value, its error, or neither yet. */
export type Outcome<Value> =
  | { readonly state: 'done'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'late' }

/** Waits for a promise at most so long; never rejects, and leaves the promise running. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Outcome<Value>> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<Outcome<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'late' }), milliseconds)
  })
  const settled = promise.then(
    (value): Outcome<Value> => ({ state: 'done', value }),
    (error: unknown): Outcome<Value> => ({ state: 'failed', error }),
  )
  const outcome = await Promise.race([settled, late])
  clearTimeout(timer)
  return outcome
}
