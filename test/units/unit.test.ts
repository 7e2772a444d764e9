import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitOfSession, unitOfSubject, unitsOfSubject } from '../../src/units/unit.ts'
import { readUnitKeys } from '../../src/units/unit-keys.ts'

const OLD = Buffer.alloc(32, 1)
const NEW = Buffer.alloc(32, 2)
const entry = (kid: string, key: Buffer) => ({ kid, key: key.toString('base64url') })
const keysOf = (...rows: readonly object[]) => readUnitKeys(JSON.stringify(rows))

describe('a unit', () => {
  it('a unit is the first 8 bytes of HMAC-SHA-256, as Node computes it, for any name', () => {
    const keys = keysOf(entry('a', NEW))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const digest = createHmac('sha256', NEW).update(`unit subject\n${name}`).digest('hex')
        expect(unitOfSubject(name, keys)).toBe(digest.slice(0, 16))
      }),
    )
  })

  it('a unit is the same for the same name, however often it is asked for', () => {
    const keys = keysOf(entry('a', NEW))
    expect(unitOfSession('s1', keys)).toBe(unitOfSession('s1', keys))
    expect(unitOfSession('s2', keys)).not.toBe(unitOfSession('s1', keys))
  })

  it('the unit of a session is never that of a subject with the same name', () => {
    const keys = keysOf(entry('a', NEW))
    expect(unitOfSession('viewer-1', keys)).not.toBe(unitOfSubject('viewer-1', keys))
  })

  it('a unit comes from the first key, and a subject has one under each key', () => {
    const both = keysOf(entry('b', NEW), entry('a', OLD))
    const [current, former] = unitsOfSubject('viewer-1', both)
    expect(current).toBe(unitOfSubject('viewer-1', both))
    expect(former).toBe(unitOfSubject('viewer-1', keysOf(entry('a', OLD))))
    expect(former).not.toBe(current)
  })

  it('nobody has a unit without keys', () => {
    for (const none of [undefined, '', '[]']) {
      const keys = readUnitKeys(none)
      expect([unitOfSubject('viewer-1', keys), unitOfSession('s1', keys), unitsOfSubject('viewer-1', keys)]).toEqual([
        null,
        null,
        [],
      ])
    }
  })
})

describe('keys of units', () => {
  it.each([
    ['no JSON', '[', 'no JSON'],
    ['no list', '{}', 'no JSON list'],
    ['null in the list', '[null]', '[0].kid'],
    ['a short key', JSON.stringify([{ kid: 'a', key: 'c2hvcnQ' }]), '[0].key'],
    ['a key id with a dot', JSON.stringify([entry('a.b', NEW)]), '[0].kid'],
    ['one key id twice', JSON.stringify([entry('a', NEW), entry('a', OLD)]), '[1].kid'],
    ['nine keys', JSON.stringify(Array.from({ length: 9 }, (_, at) => entry(`k${at}`, NEW))), '8'],
  ])('keys of units are refused with what is wrong, and never quoted: %s', (_, text, named) => {
    const read = () => readUnitKeys(text)
    expect(read).toThrow(TypeError)
    expect(read).toThrow(named)
    expect(read).not.toThrow(/c2hvcnQ|AgIC/)
  })
})
