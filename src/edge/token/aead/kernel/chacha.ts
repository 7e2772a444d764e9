// ChaCha20 and HChaCha20, one block at a time; each register contains one row of four words. No branch and no address
// depends on a key or a text.

/** "expand 32-byte k" */
const FIRST: u32 = 0x61707865
const SECOND: u32 = 0x3320646e
const THIRD: u32 = 0x79622d32
const FOURTH: u32 = 0x6b206574

const BLOCK_BYTES: u32 = 64

/** The subkey of the first 16 bytes of a nonce, 32 bytes to `into`. Source: draft-irtf-cfrg-xchacha-03, section 2.2. */
export function subkey(key: usize, nonce: usize, block: usize, into: usize): void {
  v128.store(block, i32x4(FIRST, SECOND, THIRD, FOURTH))
  v128.store(block, v128.load(key), 16)
  v128.store(block, v128.load(key, 16), 32)
  v128.store(block, v128.load(nonce), 48)
  rounds(block)
  v128.store(into, v128.load(block))
  v128.store(into, v128.load(block, 48), 16)
}

/** Writes the initial state of a text's blocks. The subkey contains the nonce except its last 8 bytes. */
export function begin(state: usize, key: usize, lastOfNonce: u64): void {
  v128.store(state, i32x4(FIRST, SECOND, THIRD, FOURTH))
  v128.store(state, v128.load(key), 16)
  v128.store(state, v128.load(key, 16), 32)
  store<u64>(state, 0, 48)
  store<u64>(state, lastOfNonce, 56)
}

/** Writes the 64 bytes of the key stream at a counter to `block`. Source: RFC 8439, section 2.3. */
export function keyStream(state: usize, counter: u32, block: usize): void {
  store<u32>(state, counter, 48)
  for (let row: usize = 0; row < BLOCK_BYTES; row += 16) v128.store(block + row, v128.load(state + row))
  rounds(block)
  for (let row: usize = 0; row < BLOCK_BYTES; row += 16) {
    v128.store(block + row, i32x4.add(v128.load(block + row), v128.load(state + row)))
  }
}

/** XORs a text with the key stream, from counter 1, in whole blocks: up to 63 bytes after the text change too. */
export function crypt(state: usize, block: usize, text: usize, length: u32): void {
  let counter: u32 = 1
  for (let at = text, end = text + length; at < end; at += BLOCK_BYTES) {
    keyStream(state, counter++, block)
    for (let row: usize = 0; row < BLOCK_BYTES; row += 16) {
      v128.store(at + row, v128.xor(v128.load(at + row), v128.load(block + row)))
    }
  }
}

/** Ten double rounds, in place: the four columns at once, then the four diagonals, rotated into columns and back. */
function rounds(block: usize): void {
  let a = v128.load(block)
  let b = v128.load(block, 16)
  let c = v128.load(block, 32)
  let d = v128.load(block, 48)
  for (let round = 0; round < 10; round++) {
    a = i32x4.add(a, b)
    d = leftBy16(v128.xor(d, a))
    c = i32x4.add(c, d)
    b = leftBy(v128.xor(b, c), 12)
    a = i32x4.add(a, b)
    d = leftBy8(v128.xor(d, a))
    c = i32x4.add(c, d)
    b = leftBy(v128.xor(b, c), 7)
    b = v128.shuffle<i32>(b, b, 1, 2, 3, 0)
    c = v128.shuffle<i32>(c, c, 2, 3, 0, 1)
    d = v128.shuffle<i32>(d, d, 3, 0, 1, 2)
    a = i32x4.add(a, b)
    d = leftBy16(v128.xor(d, a))
    c = i32x4.add(c, d)
    b = leftBy(v128.xor(b, c), 12)
    a = i32x4.add(a, b)
    d = leftBy8(v128.xor(d, a))
    c = i32x4.add(c, d)
    b = leftBy(v128.xor(b, c), 7)
    b = v128.shuffle<i32>(b, b, 3, 0, 1, 2)
    c = v128.shuffle<i32>(c, c, 2, 3, 0, 1)
    d = v128.shuffle<i32>(d, d, 1, 2, 3, 0)
  }
  v128.store(block, a)
  v128.store(block, b, 16)
  v128.store(block, c, 32)
  v128.store(block, d, 48)
}

function leftBy(words: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(words, bits), i32x4.shr_u(words, 32 - bits))
}

/** A rotation by whole bytes is one shuffle, instead of two shifts and an OR. */
function leftBy16(words: v128): v128 {
  return v128.shuffle<u8>(words, words, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
}

function leftBy8(words: v128): v128 {
  return v128.shuffle<u8>(words, words, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14)
}
