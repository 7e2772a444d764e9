import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandBackend, ReplyError } from '../../../src/dev/store/backend.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import { storeContract } from './contract.ts'
import { redisServerExists, startLocalRedis } from './local-redis.ts'

describe.skipIf(!redisServerExists())('a real Redis', () => {
  let server: Awaited<ReturnType<typeof startLocalRedis>>
  beforeAll(async () => {
    server = await startLocalRedis()
  })
  afterAll(async () => {
    await server?.stop()
  })

  storeContract('a real Redis behind the bridge', () => openStore({ directory: null, redisUrl: server.url }))

  it('a Redis that went away is named as such, without the words of its driver', async () => {
    const gone = await startLocalRedis()
    const store = await openStore({ directory: null, redisUrl: gone.url })
    await gone.stop()
    const refused = async (): Promise<string> => {
      const reason = await store.execute(['GET', 'a']).then(String, ({ message }: Error) => message)
      return reason.includes('REDIS_URL') ? reason : refused()
    }
    expect(await refused()).toBe('the Redis of REDIS_URL cannot be reached')
    await store.close()
  })

  it('a real Redis answers like the embedded store to any sequence of commands', async () => {
    const real = await openStore({ directory: null, redisUrl: server.url })
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40 }), async (commands) => {
        const embedded = await openStore({ directory: null })
        await real.execute(['FLUSHDB'])
        for (const words of commands) {
          expect([words, await outcome(embedded, words)]).toEqual([words, await outcome(real, words)])
        }
      }),
      { numRuns: 400 },
    )
    await real.close()
  })
})

const key = fc.constantFrom('a', 'b', 'c')
const name = fc.constantFrom('x', 'y', 'é', '🎬')
const value = fc.oneof(
  name,
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.constantFrom('0.1', '1e2', '-0.7', '', ' 1', '+1'),
)
const bound = fc.oneof(fc.integer({ min: -4, max: 4 }).map(String), fc.constantFrom('(1', '-inf', '+inf', 'nan'))

const command: fc.Arbitrary<string[]> = fc.oneof(
  fc.tuple(fc.constantFrom('GET', 'INCR', 'TYPE', 'PERSIST', 'TTL', 'HLEN', 'SCARD', 'ZCARD', 'LLEN', 'DEL'), key),
  fc.tuple(fc.constant('SET'), key, value, fc.constantFrom('NX', 'XX', 'GET', 'KEEPTTL')),
  fc.tuple(
    fc.constant('SET'),
    key,
    value,
    fc.constantFrom('EX', 'PXAT'),
    fc.constantFrom('1000', '9999999999999', 'x', '0'),
  ),
  fc.tuple(fc.constantFrom('INCRBY', 'EXPIRE'), key, fc.constantFrom('100', '-5', 'x', '')),
  fc.tuple(fc.constantFrom('RENAME', 'MGET', 'EXISTS'), key, key),
  fc.tuple(fc.constantFrom('HSET', 'HINCRBY', 'HINCRBYFLOAT', 'HMGET'), key, name, value),
  fc.tuple(fc.constantFrom('SADD', 'SREM', 'RPUSH', 'LPUSH', 'HDEL', 'ZREM', 'SMISMEMBER', 'ZMSCORE'), key, name, name),
  fc.tuple(fc.constantFrom('SISMEMBER', 'HGET', 'ZSCORE'), key, name),
  fc.tuple(fc.constant('ZADD'), key, fc.constantFrom('NX', 'XX', 'GT', 'LT', 'CH'), value, name),
  fc.tuple(fc.constant('ZADD'), key, value, name, value, name),
  fc.tuple(fc.constant('ZRANGE'), key, bound, bound),
  fc.tuple(fc.constant('ZRANGE'), key, bound, bound, fc.constantFrom('REV', 'BYSCORE', 'WITHSCORES')),
  fc.tuple(
    fc.constant('ZRANGE'),
    key,
    bound,
    bound,
    fc.constant('BYSCORE'),
    fc.constant('REV'),
    fc.constant('LIMIT'),
    bound,
    bound,
  ),
  fc.tuple(fc.constantFrom('LRANGE', 'LTRIM'), key, bound, bound),
)

async function outcome(backend: CommandBackend, words: readonly string[]): Promise<unknown> {
  try {
    const reply = await backend.execute(words)
    // Redis 7.0 prints a score of 0.1 as 0.10000000000000001, 7.2 as 0.1: the same number.
    const isScore = words[0] === 'ZSCORE' || words[0] === 'ZMSCORE' || words.includes('WITHSCORES')
    return isScore ? [reply].flat().map((text) => Number(text) || text) : reply
  } catch (error) {
    if (error instanceof ReplyError) return { error: error.message }
    throw error
  }
}
