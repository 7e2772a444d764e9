/** Valid last characters, whose unused bits are zero, by the length of the text modulo 4. */
const LAST_OF_TWO = /[AQgw]$/
const LAST_OF_THREE = /[AEIMQUYcgkosw048]$/

/**
 * Whether the text is canonical base64url. Decoders accept several last characters for the same byte, so without this
 * check a token could be changed and still open.
 */
export function isCanonicalBase64url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return false
  switch (text.length % 4) {
    case 0:
      return true
    case 2:
      return LAST_OF_TWO.test(text)
    case 3:
      return LAST_OF_THREE.test(text)
    default:
      return false
  }
}
