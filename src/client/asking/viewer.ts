const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Who watches, as far as the signed claims say: two tokens with one key may see the same, so that a renewed token of one
 * viewer changes nothing. A token that has ended is another viewer, as it is at the edge. Empty: a guest.
 */
export function viewerOf(token: string | null, wallMs: number): string {
  if (token === null) return ''
  try {
    const claims: Record<string, unknown> = JSON.parse(bytesOf(token.split('.')[1] ?? ''))
    const ended = typeof claims.exp === 'number' && claims.exp * 1000 <= wallMs
    // What differs between two tokens of one viewer.
    for (const name of ['exp', 'iat', 'nbf', 'jti']) delete claims[name]
    return JSON.stringify([ended, claims])
  } catch {
    return token
  }
}

/** Base64url → one character a byte: enough to compare, and `atob` is missing on old devices. */
function bytesOf(encoded: string): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let at = 0; at < encoded.length; at++) {
    held = ((held & 255) << 6) | ALPHABET.indexOf(encoded.charAt(at))
    bits += 6
    if (bits < 8) continue
    bits -= 8
    text += String.fromCharCode((held >> bits) & 255)
  }
  return text
}
