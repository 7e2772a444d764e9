import { takedownId } from '../../model/fields/identifier.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'

const DIGITS = 20

/**
 * The id of an order by hand, made of what it says and who says it. Whoever does not know whether an order was done sends
 * it again: that is the same order then, and one lifting ends it.
 */
export async function orderId(order: Omit<Takedown, 'v' | 'type' | 'id'>): Promise<Takedown['id']> {
  const { target, territories, until, reason, actor } = order
  const said = new TextEncoder().encode(JSON.stringify([target, territories, until, reason, actor]))
  return takedownId.parse(`tkd_${(await sha256Hex(said)).slice(0, DIGITS)}`)
}
