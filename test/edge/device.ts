import type { EdgeIsolate } from './edge-world.ts'

export interface Item {
  readonly position: number
  readonly assetId: string
  readonly titleId: string | null
  readonly campaignId: string
  readonly autoplay: { readonly allowed: boolean; readonly reason?: string }
  readonly playback: readonly { readonly url: string }[]
  readonly rating: { readonly system: string | null; readonly label: string; readonly age: number | null }
  readonly cta: { readonly action: string }
}

/** Every field that some answer of the device API has, as the tests read it. */
export interface Body {
  readonly decisionId: string
  readonly token: string
  readonly session: string
  readonly snapshot: { readonly id: string; readonly sequence: number; readonly rung: string }
  readonly territory: string
  readonly viewer: string
  readonly privacy: string
  readonly decisions: Readonly<Record<string, readonly Item[]>>
  readonly backups?: Readonly<Record<string, readonly Item[]>>
  readonly noDecisions: readonly { readonly placement: string; readonly statusCode: number; readonly reason: string }[]
  /** Placements where house idents play. */
  readonly floor?: Body['noDecisions']
  readonly cursor?: string
  readonly field?: string
  readonly detail?: string
  readonly accepted: number
  readonly rejected: readonly { readonly index: number; readonly field: string; readonly reason: string }[]
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

interface Asking {
  /** Stands in for `request.cf`; left out: unknown place. */
  readonly country?: string
  readonly token?: string
  /** Makes it a POST. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that takes longer hangs: no device waits for that. */
const HANGS_MS = 5_000

/** Asks the edge over HTTP, as a device would. */
export async function ask(isolate: EdgeIsolate, path: string, asking: Asking = {}): Promise<Answer> {
  const { country, token, body } = asking
  const response = await fetch(isolate.url + path, {
    signal: AbortSignal.timeout(HANGS_MS),
    headers: {
      ...(country === undefined ? {} : { 'x-debug-context': `country=${country}` }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...asking.headers,
    },
    ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  // Our own service's answer; a test that reads a field which is not there fails by itself.
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Body }
}

export interface Status {
  readonly region: string
  readonly snapshot: string
  readonly sequence: number
  readonly rung: string
  readonly candidates: number
  readonly hardExpired: boolean
  readonly takedowns: { readonly count: number; readonly ageSeconds: number | null }
  readonly text: {
    readonly held: number
    readonly of: number
    readonly bytes: number
    readonly lastRefusal: string | null
  }
  readonly lastRefusal: string | null
  readonly canary: {
    readonly snapshot: string
    readonly serving: boolean
    readonly lastRefusal: string | null
  } | null
}

export async function statusOf(isolate: EdgeIsolate, region: string): Promise<Status> {
  return (await (await fetch(`${isolate.url}/v1/status?region=${region}`)).json()) as Status
}

/** Text pages are read ahead in the background: an answer asked for then waits for none, on the busiest machine. */
const textHeld = ({ text, candidates }: Status): boolean => candidates === 0 || (text.of > 0 && text.held === text.of)
/** More text than a region may hold is never all there. */
const TEXT_WAIT_MS = 2_000

/**
 * Asks for a region's status until it is as wanted: what was put is taken within a moment, or after a back-off.
 * A snapshot that is to be fresh has its text in memory, too, where there is room for it.
 */
export async function until(
  isolate: EdgeIsolate,
  region: string,
  wanted: (status: Status) => boolean,
): Promise<Status> {
  const deadline = Date.now() + 40_000
  let textDeadline = Number.POSITIVE_INFINITY
  for (;;) {
    const status = await statusOf(isolate, region)
    if (wanted(status)) {
      textDeadline = Math.min(textDeadline, Date.now() + TEXT_WAIT_MS)
      if (status.rung !== 'fresh' || textHeld(status) || Date.now() >= textDeadline) return status
    }
    if (Date.now() > deadline) throw new Error(`${region} stays ${JSON.stringify(status)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Every item on the answer's screen, in the order of its placements. */
export function itemsOf(body: Body): readonly Item[] {
  return Object.values(body.decisions).flat()
}

/** Whether an asset is none of the house idents, which play where nothing else may. */
export function isScheduled(assetId: string): boolean {
  return !assetId.startsWith('ast_house-ident-')
}
