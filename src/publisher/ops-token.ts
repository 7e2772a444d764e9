import { OpsProblem } from './ops-problem.ts'

/**
 * Lets through who bears the ops token, and nobody else: no route of the ops API is open. Both sides are
 * hashed first, so that the comparison takes the same time whatever was sent.
 */
export async function requireOpsToken(authorization: string | undefined, opsToken: string): Promise<void> {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (given !== undefined && opsToken !== '' && (await equalDigests(given, opsToken))) return
  throw new OpsProblem(401, 'Not signed in', 'Send the ops token as `Authorization: Bearer …`.', 'Authorization')
}

async function equalDigests(left: string, right: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const [one, other] = (await Promise.all([digest(left), digest(right)])).map((bytes) => new Uint8Array(bytes))
  let difference = 0
  one?.forEach((byte, index) => {
    difference |= byte ^ (other?.[index] ?? 0)
  })
  return difference === 0
}
