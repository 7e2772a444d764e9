import type { PublishRefusal } from '../../contracts/ops/answers/publish.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { Content } from '../announce/announce.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { LockedRegion } from './region-lock.ts'
import { waveHold } from './waves.ts'

/** What keeps a region at the snapshot that it has, until when. */
export interface RegionHold {
  readonly by: 'pin' | 'canary'
  /** In UTC. */
  readonly until: string
}

/** The hold on a region by what it announces; null: there is none. */
export function holdOf(live: Pick<PointerPayload, 'pinnedUntil' | 'canary'> | null, now: number): RegionHold | null {
  const open = (until: string | null | undefined): until is string => !!until && now < Date.parse(until)
  if (open(live?.pinnedUntil)) return { by: 'pin', until: live.pinnedUntil }
  return open(live?.canary?.until) ? { by: 'canary', until: live.canary.until } : null
}

/**
 * Why a valid new snapshot must not be announced now: the region is pinned, a canary is running, or new rules have not
 * yet been proven in a smaller region. Narrowings do not wait for this: they are on the takedown lists already.
 */
export async function heldBack(
  publisher: PublisherContext,
  held: LockedRegion,
  content: Content,
): Promise<readonly PublishRefusal[]> {
  const { region, live } = held
  const hold = holdOf(live, publisher.now())
  if (live && hold?.by === 'pin') {
    const detail = `pinned to ${live.snapshot.slice(0, 12)} until ${hold.until}; \`ff unpin ${region} --reason …\` ends the pin`
    return [{ check: 'pinned', detail }]
  }
  if (live?.canary && hold?.by === 'canary') {
    const same = live.canary.snapshot === content.snapshot ? 'the same content' : live.canary.snapshot.slice(0, 12)
    const detail = `${same} is being tried on ${live.canary.permille} of 1000 viewers until ${live.canary.until}; promote or stop it first (\`ff canary ${region} --promote --reason …\`, or \`--stop\`)`
    return [{ check: 'canary', detail }]
  }
  const wave = await waveHold(publisher, held, content)
  return wave === null ? [] : [wave]
}
