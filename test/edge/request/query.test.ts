import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hintsSchema } from '../../../src/contracts/device/requests/hints.ts'
import { parseQuery } from '../../../src/edge/request/fields.ts'
import { queryOf } from '../../../src/edge/request/query.ts'

const read = (text: string) => parseQuery(hintsSchema, queryOf(`https://edge.test/v1/autoplay${text}`))

describe('a query', () => {
  test('a query is read as the platform reads it, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aab=&&?%+#;,/ é"\'<😀\\') }),
      fc.constantFrom('%41', '%', '%zz', '%C3%A9', '__proto__', 'a=1', 'a'),
    )
    const url = fc.array(piece, { maxLength: 8 }).map((pieces) => `https://edge.test/v1/a?${pieces.join('&')}`)
    fc.assert(
      fc.property(url, (text) => {
        const wanted = new URL(text).searchParams
        for (const name of [...wanted.keys(), 'a', 'missing', 'constructor']) {
          expect(queryOf(text).getAll(name), `${text} ${name}`).toEqual(wanted.getAll(name))
        }
      }),
      { numRuns: 1000 },
    )
    expect(queryOf('https://edge.test/v1/a').getAll('a')).toEqual([])
    expect(queryOf('https://edge.test/v1/a#?a=1').getAll('a')).toEqual([])
  })

  test('a query means the same the second time, and what was refused is refused again', () => {
    const wanted = { device: 'tv', codecs: ['avc', 'hevc'], maxHeight: 1080, language: 'pt-br', gpc: true }
    for (const time of ['first', 'second']) {
      expect(read('?device=tv&codecs=avc,hevc&maxHeight=1080&language=pt-br&gpc=1'), time).toEqual(wanted)
      expect(read('?language=pt-br'), time).toEqual({ language: 'pt-br' })
      expect(() => read('?device=fridge&maxHeight=1080'), time).toThrow(/device must be one of/)
      expect(() => read('?device=tv&device=tv'), time).toThrow(/device is given twice/)
      expect(() => read('?device=tv&maxHeight=tv'), time).toThrow(/maxHeight must be/)
    }
  })

  test('queries that never come again do not push out what others send, and do not pile up', () => {
    for (let height = 1; height < 3000; height++) expect(read(`?maxHeight=${height}`).maxHeight).toBe(height)
    expect(read('?maxHeight=2')).toEqual({ maxHeight: 2 })
  })
})
