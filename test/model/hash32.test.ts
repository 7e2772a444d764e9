import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash32 } from '../../src/model/hash32.ts'

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('hash32 gives the published FNV-1a value of %j', (text, hash) => {
  expect(hash32(text)).toBe(hash)
})

test('hash32 hashes the bytes that TextEncoder writes, lone surrogates too', () => {
  const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), (text) => {
      let hash = 0x811c9dc5
      for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
      return hash32(text) === hash
    }),
  )
})
