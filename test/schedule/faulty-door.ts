import type { CommandBackend } from '../../src/dev/store/backend.ts'
import { answerAtDoor, type DoorAnswer } from '../../src/dev/store/rest-door.ts'

/**
 * `refuse`: the first command of the request fails, inline. `refuse-last`: its last one. `error-500`:
 * nothing is done. `cut`: done, but the JSON is cut. `short`: done, but an answer too few. `lost`:
 * done, and the connection dies. `hang`: done, and no answer ever comes.
 */
export const FAULTS = ['refuse', 'refuse-last', 'error-500', 'cut', 'short', 'lost', 'hang'] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultyDoor {
  readonly url: string
  /** Requests so far. */
  requests(): number
  /** What happens to the request with this number, from 1. */
  misbehave(plan: (request: number, path: string, body: string) => Fault | null): void
  /** What others do before the request with this number is answered, from 1. */
  meanwhile(act: (request: number) => Promise<void>): void
  close(): Promise<void>
}

const DOMAIN = '.door.invalid'
/** A door is looked for by the origin of what is fetched; what has none goes out as ever. */
const doors = new Map<string, (path: string, init: RequestInit) => Promise<Response>>()
let opened = 0

/** The network is left out: it took more time than publisher and store together. `dev/store` tests the door with it. */
function lookForDoors(): void {
  const outside = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (!url.hostname.endsWith(DOMAIN)) return outside(input, init)
    const door = doors.get(url.origin)
    return door ? door(url.pathname + url.search, init ?? {}) : Promise.reject(new TypeError('fetch failed'))
  }
}
lookForDoors()

/** The store's door with a bad day: it misbehaves at the requests that a test names. */
export async function startFaultyDoor(backend: CommandBackend): Promise<FaultyDoor> {
  let count = 0
  let plan: Parameters<FaultyDoor['misbehave']>[0] = () => null
  let others: Parameters<FaultyDoor['meanwhile']>[0] = async () => undefined
  const tokens = [{ token: 'test-token', allow: 'everything' }] as const
  const url = `http://${opened++}${DOMAIN}`
  doors.set(url, async (path, { body, headers, signal }) => {
    const given = new Promise<never>((_, reject) => {
      if (signal?.aborted) reject(signal.reason)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
    const answered = async (): Promise<Response> => {
      // As over a network, others have their turn in between.
      await new Promise((resolve) => setImmediate(resolve))
      count += 1
      const number = count
      await others(number)
      const text = typeof body === 'string' ? body : ''
      const authorization = new Headers(headers).get('authorization')
      const answer = (said: string) =>
        answerAtDoor({ backend, tokens }, { method: 'POST', path, authorization, encoding: null, body: said })
      const { status, body: whole } = await respond(plan(number, path, text), path, text, answer)
      return new Response(whole, { status, headers: { 'content-type': 'application/json' } })
    }
    return Promise.race([answered(), given])
  })
  return {
    url,
    requests: () => count,
    misbehave(next) {
      count = 0
      plan = next
    },
    meanwhile(act) {
      others = act
    },
    async close() {
      doors.delete(url)
    },
  }
}

async function respond(
  fault: Fault | null,
  path: string,
  body: string,
  answer: (body: string) => Promise<DoorAnswer>,
): Promise<DoorAnswer> {
  if (fault === 'error-500') return { status: 500, body: '{"error":"ERR internal error"}' }
  if (fault === 'refuse' || fault === 'refuse-last') return refuse(fault, path, body, answer)
  const { status, body: whole } = await answer(body)
  if (fault === 'lost') throw new TypeError('fetch failed')
  if (fault === 'hang') return new Promise(() => undefined)
  if (fault === 'cut') return { status, body: whole.slice(0, Math.floor(whole.length / 2)) }
  if (fault === 'short') return { status, body: JSON.stringify((JSON.parse(whole) as unknown[]).slice(0, -1)) }
  return { status, body: whole }
}

/** A transaction is refused as a whole: a store that cannot do all of it does none. */
async function refuse(
  fault: 'refuse' | 'refuse-last',
  path: string,
  body: string,
  answer: (body: string) => Promise<DoorAnswer>,
) {
  const error = 'ERR max daily request limit exceeded'
  if (path === '/multi-exec') return { status: 400, body: JSON.stringify({ error }) }
  const commands = JSON.parse(body) as unknown[]
  const at = fault === 'refuse' ? 0 : commands.length - 1
  const rest = commands.filter((_, index) => index !== at)
  const done = rest.length === 0 ? [] : (JSON.parse((await answer(JSON.stringify(rest))).body) as unknown[])
  done.splice(at, 0, { error })
  return { status: 200, body: JSON.stringify(done) }
}
