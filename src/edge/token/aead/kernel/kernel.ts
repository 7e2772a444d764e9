/**
 * XChaCha20-Poly1305: AssemblyScript, built by `npm run generate` into `../generated/aead.wasm`. It works at fixed
 * addresses of its own memory; `../aead.ts` writes there, checks every length, and is the only caller.
 * Source: draft-irtf-cfrg-xchacha-03, over RFC 8439.
 */

import { begin, crypt, keyStream, subkey } from './chacha'
import { tagOf } from './poly'

/** The parts are exported, so that each is tested with its own vectors. */
export { begin, crypt, keyStream, subkey, tagOf }

/**
 * The caller writes a key of 32 bytes, a nonce of 24 bytes, and the text; additional data end at TEXT, in blocks of 16.
 */
const KEY: usize = 64
const NONCE: usize = 96
const TEXT: usize = 4096

const SUBKEY: usize = 128
const TAG: usize = 160
const STATE: usize = 192
const BLOCK: usize = 256
/** The first block of the key stream; its first 32 bytes are the one-time key. */
const FIRST_BLOCK: usize = 320

/** Encrypts a text in place, and writes its tag after it. */
export function seal(additional: u32, length: u32): void {
  keysOf()
  crypt(STATE, BLOCK, TEXT, length)
  authenticate(additional, length)
  v128.store(TEXT + length, v128.load(TAG))
}

/** Decrypts a text that is followed by its tag, in place; 0: it is not authentic, and nothing was decrypted. */
export function open(additional: u32, length: u32): u32 {
  const given = v128.load(TEXT + length)
  keysOf()
  authenticate(additional, length)
  // All sixteen bytes are compared at once, so that the time does not reveal how many of them are right.
  if (v128.any_true(v128.xor(given, v128.load(TAG)))) return 0
  crypt(STATE, BLOCK, TEXT, length)
  return 1
}

function keysOf(): void {
  subkey(KEY, NONCE, BLOCK, SUBKEY)
  begin(STATE, SUBKEY, load<u64>(NONCE, 16))
  keyStream(STATE, 0, FIRST_BLOCK)
}

/** The tag of additional data, text and both lengths. Source: RFC 8439, section 2.8. */
function authenticate(additional: u32, length: u32): void {
  const before = padded(additional)
  const after = padded(length)
  const from = TEXT - before
  memory.fill(from + additional, 0, before - additional)
  // When a text is opened, its tag was read from here before; when it is sealed, the key stream has written here.
  memory.fill(TEXT + length, 0, after - length)
  store<u64>(TEXT + after, u64(additional))
  store<u64>(TEXT + after, u64(length), 8)
  tagOf(FIRST_BLOCK, from, before + after + 16, TAG)
}

function padded(length: u32): u32 {
  return (length + 15) & ~15
}
