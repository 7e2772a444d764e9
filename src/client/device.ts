/** What a device brings, so that the client knows no platform: a clock, a way to the edge, and a place to keep text. */

/** A clock that only counts up, the time of day, and a way to wait. */
export interface DeviceClock {
  /** Milliseconds since any moment; it never goes back. */
  now(): number
  /** Milliseconds since 1970, as far as the device knows: it may be wrong, and may jump. */
  wallMs(): number
  /** Calls once after this delay; what it gives back calls it off. */
  after(delayMs: number, act: () => void): () => void
}

/** One request. A body is text, so that a browser asks no permission first (CORS preflight). */
export interface ClientRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** It must survive the end of the page, where the platform can do that (`fetch` with `keepalive`). */
  readonly keepalive: boolean
  /** Give up after this time: nobody waits any longer. */
  readonly timeoutMs: number
}

export interface ClientResponse {
  readonly status: number
  readonly text: string
  header(name: string): string | null
}

/** Sends a request; `done` is called once, with null where nothing answered. What it gives back ends the request. */
export type DeviceTransport = (request: ClientRequest, done: (response: ClientResponse | null) => void) => () => void

/** Where text is kept over a restart. Each method may throw, and all that was kept may be gone at any time. */
export interface DeviceStorage {
  get(name: string): string | null
  set(name: string, text: string): void
  remove(name: string): void
}
