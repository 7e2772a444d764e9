import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { wholeAnswer } from './whole-answer.ts'

export interface Received {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  readonly ifMatch: string | undefined
  readonly body: string
}

/** One canned answer: a status with JSON, which `wholeAnswer` completes, or a body as it is (NDJSON). */
export interface Canned {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  readonly location?: string
  /** Answer before the body was read, and hang up: what a real server does to a token it does not know. */
  readonly early?: boolean
}

/** What is answered by `METHOD /path`: always the same, or one after the other, of which the last stays. */
export type CannedAnswers = Readonly<Record<string, Canned | readonly Canned[]>>

export const OPS_TOKEN = 'ops-secret-token'

/** A publisher that answers what it was told to, by `METHOD /path`, and remembers what it was asked. */
export async function fakeOps(answers: CannedAnswers) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void answer(answers, received, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    environment: { FF_OPS_URL: `http://127.0.0.1:${port}`, FF_OPS_TOKEN: OPS_TOKEN },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(
  answers: CannedAnswers,
  received: Received[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = (request.url ?? '').replace(/^\/ops\/v1/, '')
  const canned = cannedFor(answers[`${request.method} ${path}`], received.filter(isThis(request.method, path)).length)
  const chunks: Buffer[] = []
  if (!canned.early) for await (const chunk of request) chunks.push(chunk)
  received.push({
    method: request.method ?? '',
    path,
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'],
    ifMatch: request.headers['if-match'],
    body: Buffer.concat(chunks).toString(),
  })
  const status = canned.status ?? 200
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, {
    'content-type': type,
    ...(canned.early && { connection: 'close' }),
    ...(canned.location && { location: canned.location }),
  })
  const json = canned.json ?? {}
  const whole = status >= 400 ? json : wholeAnswer(request.method ?? '', path, json)
  response.end(canned.text ?? JSON.stringify(whole))
  if (canned.early) response.on('finish', () => request.socket.destroy())
}

const isThis =
  (method = '', path: string) =>
  (each: Received): boolean =>
    each.method === method && each.path === path

function cannedFor(canned: Canned | readonly Canned[] | undefined, askedBefore: number): Canned {
  const all: readonly Canned[] = canned === undefined ? [] : [canned].flat()
  return all[askedBefore] ?? all.at(-1) ?? { status: 404, json: { title: 'no such route', status: 404 } }
}
