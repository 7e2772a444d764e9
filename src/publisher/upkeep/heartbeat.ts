/** How long a lock of a publisher lives without a sign of life: a publisher that died holds nobody up for longer. */
export const LOCK_MS = 30_000

const BEAT_MS = 10_000

/** Renews locks while work goes on; the returned function ends it. A beat that fails is made up for by the next. */
export function beginHeartbeat(renew: () => Promise<unknown>): () => void {
  const timer = setInterval(() => void renew().catch(() => undefined), BEAT_MS)
  return () => clearInterval(timer)
}
