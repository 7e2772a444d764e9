import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEidr } from '../../../../src/ingest/formats/avails/titles/eidr.ts'

/** EIDRs of real works and edits, from the examples of MovieLabs. */
const REAL = [
  '8FF3-1C20-84F5-F247-8BCD-E',
  '77C5-ED35-8FC2-7D9D-9531-1',
  '6FE7-5382-637F-2E34-7518-O',
  'F926-336C-2666-0201-54E9-I',
  'AB00-7928-1A3D-3923-B063-Q',
  '2327-7906-3CEE-8AC4-5486-A',
]

describe('readEidr', () => {
  it.each(REAL)('The EIDR %s of a real work is one in each of its forms', (suffix) => {
    for (const form of [
      `10.5240/${suffix}`,
      `10.5240/${suffix.toLowerCase()}`,
      ` urn:eidr:10.5240:${suffix} `,
      `md:cid:eidr-s:${suffix}`,
      `md:alid:eidr-s:${suffix}`,
      `urn:dece:alid:eidr-s:${suffix}`,
    ]) {
      expect(readEidr(form)).toEqual({ id: `10.5240/${suffix}` })
    }
  })

  it('Any one mistyped character of an EIDR is noticed, and so are two neighbours that changed places', () => {
    const digits = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    fc.assert(
      fc.property(fc.constantFrom(...REAL), fc.nat({ max: 25 }), digits, (suffix, at, digit) => {
        const wrong = `${suffix.slice(0, at)}${digit}${suffix.slice(at + 1)}`
        if (wrong !== suffix) expect(readEidr(`10.5240/${wrong}`)).toEqual({ broken: true })
        const pair = suffix.slice(at, at + 2)
        const swapped = `${suffix.slice(0, at)}${[...pair].reverse().join('')}${suffix.slice(at + 2)}`
        if (swapped !== suffix) expect(readEidr(`10.5240/${swapped}`)).toEqual({ broken: true })
      }),
    )
  })

  it.each([
    '10.5240/',
    '10.5240/8FF3-1C20-84F5-F247-8BCD',
    '10.5240/8FF3-1C20-84F5-F247-8BCD-E-E',
    '10.5240/:1489-49A2-3956-4B2D-BEFK-6',
    'md:cid:eidr-s::4321-4321-4321-4321-4321-6',
    'urn:eidr:10.5240:G926-336C-2666-0201-54E9-I',
  ])('The text %s is meant as an EIDR and is none', (text) => {
    expect(readEidr(text)).toEqual({ broken: true })
  })

  it.each(['', 'VIEW_MT_2006', 'md:cid:eidr-x:8FF3-1C20-84F5-F247-8BCD-E:Bonus1', '10.2340/8FF3', '__proto__'])(
    'The text %j is not meant as an EIDR',
    (text) => {
      expect(readEidr(text)).toBeNull()
    },
  )
})
