/** The load generator's own process: what it costs is not the bench's, and its garbage is not the server's. */

import { fire } from './raw-client.ts'

interface Order {
  readonly port: number
  readonly target: number
  /** Sent once for each target, then remembered. */
  readonly requests: readonly string[] | null
  readonly concurrency: number
  readonly durationMs: number
}

const known = new Map<number, readonly string[]>()

process.on('message', async (order: Order) => {
  if (order.requests !== null) known.set(order.target, order.requests)
  process.send?.(await fire({ ...order, requests: known.get(order.target) ?? [] }))
})
process.on('disconnect', () => process.exit(0))
