import { belowFloor } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { Content } from '../announce/announce.ts'

/**
 * An edge holds back a snapshot that has lost half of its candidates, since it cannot know the reason. When the
 * publisher's checks have passed such a loss, the schedule is the reason, and the pointer states that the loss is
 * intended.
 */
export function meantLoss(live: PointerPayload | null, content: Content): PointerPayload['overrides'] {
  const serving = live?.shards.find(({ name }) => name === 'hot')?.count ?? 0
  return belowFloor(content, serving) ? [{ check: 'count-change', finding: 'the schedule explains it' }] : []
}
