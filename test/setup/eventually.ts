/**
 * How long a test waits for what comes within moments; what does not come by then is a failure. Generous, for a machine
 * that is busy with something else: no test asserts a time.
 */
export const PATIENCE_MS = 60_000

/** Looks again until it is as wanted, for `patienceMs` at most; @returns what was seen then */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  wanted: (value: Value) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Value> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const value = await look()
    if (wanted(value)) return value
    if (Date.now() > deadline) throw new Error(`it stays ${JSON.stringify(value)?.slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
