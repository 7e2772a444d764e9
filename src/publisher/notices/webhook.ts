import type { PublisherEnvironment } from '../environment.ts'

/** Sends a body to the webhook; it fails unless the webhook took it. `atMs`: milliseconds since 1970. */
export type Webhook = (body: string, atMs: number) => Promise<void>

const TIMEOUT_MS = 10_000

/** The header of a signed notice. */
const SIGNATURE_HEADER = 'x-firstframe-signature'

/** `t=<unix seconds>,v1=<HMAC-SHA-256 of "<t>.<body>", in hexadecimal digits>`. */
export async function webhookSignature(secret: string, body: string, atMs: number): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const seconds = Math.floor(atMs / 1000)
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(`${seconds}.${body}`)))
  const digits = [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `t=${seconds},v1=${digits}`
}

/** The webhook of an environment; null: it has none. Its errors name no address, which may hold a secret. */
export function webhookOf(
  {
    ALARM_WEBHOOK_URL: url = '',
    WEBHOOK_SECRET: secret = '',
  }: Pick<PublisherEnvironment, 'ALARM_WEBHOOK_URL' | 'WEBHOOK_SECRET'>,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Webhook | null {
  if (url === '') return null
  return async (body, atMs) => {
    const signed: Record<string, string> =
      secret === '' ? {} : { [SIGNATURE_HEADER]: await webhookSignature(secret, body, atMs) }
    const answer = await fetcher(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`)
  }
}
