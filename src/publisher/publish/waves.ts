import type { PublishRefusal } from '../../contracts/ops/answers/publish.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { readWave, writeWave } from '../../schedule/publishing/wave.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { Content } from '../announce/announce.ts'
import { livePointer } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { seenIsolates } from '../regions/seen-isolates.ts'
import type { LockedRegion } from './region-lock.ts'

/**
 * Why new rules must wait. Rules, ranking and slate policies change for everybody at once, so they go out in waves:
 * first to the smallest live region, and to the rest when it has served them for a while and no edge has refused them.
 * Null: nothing to wait for.
 */
export async function waveHold(
  publisher: PublisherContext,
  { region, live }: LockedRegion,
  content: Content,
): Promise<PublishRefusal | null> {
  if (publisher.waveBakeMs === 0 || !changesRules(live, content)) return null
  const held = (detail: string): PublishRefusal => ({ check: 'wave', detail: `the rules changed: ${detail}` })
  const last = await readWave(publisher.redis)
  const wave = last?.rules === content.rules ? last : null
  const first = wave?.first ?? (await smallestRegion(publisher, region))
  if (first === region) return null
  const front = await livePointer(first, publisher)
  if (front?.rules !== content.rules) return held(`region ${first} must get them first; publish it, or undo the change`)
  // If the wave could not be noted, it began when the region announced the rules.
  const since = wave?.at ?? Date.parse(front.createdAt)
  const left = since + publisher.waveBakeMs - publisher.now()
  if (left > 0)
    return held(`region ${first} has had them since ${new Date(since).toISOString()}; ${minutes(left)} to go`)
  const refusing = (await seenIsolates(publisher, first)).filter(({ refusal }) => refusal !== null)
  if (refusing.length === 0) return null
  return held(`${refusing.length} isolates of region ${first} refuse them: ${refusing[0]?.refusal}`)
}

/** Notes that a region has new rules, if it is the first. They are live by now, even if this fails. */
export async function beginWave(
  publisher: PublisherContext,
  { region, live }: LockedRegion,
  content: Content,
  actor: string,
): Promise<void> {
  if (publisher.waveBakeMs === 0 || !changesRules(live, content)) return
  const begin = async () => {
    if ((await readWave(publisher.redis))?.rules === content.rules) return
    const at = publisher.now()
    await writeWave(publisher.redis, { rules: content.rules, first: region, at })
    const by = { at, actor, role: publisher.role ?? null }
    const [before, after] = [{ rules: live?.rules ?? null }, { rules: content.rules }]
    await appendAudit(publisher.redis, { ...by, action: 'wave.begin', target: region, before, after })
  }
  await begin().catch(() => console.error(JSON.stringify({ level: 'error', code: 'wave-not-noted', region })))
}

function changesRules(live: PointerPayload | null, content: Content): boolean {
  return live !== null && live.rules !== content.rules
}

/** The smallest region that announces something, where a mistake reaches the fewest viewers. */
async function smallestRegion(publisher: PublisherContext, otherwise: RegionId): Promise<RegionId> {
  const pointers = await Promise.all(REGION_IDS.map((region) => livePointer(region, publisher)))
  const live = pointers.filter((pointer) => pointer !== null)
  const candidates = ({ shards }: PointerPayload): number => shards.find(({ name }) => name === 'hot')?.count ?? 0
  return live.sort((a, b) => candidates(a) - candidates(b))[0]?.region ?? otherwise
}

function minutes(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 60_000)} minutes`
}
