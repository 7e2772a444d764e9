import { createClient, type DeviceClient } from '../../src/client/client.ts'
import type { ClientRequest, ClientResponse, DeviceStorage } from '../../src/client/device.ts'
import type { AskOutcome } from '../../src/client/outcome.ts'
import type { ClientSettings } from '../../src/client/settings.ts'
import type { Decision } from '../../src/contracts/device/answers/decision.ts'
import type { DecisionsAnswer } from '../../src/contracts/device/answers/decisions.ts'
import { HERO_ANSWER } from '../../src/contracts/device/operations/examples.ts'

/** One request that the client has sent; the test answers it, or never does. */
export interface SentRequest extends ClientRequest {
  readonly isEnded: boolean
  answer(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void
  /** Nothing answers. */
  fail(): void
}

/** A device whose time passes as the test says, and whose storage outlives its client. */
export class DeviceWorld {
  nowMs = 1_000
  wallMs = Date.UTC(2026, 10, 30, 12)
  readonly sent: SentRequest[] = []
  readonly kept = new Map<string, string>()
  readonly #timers: { readonly at: number; readonly act: () => void }[] = []

  readonly storage: DeviceStorage = {
    get: (name) => this.kept.get(name) ?? null,
    set: (name, text) => void this.kept.set(name, text),
    remove: (name) => void this.kept.delete(name),
  }

  /** A client as after a start of the app: timers of the one before are gone. `create` may be that of a build. */
  start(settings: Partial<ClientSettings> = {}, create: typeof createClient = createClient): DeviceClient {
    this.#timers.length = 0
    return create({
      edgeUrl: 'https://edge.test',
      storage: this.storage,
      chance: () => 1,
      transport: (request, done) => this.#send(request, done),
      clock: {
        now: () => this.nowMs,
        wallMs: () => this.wallMs,
        after: (delayMs, act) => {
          const timer = { at: this.nowMs + delayMs, act }
          this.#timers.push(timer)
          return () => this.#drop(timer)
        },
      },
      ...settings,
    })
  }

  /** Time passes, and what waits for it happens in its order. */
  pass(durationMs: number): void {
    const until = this.nowMs + durationMs
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)
      if (next === undefined) break
      this.#drop(next)
      this.#goOn(next.at)
      next.act()
    }
    this.#goOn(until)
  }

  /** Requests for what plays. */
  get questions(): readonly SentRequest[] {
    return this.sent.filter(({ url }) => !url.endsWith('/v1/events'))
  }

  /** Requests that report events. */
  get beacons(): readonly SentRequest[] {
    return this.sent.filter(({ url }) => url.endsWith('/v1/events'))
  }

  #goOn(at: number): void {
    const passed = Math.max(0, at - this.nowMs)
    this.nowMs += passed
    this.wallMs += passed
  }

  #drop(timer: { readonly at: number; readonly act: () => void }): void {
    const index = this.#timers.indexOf(timer)
    if (index >= 0) this.#timers.splice(index, 1)
  }

  #send(request: ClientRequest, done: (response: ClientResponse | null) => void): () => void {
    let isEnded = false
    const sent: SentRequest = {
      ...request,
      get isEnded() {
        return isEnded
      },
      answer: (status, body, headers = {}) =>
        done({
          status,
          text: typeof body === 'string' ? body : JSON.stringify(body),
          header: (name) => headers[name] ?? null,
        }),
      fail: () => done(null),
    }
    this.sent.push(sent)
    return () => {
      isEnded = true
    }
  }
}

/** Asks for the hero; what comes of it is in the list, in its order: at most one outcome, and what is late. */
export function askHero(
  client: DeviceClient,
  options: Parameters<DeviceClient['autoplay']>[1] = {},
): { readonly told: AskOutcome[]; readonly late: AskOutcome[]; cancel(): void } {
  const told: AskOutcome[] = []
  const late: AskOutcome[] = []
  const asking = client.autoplay('home-hero', { late: (outcome) => late.push(outcome), ...options }, (outcome) =>
    told.push(outcome),
  )
  return { told, late, cancel: asking.cancel }
}

/** An answer of the contract's own example, with what a test changes. */
export function heroAnswer(changed: Partial<DecisionsAnswer> = {}): DecisionsAnswer {
  return { ...HERO_ANSWER, ...changed }
}

/** The example's hero, with what a test changes. */
export function heroItem(changed: Partial<Decision> = {}): Decision {
  const [item] = HERO_ANSWER.decisions['home-hero'] ?? []
  if (item === undefined) throw new Error('the example has no hero')
  return { ...item, ...changed }
}

/** An unsigned token with these claims: the client reads claims, and only the edge checks who signed them. */
export function tokenOf(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'EdDSA' })}.${part(claims)}.c2lnbmF0dXJl`
}
