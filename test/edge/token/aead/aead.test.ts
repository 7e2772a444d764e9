import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { describe, expect, test } from 'vitest'
import { mulberry32 } from '../../../../src/dev/demo/mulberry32.ts'
import { ADDITIONAL_BYTES_MAX, Aead, TEXT_BYTES_MAX } from '../../../../src/edge/token/aead/aead.ts'
import { hex, kernelSource, newAead } from './kernel.ts'

/** More were run when the kernel was written; its page says how many. */
const CASES = 10_000

/** Random bytes, and now and then the values that carries go wrong with. */
function bytesFrom(random: () => number, length: number): Uint8Array {
  const kind = random()
  if (kind < 0.05) return new Uint8Array(length)
  if (kind < 0.1) return new Uint8Array(length).fill(255)
  return Uint8Array.from({ length }, () => random() * 256)
}

describe('the kernel', () => {
  test('the kernel seals as the library does, byte for byte, opens what it sealed, and nothing that was changed', () => {
    const random = mulberry32(8439)
    const aead = newAead()
    for (let index = 0; index < CASES; index++) {
      const [key, nonce] = [bytesFrom(random, 32), bytesFrom(random, 24)]
      const text = bytesFrom(random, Math.floor(random() ** 3 * 1500))
      const under = { key, additional: bytesFrom(random, Math.floor(random() * 40)) }
      const sealed = aead.seal(under, nonce, text).slice()
      expect(hex(sealed.subarray(24))).toBe(hex(xchacha20poly1305(key, nonce, under.additional).encrypt(text)))
      expect(hex(aead.open(under, sealed) ?? Uint8Array.of(1))).toBe(hex(text))
      const at = Math.floor(random() * sealed.length)
      sealed[at] = (sealed[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      expect(aead.open(under, sealed)).toBeNull()
    }
  })

  test('the kernel takes every length up to its bounds, and leaves nothing of one text in the next', () => {
    const aead = newAead()
    const [key, nonce] = [new Uint8Array(32).fill(7), new Uint8Array(24).fill(9)]
    const fullest = { key, additional: new Uint8Array(ADDITIONAL_BYTES_MAX).fill(1) }
    for (const length of [TEXT_BYTES_MAX, 0, TEXT_BYTES_MAX - 1, 1, 15, 16, 17, 63, 64, 65]) {
      for (const additional of [
        fullest.additional,
        fullest.additional.subarray(1),
        fullest.additional.subarray(0, 1),
      ]) {
        const text = new Uint8Array(length).fill(0xa5)
        const sealed = aead.seal({ key, additional }, nonce, text).slice()
        expect(hex(sealed.subarray(24))).toBe(hex(xchacha20poly1305(key, nonce, additional).encrypt(text)))
        expect(aead.open({ key, additional }, sealed)).toEqual(text)
      }
    }
  })

  test('the kernel opens nothing with a bit changed in key, data, nonce, text or tag, and nothing shorter', () => {
    const aead = newAead()
    const under = { key: new Uint8Array(32).fill(7), additional: new Uint8Array(20).fill(3) }
    const sealed = aead.seal(under, new Uint8Array(24).fill(9), new Uint8Array(50).fill(5)).slice()
    const flipped = (of: Uint8Array, bit: number) =>
      of.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    for (let bit = 0; bit < 8 * sealed.length; bit++) expect(aead.open(under, flipped(sealed, bit))).toBeNull()
    for (let bit = 0; bit < 256; bit++) {
      expect(aead.open({ ...under, key: flipped(under.key, bit) }, sealed)).toBeNull()
      if (bit < 160) expect(aead.open({ ...under, additional: flipped(under.additional, bit) }, sealed)).toBeNull()
    }
    for (let length = 0; length < sealed.length; length++)
      expect(aead.open(under, sealed.subarray(0, length))).toBeNull()
    expect(aead.open({ ...under, additional: new Uint8Array(21).fill(3) }, sealed)).toBeNull()
    expect(aead.open(under, sealed)).toEqual(new Uint8Array(50).fill(5))
  })

  test('the kernel refuses lengths that it has no room for, saying what it takes', () => {
    const aead = newAead()
    const [key, nonce, none] = [new Uint8Array(32), new Uint8Array(24), new Uint8Array()]
    const under = { key, additional: none }
    expect(() => aead.seal({ ...under, key: new Uint8Array(16) }, nonce, none)).toThrow('a key of 16 bytes; give 32')
    expect(() => aead.seal(under, new Uint8Array(12), none)).toThrow('a nonce of 12 bytes; give 24')
    expect(() => aead.seal(under, nonce, new Uint8Array(TEXT_BYTES_MAX + 1))).toThrow('is most')
    const tooMuch = { key, additional: new Uint8Array(ADDITIONAL_BYTES_MAX + 1) }
    expect(() => aead.seal(tooMuch, nonce, none)).toThrow('is most')
    expect(aead.open(under, new Uint8Array(TEXT_BYTES_MAX + 41))).toBeNull()
    expect(() => new Aead({})).toThrow('generated/aead.wasm')
  })

  test('the kernel chooses no branch and no address by a key or a text: ciphers and tags are straight code', () => {
    for (const name of ['chacha.ts', 'poly.ts']) {
      const source = kernelSource(name)
      expect(source).not.toMatch(/\bif\b|\bwhile\b|\bswitch\b|\bselect\b|\?|&&|\|\||\[/)
      // A loop ends with its rounds, its rows or its text, never by what it reads.
      for (const [loop] of source.matchAll(/for \(.*\)/g)) {
        expect(loop).toMatch(
          /(round < 10|row < BLOCK_BYTES|at < end); (round\+\+|row \+= 16|at \+= (16|BLOCK_BYTES))\)/,
        )
      }
    }
    expect(kernelSource('kernel.ts').match(/\bif\b.*/g)).toEqual([
      'if (v128.any_true(v128.xor(given, v128.load(TAG)))) return 0',
    ])
  })
})
