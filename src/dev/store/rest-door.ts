import { type CommandBackend, type Reply, ReplyError } from './backend.ts'
import { bearerOf, checkPermission, type DoorToken } from './door-tokens.ts'

export interface DoorRequest {
  readonly method: string
  /** Path of the URL, without query. */
  readonly path: string
  readonly authorization: string | null
  /** The header `Upstash-Encoding`. */
  readonly encoding: string | null
  readonly body: string
}

export interface DoorAnswer {
  readonly status: number
  readonly body: string
}

/**
 * Upstash's REST protocol in front of a backend: `POST /` with a command, `/pipeline` and
 * `/multi-exec` with a list of them. One command's error is HTTP 400; a pipeline answers 200 with
 * each command's own `{result}` or `{error}`.
 */
export async function answerAtDoor(
  { backend, tokens }: { backend: CommandBackend; tokens: readonly DoorToken[] },
  request: DoorRequest,
): Promise<DoorAnswer> {
  const token = bearerOf(request.authorization, tokens)
  if (token === undefined) return failure(401, 'WRONGPASS invalid or missing auth token')
  if (request.method !== 'POST') return failure(405, 'ERR only POST is served here')
  const answered = (reply: Reply) => ({ result: request.encoding === 'base64' ? inBase64(reply) : reply })
  try {
    const body = parseBody(request.body)
    switch (request.path) {
      case '/':
        return success(answered(await executeChecked(backend, token, asCommand(body))))
      case '/pipeline':
        return success(await runPipeline(backend, token, asCommands(body), answered))
      case '/multi-exec':
        return success(await runTransaction(backend, token, asCommands(body), answered))
      default:
        return failure(404, `ERR no such path: ${request.path.slice(0, 80)}`)
    }
  } catch (error) {
    if (error instanceof ReplyError) return failure(400, error.message)
    return failure(503, `ERR the store behind this door gave no answer: ${error instanceof Error ? error.message : ''}`)
  }
}

type Answered = { result: Reply } | { error: string }

async function executeChecked(backend: CommandBackend, token: DoorToken, command: readonly string[]): Promise<Reply> {
  checkPermission(token, command)
  return await backend.execute(command)
}

async function runPipeline(
  backend: CommandBackend,
  token: DoorToken,
  commands: readonly (readonly string[])[],
  answered: (reply: Reply) => Answered,
): Promise<Answered[]> {
  // All are sent at once, in order: the bridge's connection pipelines them, and the embedded store is synchronous.
  const replies = await Promise.allSettled(commands.map((command) => executeChecked(backend, token, command)))
  return replies.map((reply) => {
    if (reply.status === 'fulfilled') return answered(reply.value)
    if (reply.reason instanceof ReplyError) return { error: reply.reason.message }
    throw reply.reason
  })
}

async function runTransaction(
  backend: CommandBackend,
  token: DoorToken,
  commands: readonly (readonly string[])[],
  answered: (reply: Reply) => Answered,
): Promise<Answered[]> {
  for (const command of commands) checkPermission(token, command)
  const replies = await backend.transaction(commands)
  return replies.map((reply) => (reply instanceof ReplyError ? { error: reply.message } : answered(reply)))
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new ReplyError('ERR failed to parse command: the body is not JSON')
  }
}

function asCommands(body: unknown): string[][] {
  if (!Array.isArray(body) || body.length === 0) {
    throw new ReplyError('ERR failed to parse pipeline: want a list of commands, like [["GET","a"]]')
  }
  return body.map(asCommand)
}

function asCommand(body: unknown): string[] {
  if (!Array.isArray(body) || body.length === 0 || typeof body[0] !== 'string') {
    throw new ReplyError('ERR failed to parse command: want a list that starts with a name, like ["GET","a"]')
  }
  return body.map((argument: unknown) => {
    if (typeof argument === 'string') return argument
    if (typeof argument === 'number' || typeof argument === 'boolean') return String(argument)
    throw new ReplyError('ERR failed to parse command: an argument is neither text nor number')
  })
}

/** Encodes every string except a single "OK", which clients do not decode; inside a list they decode "OK" too. */
function inBase64(reply: Reply, insideList = false): Reply {
  if (typeof reply === 'string') {
    return reply === 'OK' && !insideList ? reply : Buffer.from(reply, 'utf8').toString('base64')
  }
  if (reply === null || typeof reply === 'number') return reply
  return reply.map((element) => inBase64(element, true))
}

const success = (body: unknown): DoorAnswer => ({ status: 200, body: JSON.stringify(body) })
const failure = (status: number, error: string): DoorAnswer => ({ status, body: JSON.stringify({ error }) })
