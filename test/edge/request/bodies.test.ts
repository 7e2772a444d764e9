import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/contracts/device/limits.ts'
import { ProblemError } from '../../../src/edge/problem.ts'
import { parseClipsBody, parseDecisionsBody } from '../../../src/edge/request/bodies.ts'
import { parseEventsBody } from '../../../src/edge/request/events-body.ts'
import { type JsonObject, readJsonBody } from '../../../src/edge/request/json-body.ts'
import { parseAutoplayQuery, parseClipsQuery } from '../../../src/edge/request/queries.ts'

const query = (text: string): URLSearchParams => new URLSearchParams(text)
const refusal = (status: number, field: string | null): unknown => expect.objectContaining({ status, field })

describe('GET queries', () => {
  test('a GET query is filled in where it says nothing', () => {
    expect(parseAutoplayQuery(query(''))).toEqual({ surface: 'home-hero', titleId: null, inView: null, row: null })
    expect(parseClipsQuery(query(''))).toEqual({ limit: 10, cursor: null, asset: null })
  })

  test('a GET query is read as it says', () => {
    const text = 'surface=title-detail&titleId=ttl_sintel&row=new&device=tv'
    const said = { surface: 'title-detail', titleId: 'ttl_sintel', inView: null, row: 'new' }
    expect(parseAutoplayQuery(query(text))).toEqual(said)
    expect(parseClipsQuery(query('limit=50&cursor=abc&asset=ast_x'))).toEqual({
      limit: 50,
      cursor: 'abc',
      asset: 'ast_x',
    })
  })

  test.each([
    ['surface=lobby', 'surface'],
    ['surface=home-hero&surface=home-hero', 'surface'],
    ['titleId=sintel', 'titleId'],
    ['titleId=ttl_a%2Fb', 'titleId'],
    ['titleId=ttl_%00', 'titleId'],
    [`titleId=ttl_${'x'.repeat(100_000)}`, 'titleId'],
    ['row=a%20b', 'row'],
  ])('the query of autoplay is refused for %j, naming the field', (text, field) => {
    expect(() => parseAutoplayQuery(query(text))).toThrow(refusal(400, field))
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=51', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=10&limit=10', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=abc&cursor=abc', 'cursor'],
    [`cursor=${'x'.repeat(2049)}`, 'cursor'],
    ['asset=ttl_sintel', 'asset'],
  ])('the query of clips is refused for %j, naming the field', (text, field) => {
    expect(() => parseClipsQuery(query(text))).toThrow(refusal(400, field))
  })
})

describe('POST /v1/decisions', () => {
  const placement = (id: string, more: object = {}): object => ({ id, surface: 'browse-tile', ...more })

  test('the body of decisions has placements, with null for what is not said', () => {
    const placements = [placement('a'), placement('b', { count: 3, titleId: 'ttl_x', row: 'r', colour: 'red' })]
    expect(parseDecisionsBody({ placements })).toEqual([
      { id: 'a', surface: 'browse-tile', count: null, titleId: null, inView: null, row: null },
      { id: 'b', surface: 'browse-tile', count: 3, titleId: 'ttl_x', inView: null, row: 'r' },
    ])
    const nulls = placement('a', { count: null, titleId: null, row: null })
    expect(parseDecisionsBody({ placements: [nulls] })).toHaveLength(1)
  })

  test('the body of decisions takes 60 placements and not 61', () => {
    const many = Array.from({ length: 60 }, (_, index) => placement(`p${index}`))
    expect(parseDecisionsBody({ placements: many })).toHaveLength(60)
    expect(() => parseDecisionsBody({ placements: [...many, placement('last')] })).toThrow(refusal(400, 'placements'))
  })

  test.each<[JsonObject, string]>([
    [{}, 'placements'],
    [{ placements: null }, 'placements'],
    [{ placements: {} }, 'placements'],
    [{ placements: [] }, 'placements'],
    [{ placements: [7] }, 'placements[0]'],
    [{ placements: [placement('a'), placement('a')] }, 'placements[1].id'],
    [{ placements: [placement('')] }, 'placements[0].id'],
    [{ placements: [placement('__proto__ ')] }, 'placements[0].id'],
    [{ placements: [placement('a'.repeat(65))] }, 'placements[0].id'],
    [{ placements: [{ id: 'a' }] }, 'placements[0].surface'],
    [{ placements: [placement('a', { count: 0 })] }, 'placements[0].count'],
    [{ placements: [placement('a', { count: 51 })] }, 'placements[0].count'],
    [{ placements: [placement('a', { count: '3' })] }, 'placements[0].count'],
    [{ placements: [placement('a', { titleId: 'ast_x' })] }, 'placements[0].titleId'],
    [{ placements: [placement('a', { row: {} })] }, 'placements[0].row'],
    [{ placements: ['a', 'b', 'c'].map((id) => placement(id, { count: 50 })) }, 'placements[2].count'],
  ])('the body of decisions is refused for %j, naming %s', (body, field) => {
    expect(() => parseDecisionsBody(body)).toThrow(refusal(400, field))
  })

  test('the body of decisions is not fooled by __proto__', () => {
    const body = JSON.parse('{"__proto__":{"placements":[{"id":"a","surface":"home-hero"}]}}')
    expect(() => parseDecisionsBody(body)).toThrow(refusal(400, 'placements'))
    expect(Object.hasOwn(Object.prototype, 'placements')).toBe(false)
  })
})

describe('POST /v1/clips', () => {
  const signal = { token: 't', position: 3, event: 'skip', watchedMs: 1200.6 }

  test('the body of clips has cursor, limit and signals', () => {
    expect(parseClipsBody({})).toEqual({ cursor: null, limit: 10, signals: [] })
    expect(parseClipsBody({ cursor: 'c', limit: 5, signals: [signal, { ...signal, watchedMs: null }] })).toEqual({
      cursor: 'c',
      limit: 5,
      signals: [
        { ...signal, tokenField: 'signals[0].token', watchedMs: 1201 },
        { ...signal, tokenField: 'signals[1].token', watchedMs: 0 },
      ],
    })
  })

  test('a signal without a token has the one at the top of the body, and keeps its own if it has one', () => {
    const { token: _own, ...bare } = signal
    const { signals } = parseClipsBody({ token: 'shared', signals: [bare, signal, { ...bare, token: null }] })
    expect(signals.map(({ token, tokenField }) => [token, tokenField])).toEqual([
      ['shared', 'token'],
      ['t', 'signals[1].token'],
      ['shared', 'token'],
    ])
  })

  test.each<[JsonObject, string]>([
    [{ signals: {} }, 'signals'],
    [{ signals: Array.from({ length: 51 }, () => signal) }, 'signals'],
    [{ signals: [signal, { ...signal, event: 'explode' }] }, 'signals[1].event'],
    [{ signals: [{ ...signal, token: '' }] }, 'signals[0].token'],
    [{ signals: [signal, { position: 0, event: 'skip' }] }, 'signals[1].token'],
    [{ token: 7, signals: [signal] }, 'token'],
    [{ limit: 51 }, 'limit'],
    [{ cursor: 7 }, 'cursor'],
  ])('the body of clips is refused for %j, naming %s', (body, field) => {
    expect(() => parseClipsBody(body)).toThrow(refusal(400, field))
  })
})

describe('bodies', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, type = 'text/plain'): Request =>
    new Request('https://edge.test/v1/events', { method: 'POST', body, headers: { 'content-type': type } })

  test.each(['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'nonsense'])(
    'a body of JSON is read when it comes as %s',
    async (type) => {
      expect(await readJsonBody(post('{"a":1}', type), 100)).toEqual({ a: 1 })
    },
  )

  test.each(['', '{', 'null', '[]', '"x"', '7', 'true', '{"a":1}}', '[{"a":1}]'])(
    'the body %j is refused with 400',
    async (text) => {
      await expect(readJsonBody(post(text), 100)).rejects.toThrow(refusal(400, null))
    },
  )

  test('a POST without a body is refused', async () => {
    const request = new Request('https://edge.test/', { method: 'POST' })
    await expect(readJsonBody(request, 100)).rejects.toThrow(refusal(400, null))
  })

  test('a body that is not UTF-8 is refused', async () => {
    await expect(
      readJsonBody(post(Uint8Array.of(...new TextEncoder().encode('{"a":"'), 0xff, 0x22, 0x7d)), 100),
    ).rejects.toThrow(refusal(400, null))
  })

  test('a body takes the last byte allowed and not the next', async () => {
    const full = `{"a":"${'x'.repeat(92)}"}`
    expect(full).toHaveLength(100)
    expect(await readJsonBody(post(full), 100)).toHaveProperty('a')
    await expect(readJsonBody(post(`${full} `), 100)).rejects.toThrow(refusal(413, 'body'))
  })

  test('a body without an end is read no further than the limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(8192).fill(0x20))
      },
    })
    const request = new Request('https://edge.test/', { method: 'POST', body: endless, duplex: 'half' })
    await expect(readJsonBody(request, LIMITS.bodyBytes.events)).rejects.toThrow(refusal(413, 'body'))
    expect(sent).toBeLessThan(20)
  })

  test('a body that comes in pieces is joined', async () => {
    const pieces = ['{"a":"', 'ä'.repeat(20), '"', '}']
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of new TextEncoder().encode(pieces.join(''))) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const request = new Request('https://edge.test/', { method: 'POST', body, duplex: 'half' })
    expect(await readJsonBody(request, 100)).toEqual({ a: 'ä'.repeat(20) })
  })

  test('a body whose stream breaks off is refused', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('cut'))
      },
    })
    const request = new Request('https://edge.test/', { method: 'POST', body: broken, duplex: 'half' })
    await expect(readJsonBody(request, 100)).rejects.toThrow(refusal(400, null))
  })

  test('a body of deep nesting is read without falling over', async () => {
    const deep = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
    expect(parseClipsBody(await readJsonBody(post(deep), LIMITS.bodyBytes.events))).toHaveProperty('limit', 10)
  })
})

describe('whatever comes', () => {
  const only = <Result>(run: () => Result): Result | null => {
    try {
      return run()
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemError)
      return null
    }
  }
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('home-hero', 'browse-tile', 'a', 'ttl_x', 'start', 0, 1, 49, 50, 51, -1, 0.5, null, '10'),
  )

  test('any query gives bounded values or a 400', () => {
    const names = ['surface', 'titleId', 'row', 'limit', 'cursor', 'asset', '__proto__', 'constructor']
    const pairs = fc.array(
      fc.tuple(fc.constantFrom(...names), fc.oneof(fc.string({ unit: 'binary' }), value.map(String))),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webQueryParameters(),
          pairs.map((list) => new URLSearchParams(list).toString()),
        ),
        (text) => {
          const clips = only(() => parseClipsQuery(query(text)))
          if (clips !== null) {
            expect(clips.limit).toBeGreaterThanOrEqual(1)
            expect(clips.limit).toBeLessThanOrEqual(50)
            expect(clips.cursor?.length ?? 0).toBeLessThanOrEqual(2048)
          }
          const autoplay = only(() => parseAutoplayQuery(query(text)))
          expect(autoplay?.titleId ?? 'ttl_x').toMatch(/^ttl_[A-Za-z0-9_-]{1,64}$/)
        },
      ),
    )
  })

  test('any body gives bounded values or a 400, and each event lands in exactly one list', () => {
    const item = fc.dictionary(
      fc.constantFrom('id', 'surface', 'count', 'titleId', 'row', 'token', 'position', 'event', 'ageMs', '__proto__'),
      value,
    )
    const list = fc.oneof(fc.array(fc.oneof(item, value), { maxLength: 62 }), value)
    const body = fc.record({ placements: list, events: list, signals: list, limit: value, cursor: value })
    fc.assert(
      fc.property(body, (fields) => {
        const placements = only(() => parseDecisionsBody(fields)) ?? []
        expect(new Set(placements.map(({ id }) => id)).size).toBe(placements.length)
        for (const { count } of placements) expect(count ?? 1).toBeLessThanOrEqual(50)
        only(() => parseClipsBody(fields))
        const events = only(() => parseEventsBody(fields))
        if (events !== null && Array.isArray(fields.events)) {
          const indices = [...events.accepted, ...events.rejected].map(({ index }) => index).sort((a, b) => a - b)
          expect(indices).toEqual([...fields.events.keys()])
        }
      }),
    )
  })

  test('any bytes give an object, a 400 or a 413', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        async (bytes) => {
          const request = new Request('https://edge.test/', { method: 'POST', body: new Uint8Array(bytes) })
          try {
            expect(Array.isArray(await readJsonBody(request, 200))).toBe(false)
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemError)
          }
        },
      ),
    )
  })
})
