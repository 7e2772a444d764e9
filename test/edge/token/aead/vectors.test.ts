import { describe, expect, test } from 'vitest'
import { aeadExports, bytes, hex, newAead } from './kernel.ts'

const COUNTED = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0')).join('')
const SUNSCREEN = new TextEncoder().encode(
  "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
)

/** The kernel's parts, at addresses of the test's own. */
function parts() {
  const kernel = aeadExports()
  const memory = new Uint8Array(kernel.memory.buffer)
  const [KEY, STATE, BLOCK, OUT, TEXT] = [0x8000, 0x8100, 0x8200, 0x8300, 0x9000]
  /** A nonce of 12 bytes: its first four stand where an XChaCha text has zeros. */
  const begin = (key: string, nonce: string) => {
    memory.set(bytes(key), KEY)
    kernel.begin(STATE, KEY, new DataView(bytes(nonce).buffer).getBigUint64(4, true))
    memory.set(bytes(nonce).subarray(0, 4), STATE + 52)
  }
  return {
    block(key: string, nonce: string, counter: number): string {
      begin(key, nonce)
      kernel.keyStream(STATE, counter, BLOCK)
      return hex(memory.subarray(BLOCK, BLOCK + 64))
    },
    crypt(key: string, nonce: string, text: Uint8Array): string {
      begin(key, nonce)
      memory.set(text, TEXT)
      kernel.crypt(STATE, BLOCK, TEXT, text.length)
      return hex(memory.subarray(TEXT, TEXT + text.length))
    },
    subkey(key: string, nonce: string): string {
      memory.set(bytes(key), KEY)
      memory.set(bytes(nonce), OUT)
      kernel.subkey(KEY, OUT, BLOCK, TEXT)
      return hex(memory.subarray(TEXT, TEXT + 32))
    },
    tag(key: string, text: string): string {
      memory.set(bytes(key), KEY)
      memory.set(bytes(text), TEXT)
      kernel.tagOf(KEY, TEXT, bytes(text).length, OUT)
      return hex(memory.subarray(OUT, OUT + 16))
    },
  }
}

describe('RFC 8439', () => {
  const kernel = parts()

  test('the kernel makes the block of the key stream in 2.3.2', () => {
    expect(kernel.block(COUNTED, '000000090000004a00000000', 1)).toBe(
      '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
    )
  })

  test.each([
    [
      0,
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586',
    ],
    [
      1,
      '9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f',
    ],
  ])('the kernel makes the block of nothing at counter %d in A.1', (counter, block) => {
    expect(kernel.block('00'.repeat(32), '00'.repeat(12), counter)).toBe(block)
  })

  test('the kernel encrypts the text in 2.4.2', () => {
    expect(kernel.crypt(COUNTED, '000000000000004a00000000', SUNSCREEN)).toBe(
      '6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b3571639d624e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab77937365af90bbf74a35be6b40b8eedf2785e42874d',
    )
  })

  test('the kernel makes the one-time key in 2.6.2', () => {
    const key = COUNTED.replaceAll(/../g, (byte) => (Number.parseInt(byte, 16) + 0x80).toString(16))
    expect(kernel.block(key, '000000000001020304050607', 0).slice(0, 64)).toBe(
      '8ad5a08b905f81cc815040274ab29471a833b637e3fd0da508dbb8e2fdd1a646',
    )
  })

  test('the kernel makes text and tag together as in 2.8.2', () => {
    const key = COUNTED.replaceAll(/../g, (byte) => (Number.parseInt(byte, 16) + 0x80).toString(16))
    const nonce = '070000004041424344454647'
    const text = kernel.crypt(key, nonce, SUNSCREEN)
    expect(text).toBe(
      'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116',
    )
    const authenticated = `50515253c0c1c2c3c4c5c6c700000000${text}${'00'.repeat(14)}0c000000000000007200000000000000`
    const oneTimeKey = kernel.block(key, nonce, 0).slice(0, 64)
    expect(kernel.tag(oneTimeKey, authenticated)).toBe('1ae10b594f09e26a7e902ecbd0600691')
  })

  /** The sums that a limb's carry, the modulus or the last subtraction gets wrong first. */
  test.each([
    ['1', '00'.repeat(32), '00'.repeat(64), '00'.repeat(16)],
    ['5', `02${'00'.repeat(31)}`, 'ff'.repeat(16), `03${'00'.repeat(15)}`],
    ['6', `02${'00'.repeat(15)}${'ff'.repeat(16)}`, `02${'00'.repeat(15)}`, `03${'00'.repeat(15)}`],
    ['7', `01${'00'.repeat(31)}`, `${'ff'.repeat(16)}f0${'ff'.repeat(15)}11${'00'.repeat(15)}`, `05${'00'.repeat(15)}`],
    ['8', `01${'00'.repeat(31)}`, `${'ff'.repeat(16)}fb${'fe'.repeat(15)}${'01'.repeat(16)}`, '00'.repeat(16)],
    ['9', `02${'00'.repeat(31)}`, `fd${'ff'.repeat(15)}`, `fa${'ff'.repeat(15)}`],
    [
      '10',
      `0100000000000000040000000000000000${'00'.repeat(15)}`,
      `e33594d7505e43b900000000000000003394d7505e4379cd01${'00'.repeat(7)}${'00'.repeat(16)}01${'00'.repeat(15)}`,
      '14000000000000005500000000000000',
    ],
    [
      '11',
      `0100000000000000040000000000000000${'00'.repeat(15)}`,
      `e33594d7505e43b900000000000000003394d7505e4379cd01${'00'.repeat(7)}${'00'.repeat(16)}`,
      '13000000000000000000000000000000',
    ],
  ])('the kernel makes the tag of case %s in A.3', (_, key, text, tag) => {
    expect(kernel.tag(key, text)).toBe(tag)
  })
})

describe('draft-irtf-cfrg-xchacha-03', () => {
  test('the kernel makes the subkey in 2.2.1', () => {
    expect(parts().subkey(COUNTED, '000000090000004a0000000031415927')).toBe(
      '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
    )
  })

  test('the kernel seals and opens the text in A.3.1', () => {
    const aead = newAead()
    const key = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index)
    const nonce = Uint8Array.from({ length: 24 }, (_, index) => 0x40 + index)
    const under = { key, additional: bytes('50515253c0c1c2c3c4c5c6c7') }
    const sealed = aead.seal(under, nonce, SUNSCREEN).slice()
    expect(hex(sealed.subarray(0, 24))).toBe(hex(nonce))
    expect(hex(sealed.subarray(24))).toBe(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e' +
        'c0875924c1c7987947deafd8780acf49',
    )
    expect(aead.open(under, sealed)).toEqual(SUNSCREEN)
  })
})
