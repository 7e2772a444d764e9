/** How long a publisher's lock lasts without renewal: a publisher that died blocks nobody for longer. */
export const LOCK_MS = 30_000

const BEAT_MS = 10_000

/** Renews locks while work goes on, until the returned function is called. The next beat makes up for a failed one. */
export function beginHeartbeat(renew: () => Promise<unknown>): () => void {
  const timer = setInterval(() => void renew().catch(() => undefined), BEAT_MS)
  return () => clearInterval(timer)
}
