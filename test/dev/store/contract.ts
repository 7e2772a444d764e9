import { Redis } from '@upstash/redis/cloudflare'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CommandBackend } from '../../../src/dev/store/backend.ts'
import { type LocalStoreDoor, startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { PROFILE_READER } from '../../../src/dev/store/door-tokens.ts'
import { CONTRACT_CASES } from './contract-cases.ts'

const TOKENS = [
  { token: 'full-token', allow: 'everything' },
  { token: 'profile-token', allow: PROFILE_READER },
] as const

/** What the project may count on from the scheduling store, whichever one stands behind the door. */
export function storeContract(name: string, open: () => Promise<CommandBackend>): void {
  describe(name, () => {
    let backend: CommandBackend
    let door: LocalStoreDoor
    let redis: Redis

    beforeAll(async () => {
      backend = await open()
      door = await startStoreDoor({ backend, tokens: TOKENS, port: 0 })
      redis = clientOf('full-token')
    })
    afterEach(async () => {
      await backend.execute(['FLUSHDB'])
    })
    afterAll(async () => {
      await door?.close()
      await backend?.close()
    })

    const clientOf = (token: string) =>
      new Redis({
        url: door.url,
        token,
        retry: { retries: 0 },
        automaticDeserialization: false,
        enableAutoPipelining: false,
        enableTelemetry: false,
      })

    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const authorization = 'Bearer full-token'
      const response = await fetch(`${door.url}${path}`, {
        method: 'POST',
        body: text,
        headers: { authorization, ...headers },
      })
      return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
    }

    it.each(CONTRACT_CASES)('the store $name', async ({ steps }) => {
      for (const [command, reply] of steps) {
        const answer = await post('/', command)
        const isError = typeof reply === 'object' && reply !== null && 'error' in reply
        expect([command, answer.body]).toEqual([command, isError ? reply : { result: reply }])
        expect(answer.status).toBe(isError ? 400 : 200)
      }
    })

    it('the client reads every value as it was written, base64 and all', async () => {
      await redis.set('a', 'Grüße 🎬')
      await redis.hset('h', { x: 1, y: 'OK' })
      await redis.sadd('s', 'OK', 'two')
      expect(await redis.get('a')).toBe('Grüße 🎬')
      expect(await redis.mget('a', 'missing')).toEqual(['Grüße 🎬', null])
      expect(await redis.hgetall('h')).toEqual(['x', '1', 'y', 'OK'])
      expect((await redis.smembers('s')).sort()).toEqual(['OK', 'two'])
    })

    it('a pipeline gives each of its commands its own answer, errors among them', async () => {
      const pipeline = redis.pipeline().set('a', '1').sadd('a', 'x').incr('a')
      const replies = await pipeline.exec({ keepErrors: true })
      expect(replies.map((reply) => reply.error ?? reply.result)).toEqual([
        'OK',
        expect.stringContaining('WRONGTYPE'),
        2,
      ])
    })

    it('a transaction runs to its end although a command of it fails', async () => {
      const { status, body } = await post('/multi-exec', [
        ['SET', 'a', 'x'],
        ['INCR', 'a'],
        ['SET', 'b', 'y'],
      ])
      expect(status).toBe(200)
      expect(body).toEqual([
        { result: 'OK' },
        { error: 'ERR value is not an integer or out of range' },
        { result: 'OK' },
      ])
    })

    it('a transaction with a malformed command runs nothing', async () => {
      const { status } = await post('/multi-exec', [['SET', 'a', 'x'], ['GET']])
      expect(status).toBe(400)
      expect(await redis.exists('a')).toBe(0)
    })

    it('no other command comes in between a transaction', async () => {
      const count = 40
      const moves = Array.from({ length: count }, () =>
        post('/multi-exec', [
          ['INCR', 'left'],
          ['INCR', 'right'],
          ['MGET', 'left', 'right'],
        ]),
      )
      for (const { body } of await Promise.all(moves)) {
        const [left, right] = (body as { result: string[] }[])[2]?.result ?? []
        expect(left).toBe(right)
      }
      expect(await redis.get('left')).toBe(String(count))
    })

    it.each(['SCAN', 'SSCAN', 'HSCAN'])(
      'the command %s finds whatever is there from start to end, though the rest changes',
      async (scan) => {
        const names = Array.from({ length: 300 }, (_, index) => `k${index}`)
        for (const name of [...names, ...names.map((kept) => `gone-${kept}`)]) await add(scan, name)
        const found = new Set<string>()
        let cursor = '0'
        do {
          const page = await backend.execute([
            scan,
            ...(scan === 'SCAN' ? [] : ['x']),
            cursor,
            'MATCH',
            'k*',
            'COUNT',
            '20',
          ])
          const [next, elements] = page as [string, string[]]
          for (const element of elements) found.add(element)
          const victim = `gone-k${found.size}`
          await backend.execute(scan === 'SCAN' ? ['DEL', victim] : [scan === 'SSCAN' ? 'SREM' : 'HDEL', 'x', victim])
          cursor = next
        } while (cursor !== '0')
        found.delete('value')
        expect([...found].sort()).toEqual([...names].sort())
      },
    )

    const add = (scan: string, name: string) => {
      if (scan === 'SCAN') return backend.execute(['SET', name, 'value'])
      return backend.execute(scan === 'SSCAN' ? ['SADD', 'x', name] : ['HSET', 'x', name, 'value'])
    }

    it('a scan may ask for one type', async () => {
      await backend.execute(['SET', 'string', '1'])
      await backend.execute(['SADD', 'set', '1'])
      expect(await backend.execute(['SCAN', '0', 'TYPE', 'set', 'COUNT', '100'])).toEqual(['0', ['set']])
    })

    it.each(['', 'Bearer wrong', 'Bearer ', 'Basic full-token'])(
      'the authorization %o is refused',
      async (authorization) => {
        const { status, body } = await post('/', ['GET', 'a'], { authorization })
        expect(status).toBe(401)
        expect(body).toEqual({ error: 'WRONGPASS invalid or missing auth token' })
      },
    )

    it.each([
      ['/', 'not json'],
      ['/', '{}'],
      ['/', '[]'],
      ['/', '[["GET","a"]]'],
      ['/', '["GET",{"a":1}]'],
      ['/', '["GET",null]'],
      ['/pipeline', '["GET","a"]'],
      ['/pipeline', '[]'],
      ['/multi-exec', '[[]]'],
    ])('the malformed %s %s is answered by 400', async (path, body) => {
      expect((await post(path, body)).status).toBe(400)
    })

    it('every answer has a sync token', async () => {
      expect((await post('/', ['PING'])).headers.get('upstash-sync-token')).toMatch(/./)
    })

    it('a profile token may read profiles, and nothing else', async () => {
      await redis.set('profile:u1', 'taste')
      const reader = clientOf('profile-token')
      expect(await reader.get('profile:u1')).toBe('taste')
      await expect(reader.get('campaign:cmp_1')).rejects.toThrow('NOPERM')
      await expect(reader.mget('profile:u1', 'asset:ast_1')).rejects.toThrow('NOPERM')
      await expect(reader.set('profile:u1', 'x')).rejects.toThrow(
        "NOPERM this user has no permissions to run the 'set'",
      )
      await expect(reader.scan(0)).rejects.toThrow('NOPERM')
      await expect(reader.multi().set('profile:u1', 'x').exec()).rejects.toThrow('NOPERM')
      expect(await redis.get('profile:u1')).toBe('taste')
    })
  })
}
