import { base64url } from 'jose'
import { ProblemError } from '../problem.ts'

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/
const MAX_KEYS = 8
/** AES-256 keys and Ed25519 public keys are both this long. */
const KEY_BYTES = 32

interface KeyText {
  readonly kid: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Parses a variable that contains keys: JSON `[{kid, <member>}]`, each 32 bytes in base64url.
 * @throws ProblemError 503 whose code, for the log, names the variable and the fault, and never quotes the text
 */
export function parseKeys(text: string | undefined, variable: string, member: 'key' | 'x'): readonly KeyText[] {
  const rows = parseJson(text, variable)
  if (!Array.isArray(rows)) throw misconfigured(variable, `no JSON list [{kid, ${member}}]`)
  if (rows.length > MAX_KEYS) throw misconfigured(variable, `more than ${MAX_KEYS} keys`)
  const seen = new Set<string>()
  return rows.map((row: unknown, index) => {
    const { kid, [member]: encoded }: Record<string, unknown> =
      typeof row === 'object' && row !== null ? { ...row } : {}
    if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw misconfigured(variable, `[${index}].kid: ${KEY_ID.source}`)
    if (seen.has(kid)) throw misconfigured(variable, `[${index}].kid is used twice`)
    seen.add(kid)
    const bytes = typeof encoded === 'string' ? decode(encoded) : null
    if (bytes?.length !== KEY_BYTES) throw misconfigured(variable, `[${index}].${member}: not 32 bytes in base64url`)
    return { kid, bytes }
  })
}

/** Whether a text is a valid key id. */
export function isKeyId(text: string): boolean {
  return KEY_ID.test(text)
}

export function misconfigured(variable: string, fault: string): ProblemError {
  const detail = 'This service is not set up completely; its operators know why.'
  return new ProblemError('unavailable', { detail, code: `${variable} ${fault}`, retryAfterSeconds: 60 })
}

function parseJson(text: string | undefined, variable: string): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw misconfigured(variable, 'is missing, or no JSON')
  }
}

function decode(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(base64url.decode(text))
  } catch {
    return null
  }
}
