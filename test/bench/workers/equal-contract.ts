/** So much as an answer of the product: one winner, two backups, a token and a session. */
const ANSWER_BYTES = 3000
/** What the product seals for every answer, in bytes before it is sealed. */
const SEALED_BYTES = [420, 160] as const
const HEADERS = ['authorization', 'x-session', 'sec-gpc', 'save-data', 'accept-language', 'user-agent'] as const

let key: ReturnType<typeof crypto.subtle.importKey> | null = null

interface Place {
  readonly country?: string
  readonly regionCode?: string
  readonly timezone?: string
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function sealed(plain: Uint8Array<ArrayBuffer>): Promise<string> {
  key ??= crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, plain)
  return `${base64url(iv)}.${base64url(new Uint8Array(text))}`
}

/**
 * What everybody pays who has the product's contract, and decides nothing: reads place and headers, seals twice, and
 * answers as many bytes. It verifies no viewer and opens no session.
 */
export default {
  async fetch(request: Request & { readonly cf?: Place }): Promise<Response> {
    const { country, regionCode, timezone } = request.cf ?? {}
    const said = HEADERS.reduce((length, name) => length + (request.headers.get(name)?.length ?? 0), 0)
    const [token, session] = await Promise.all(SEALED_BYTES.map((bytes) => sealed(new Uint8Array(bytes).fill(said))))
    const text = `{"territory":"${country}-${regionCode}","timeZone":"${timezone}","token":"${token}","session":"${session}","rest":"`
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-store',
      'access-control-allow-origin': '*',
    }
    return new Response(`${text.padEnd(ANSWER_BYTES - 2, '-')}"}`, { headers })
  },
}
