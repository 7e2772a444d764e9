import { sameSecret } from './same-secret.ts'

/** The cookie of a browser that has signed in to a local stack. */
export const SESSION_COOKIE = 'ff_session'

/** How long a browser stays signed in to a local stack. */
export const SESSION_MS = 12 * 3_600_000

/** The persons of a local stack, each with the secret of a variable. */
export const LOCAL_PERSONS = { ops: 'OPS_TOKEN', second: 'OPS_SECOND_TOKEN' } as const
export type LocalPerson = keyof typeof LOCAL_PERSONS
type Secrets = Readonly<Partial<Record<(typeof LOCAL_PERSONS)[LocalPerson], string>>>

/** Whose token this is; null: nobody's. */
export async function personOfToken(token: string, secrets: Secrets): Promise<LocalPerson | null> {
  for (const person of personsOf(secrets)) {
    if (await sameSecret(token, secrets[LOCAL_PERSONS[person]] ?? '')) return person
  }
  return null
}

/**
 * The value of the cookie: whose it is and until when, authenticated with that person's own token. The token itself
 * never becomes a cookie, and a changed token ends the session.
 */
export async function sealSession(person: LocalPerson, endsAt: number, secrets: Secrets): Promise<string> {
  const claim = `${person}.${endsAt}`
  return `${claim}.${await authenticated(claim, secrets[LOCAL_PERSONS[person]] ?? '')}`
}

/** Who is signed in by this cookie value; null when it is not one of ours, or has ended. */
export async function openSession(value: string, now: number, secrets: Secrets): Promise<LocalPerson | null> {
  const [name = '', ends = '', seal = '', more] = value.split('.')
  const person = personsOf(secrets).find((known) => known === name)
  if (person === undefined || more !== undefined || !/^\d{13}$/.test(ends) || Number(ends) <= now) return null
  const expected = await authenticated(`${name}.${ends}`, secrets[LOCAL_PERSONS[person]] ?? '')
  return (await sameSecret(seal, expected)) ? person : null
}

/** Whoever has no token cannot sign in: the empty text is nobody's secret. */
function personsOf(secrets: Secrets): LocalPerson[] {
  return (['ops', 'second'] as const).filter((person) => (secrets[LOCAL_PERSONS[person]] ?? '') !== '')
}

async function authenticated(claim: string, secret: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), hmac, false, ['sign'])
  const seal = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(`ff_session ${claim}`)))
  return [...seal].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
