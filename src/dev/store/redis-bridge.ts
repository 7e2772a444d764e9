import { Redis, ReplyError as WireReplyError } from 'ioredis'
import { type CommandBackend, type Reply, ReplyError } from './backend.ts'
import { definitionOf } from './commands/command-table.ts'

const CONNECT_TIMEOUT_MS = 5000
const COMMAND_TIMEOUT_MS = 10_000

/**
 * A real Redis behind the same door. It has one connection, on which only commands of the table run: a blocking command
 * or a subscription would block it for everyone. It uses RESP2, as Upstash does; RESP3 nests scores and maps.
 */
export async function redisBridge(url: string): Promise<CommandBackend> {
  const redis = new Redis(url, {
    protocol: 2,
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // A write whose answer was lost must not be sent again without the caller's knowledge.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  })
  // Without a listener a lost connection would end the process; commands report it to their callers.
  redis.on('error', () => undefined)
  await redis.connect()

  return {
    async execute(command) {
      definitionOf(command)
      return asReply(await redis.call(...wireForm(command)).catch(throwAsReplyError))
    },
    async transaction(commands) {
      const transaction = redis.multi()
      for (const command of commands) {
        definitionOf(command)
        transaction.call(...wireForm(command))
      }
      const results = await transaction.exec().catch(throwAsReplyError)
      if (results === null) throw new ReplyError('EXECABORT Transaction discarded: the connection gave no answer')
      return results.map(([error, result]) => (error === null ? asReply(result) : asReplyError(error)))
    },
    async close() {
      redis.disconnect()
    },
  }
}

/** In upper case, because ioredis changes the replies of commands that it recognises by their lower-case names. */
function wireForm(command: readonly string[]): [name: string, ...words: string[]] {
  return [command[0]?.toUpperCase() ?? '', ...command.slice(1)]
}

function asReply(value: unknown): Reply {
  if (value instanceof Error) throw asReplyError(value)
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(asReply)
  throw new TypeError(`Redis answered with a ${typeof value}, which RESP2 does not know`)
}

const asReplyError = (error: { readonly message: string }) => new ReplyError(error.message)

function throwAsReplyError(error: unknown): never {
  // Its own words name settings that nobody can change here.
  if (error instanceof Error && error.name === 'MaxRetriesPerRequestError')
    throw new Error('the Redis of REDIS_URL cannot be reached')
  throw error instanceof Error && error instanceof WireReplyError ? asReplyError(error) : error
}
