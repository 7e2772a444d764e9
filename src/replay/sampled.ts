import { mix32 } from '../decide/draw/chance.ts'
import { hash32 } from '../model/hash32.ts'

/**
 * Whether a decision belongs to the sample of this share of all. Its id alone chooses it, so that a retry is treated
 * alike, and nothing that was answered matters.
 */
export function isInSample(decisionId: string, share: number): boolean {
  return mix32(hash32(decisionId)) / 2 ** 32 < share
}
