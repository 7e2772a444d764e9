import type { z } from 'zod'
import type { explainQuestion } from '../../../../contracts/ops/requests/explain.ts'

type AskedClaims = Pick<
  z.input<typeof explainQuestion>,
  'cap' | 'kids' | 'adult' | 'pin' | 'residence' | 'entitlements'
>

/**
 * What a viewer token says, in the words of a question to explain. It is read, not verified: the edge has taken it, and
 * the question is only asked again. Text that is no token says nothing.
 */
export function claimsOf(token: string): AskedClaims {
  const [, payload = ''] = token.split('.')
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0))
    const { cap, kids, adult, pin, res, ent } = JSON.parse(new TextDecoder().decode(bytes))
    return { cap, kids, adult, pin, residence: res, entitlements: ent }
  } catch {
    return {}
  }
}
