import type { Keeper } from './keeper.ts'
import { createSlots } from './slots.ts'

const VIEWERS = 4

/** What the edge remembers of each viewer, sealed: the session of the last answer goes with the next question. */
export interface Sessions {
  /** The viewer's session; whoever has none goes on with that of the guest, as somebody does who signs in. */
  of(viewer: string): string | null
  /** @param number of the question: a late answer does not replace the session of a newer one */
  keep(viewer: string, session: unknown, number: number): void
  clear(): void
}

/** @param guest who is nobody known */
export function createSessions(keeper: Keeper, guest: string): Sessions {
  const slots = createSlots(keeper, 'session', VIEWERS)
  let newest = 0
  const ofSlot = (viewer: string): string | null => {
    const session = slots.get(viewer)
    return typeof session === 'string' ? session : null
  }
  return {
    of: (viewer) => {
      const own = ofSlot(viewer)
      const session = own ?? ofSlot(guest)
      if (own === null && session !== null) {
        // It is theirs from now on: two viewers never go on with one session.
        slots.put(viewer, session)
        slots.put(guest, null)
      }
      return session
    },
    keep: (viewer, session, number) => {
      if (typeof session !== 'string' || number < newest) return
      newest = number
      slots.put(viewer, session)
    },
    clear: slots.clear,
  }
}
