import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { CommandBackend } from './backend.ts'
import type { DoorToken } from './door-tokens.ts'
import { answerAtDoor, type DoorAnswer, type DoorRequest } from './rest-door.ts'

/** Largest body, in bytes: a transaction that promotes 100,000 records is about 15 MB. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

export interface LocalStoreDoor {
  readonly url: string
  close(): Promise<void>
}

export interface StoreDoorOptions {
  readonly backend: CommandBackend
  readonly tokens: readonly DoorToken[]
  /** 0: any free port. */
  readonly port: number
  /** Loopback only, because the door's tokens are sent unencrypted. */
  readonly host?: '127.0.0.1'
}

/** Opens the REST door on loopback. Closing it leaves the backend open. */
export async function startStoreDoor(options: StoreDoorOptions): Promise<LocalStoreDoor> {
  let served = 0
  const server = createServer((request, response) => {
    served += 1
    const syncToken = String(served)
    serve(options, request)
      .then((answer) => send(response, answer, syncToken))
      .catch(() => response.destroy())
  })
  // Node would close a connection that rests for 5 s, maybe while the runtime sends its next command on it: that command
  // would be lost, and nobody could say whether it was carried out.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the store door has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(options: StoreDoorOptions, request: IncomingMessage): Promise<DoorAnswer> {
  const body = await readBody(request)
  if (body === null)
    return { status: 413, body: JSON.stringify({ error: `ERR max request size is ${MAX_BODY_BYTES} bytes` }) }
  return answerAtDoor(options, toDoorRequest(request, body))
}

function toDoorRequest(request: IncomingMessage, body: string): DoorRequest {
  const encoding = request.headers['upstash-encoding']
  return {
    method: request.method ?? '',
    path: (request.url ?? '/').split('?')[0] ?? '/',
    authorization: request.headers.authorization ?? null,
    encoding: typeof encoding === 'string' ? encoding : null,
    body,
  }
}

/** null: too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk as Buffer)
  }
  return bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, answer: DoorAnswer, syncToken: string): void {
  const body = Buffer.from(answer.body)
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'upstash-sync-token': syncToken,
  })
  response.end(body)
}
