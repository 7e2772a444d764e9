import { belowFloor } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { Content } from '../announce/announce.ts'

/**
 * An edge holds back what has lost half of its candidates, since it cannot know why. Where the checks have passed it,
 * the schedule itself says why: so it is written into the pointer that this loss is meant.
 */
export function meantLoss(live: PointerPayload | null, content: Content): PointerPayload['overrides'] {
  const serving = live?.shards.find(({ name }) => name === 'hot')?.count ?? 0
  return belowFloor(content, serving) ? [{ check: 'count-change', finding: 'the schedule explains it' }] : []
}
