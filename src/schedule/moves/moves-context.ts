import type { Redis } from '@upstash/redis/cloudflare'

/** What computing moves needs from the store. */
export interface MovesContext {
  readonly redis: Redis
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Called after every few hundred records, to renew a lock that is held. */
  readonly meanwhile?: () => Promise<void>
}
