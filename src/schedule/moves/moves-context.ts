import type { Redis } from '@upstash/redis/cloudflare'

/** What is asked of the store. */
export interface MovesContext {
  readonly redis: Redis
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Called after every few hundred records: keeps a lock that is held. */
  readonly meanwhile?: () => Promise<void>
}
