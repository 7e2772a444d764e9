import type { DeviceClock, DeviceStorage, DeviceTransport } from './device.ts'
import type { Decision, StatedHints } from './device-types.ts'
import type { HappenedEvent } from './outbox/happened-event.ts'
import type { OutboxTally } from './outbox/tally.ts'

/** One encoding of an item. */
export type Encoding = Decision['playback'][number]

/** What a client is made of. Whatever is a function is called again for each request. */
export interface ClientSettings {
  /** Address of the edge, such as `https://edge.example`. */
  readonly edgeUrl: string
  readonly clock: DeviceClock
  readonly transport: DeviceTransport
  /** Left out: nothing survives a restart. */
  readonly storage?: DeviceStorage | undefined
  /** What the device states about itself and its viewer's wishes. */
  readonly hints?: (() => StatedHints) | undefined
  /** The viewer token of whoever watches now; null: a guest. */
  readonly viewerToken?: (() => string | null) | undefined
  /** More headers, such as the `X-Debug-Context` of a local stack. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined
  /** Whether this device plays an encoding; left out: every one. */
  readonly canPlay?: ((encoding: Encoding) => boolean) | undefined
  /** The device's own items for a placement, where neither the edge nor an answer of before can say what plays. */
  readonly fallback?: ((placement: string) => readonly Decision[]) | undefined
  /** How long a decision is waited for; 400 ms if left out. */
  readonly deadlineMs?: number | undefined
  /**
   * Greatest age of a last-good answer; 60,000 ms if left out, as long as an answer may be kept. Above that an answer may
   * show what was withdrawn since; one whose own validity was cut short, as a window closes, is never kept longer.
   */
  readonly lastGoodForMs?: number | undefined
  /** A number from 0 to 1, so that devices do not all come back at once; `Math.random` if left out. */
  readonly chance?: (() => number) | undefined
  /** Told of each event as it is queued. */
  readonly onEvent?: ((event: HappenedEvent, item: Decision) => void) | undefined
  /** Told whenever the outbox has changed. */
  readonly onOutbox?: ((tally: OutboxTally) => void) | undefined
}
