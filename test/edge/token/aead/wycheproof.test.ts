import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bytes, hex, newAead } from './kernel.ts'

interface Case {
  readonly tcId: number
  readonly comment: string
  readonly key: string
  readonly iv: string
  readonly aad: string
  readonly msg: string
  readonly ct: string
  readonly tag: string
  readonly result: 'valid' | 'invalid'
}

/**
 * All of C2SP/wycheproof, testvectors_v1/xchacha20_poly1305_test.json, at commit dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166;
 * Apache-2.0.
 */
const FILE = new URL('vectors/xchacha20_poly1305_test.json', import.meta.url)
const file: { readonly numberOfTests: number; readonly testGroups: readonly { readonly tests: readonly Case[] }[] } =
  JSON.parse(readFileSync(FILE, 'utf8'))
const cases = file.testGroups.flatMap(({ tests }) => tests)
const aead = newAead()

const under = ({ key, aad }: Case) => ({ key: bytes(key), additional: bytes(aad) })

test('the set of Wycheproof vectors is whole', () => {
  expect([cases.length, cases.filter(({ result }) => result === 'valid').length]).toEqual([315, 246])
  expect(file.numberOfTests).toBe(315)
})

test('a valid vector is sealed so, and opens', () => {
  for (const each of cases.filter(({ result }) => result === 'valid')) {
    const { iv, msg, ct, tag, tcId } = each
    expect(hex(aead.seal(under(each), bytes(iv), bytes(msg))), `case ${tcId}`).toBe(iv + ct + tag)
    expect(hex(aead.open(under(each), bytes(iv + ct + tag)) ?? new Uint8Array(1)), `case ${tcId}`).toBe(msg)
  }
})

test('a vector that is not genuine does not open, and a nonce of another length is no nonce', () => {
  for (const each of cases.filter(({ result }) => result === 'invalid')) {
    const { iv, msg, ct, tag, tcId, comment } = each
    expect(aead.open(under(each), bytes(iv + ct + tag)), `case ${tcId}: ${comment}`).toBeNull()
    if (iv.length !== 48)
      expect(() => aead.seal(under(each), bytes(iv), bytes(msg)), `case ${tcId}`).toThrow(RangeError)
  }
})
