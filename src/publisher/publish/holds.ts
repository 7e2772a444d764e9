import type { Content } from '../announce/announce.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { PublishRefusal } from './receipt.ts'
import type { LockedRegion } from './region-lock.ts'
import { waveHold } from './waves.ts'

/**
 * Why something new is not to go live just now, however sound it is: somebody pinned the region, a canary is being
 * watched, or new rules have not proved themselves in a smaller region yet. What narrows does not wait for this: it is on the takedown list by then.
 */
export async function heldBack(
  publisher: PublisherContext,
  held: LockedRegion,
  content: Content,
): Promise<readonly PublishRefusal[]> {
  const { region, live } = held
  const now = publisher.now()
  const open = (until: string | null | undefined): until is string => !!until && now < Date.parse(until)
  if (open(live?.pinnedUntil)) {
    const detail = `pinned to ${live.snapshot.slice(0, 12)} until ${live.pinnedUntil}; \`ff unpin ${region} --reason …\` lets it go`
    return [{ check: 'pinned', detail }]
  }
  if (open(live?.canary?.until)) {
    const same = live.canary.snapshot === content.snapshot ? 'this very content' : live.canary.snapshot.slice(0, 12)
    const detail = `${same} is being tried on ${live.canary.permille} of 1000 viewers until ${live.canary.until}; promote or stop it first (\`ff canary ${region} --promote --reason …\`, or \`--stop\`)`
    return [{ check: 'canary', detail }]
  }
  const wave = await waveHold(publisher, held, content)
  return wave === null ? [] : [wave]
}
