import { createServer, type ServerResponse } from 'node:http'
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
  close(): Promise<void>
}

/** The store's door with a bad day: it misbehaves at the requests that a test names. */
export async function startFaultyDoor(backend: CommandBackend): Promise<FaultyDoor> {
  let count = 0
  let plan: Parameters<FaultyDoor['misbehave']>[0] = () => null
  const tokens = [{ token: 'test-token', allow: 'everything' }] as const
  const server = createServer(async (request, response) => {
    count += 1
    const chunks: Buffer[] = []
    const number = count
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const path = request.url ?? '/'
    const fault = plan(number, path, body)
    const door = { backend, tokens }
    const answer = (text: string) =>
      answerAtDoor(door, {
        method: 'POST',
        path,
        authorization: request.headers.authorization ?? null,
        encoding: null,
        body: text,
      })
    await respond(response, fault, path, body, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => count,
    misbehave(next) {
      count = 0
      plan = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(
  response: ServerResponse,
  fault: Fault | null,
  path: string,
  body: string,
  answer: (body: string) => Promise<DoorAnswer>,
): Promise<void> {
  if (fault === 'error-500') return send(response, { status: 500, body: '{"error":"ERR internal error"}' })
  if (fault === 'refuse' || fault === 'refuse-last') return send(response, await refuse(fault, path, body, answer))
  const { status, body: whole } = await answer(body)
  if (fault === 'lost') return void response.destroy()
  if (fault === 'hang') return
  if (fault === 'cut') return send(response, { status, body: whole.slice(0, Math.floor(whole.length / 2)) })
  if (fault === 'short')
    return send(response, { status, body: JSON.stringify((JSON.parse(whole) as unknown[]).slice(0, -1)) })
  send(response, { status, body: whole })
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

function send(response: ServerResponse, { status, body }: DoorAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body)
}
