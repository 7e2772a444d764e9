/** A value to be written. */
export interface KvValue {
  readonly key: string
  readonly bytes: Uint8Array
}

/**
 * Greatest number of pairs in a bulk write. Cloudflare accepts 10,000 pairs and 100 MB; less saves memory at the
 * sender.
 */
const PAIRS_MAX = 1_000
const BODY_BYTES_MAX = 24 * 1024 * 1024

/** The bodies of as few bulk writes as these values need, each with its keys. */
export function* bulkBodies(
  values: readonly KvValue[],
): Generator<{ readonly keys: readonly string[]; readonly body: string }> {
  let pairs: string[] = []
  let keys: string[] = []
  let size = 0
  for (const { key, bytes } of values) {
    const pair = JSON.stringify({ key, value: base64(bytes), base64: true })
    if (pairs.length > 0 && (pairs.length === PAIRS_MAX || size + pair.length > BODY_BYTES_MAX)) {
      yield { keys, body: `[${pairs.join(',')}]` }
      pairs = []
      keys = []
      size = 0
    }
    pairs.push(pair)
    keys.push(key)
    size += pair.length
  }
  if (pairs.length > 0) yield { keys, body: `[${pairs.join(',')}]` }
}

function base64(bytes: Uint8Array): string {
  const step = 0x8000
  let binary = ''
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step))
  return btoa(binary)
}
