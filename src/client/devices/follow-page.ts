import type { Outbox } from '../outbox/outbox.ts'

/** Sends what waits when a page is hidden: after that, it may never run again. */
export function followPage(outbox: Outbox): void {
  addEventListener('pagehide', () => outbox.hide())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') outbox.hide()
  })
}
