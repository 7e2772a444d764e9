import { servingCandidates } from '../../compile/diff/withdrawn-answers.ts'
import type { RegionHealth } from '../../contracts/ops/answers/regions.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { LoggedPublish } from '../../schedule/publishing/publish-log.ts'
import { candidatesOf } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { liveDenies } from '../announce/live-denies.ts'
import { openLiveHead } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** @param log the region's publish log, the newest first; null: the store does not answer */
export async function regionHealth(
  publisher: PublisherContext,
  {
    region,
    pointer,
    log,
  }: {
    readonly region: string
    readonly pointer: PointerPayload | null
    readonly log: readonly LoggedPublish[] | null
  },
): Promise<RegionHealth> {
  const counts = log?.flatMap(candidatesOfEntry) ?? []
  const usual = counts.length === 0 ? null : Math.max(...counts)
  if (pointer === null) return withoutPointer(region, log, usual)
  const serving = await servingNow(publisher, pointer)
  const all = candidatesOf(pointer)
  const of = serving < all ? `; ${all - serving} of ${all} are withdrawn` : ''
  const look = `\`ff campaign list --region ${region}\` shows what is paused`
  if (serving === 0) return { state: 'empty', serving, usual, why: `no candidate is served${of}: ${look}` }
  if (usual !== null && serving * 2 < usual) {
    return {
      state: 'halved',
      serving,
      usual,
      why: `${serving} candidates are served, but ${usual} were before${of}: ${look}`,
    }
  }
  return { state: 'ok', serving, usual, why: null }
}

function withoutPointer(region: string, log: readonly LoggedPublish[] | null, usual: number | null): RegionHealth {
  if (log === null) {
    const why =
      'storage has no pointer; it is unknown whether there was one, because the scheduling store does not answer'
    return { state: 'unknown', serving: null, usual, why }
  }
  const last = log.find(({ sequence, outcome }) => sequence !== null && outcome !== 'refused')
  if (last === undefined) return { state: 'unpublished', serving: null, usual, why: null }
  const when = new Date(last.at).toISOString().slice(0, 16)
  const why = `storage has no pointer any more; sequence ${last.sequence} was announced at ${when}: \`ff publish --region ${region}\` puts it back`
  return { state: 'lost', serving: null, usual, why }
}

/** Candidates that an entry published for the whole region; a canary or a publish of weights does not count. */
function candidatesOfEntry({ outcome, receipt }: LoggedPublish): number[] {
  return outcome === 'published' && receipt ? [receipt.candidates] : []
}

/** The head is opened only when something is withdrawn; if it cannot be read, nothing counts as withdrawn. */
async function servingNow(publisher: PublisherContext, pointer: PointerPayload): Promise<number> {
  const read = async () => {
    const denies = (await liveDenies(pointer.region, publisher))(pointer.narrowed)
    if (denies.count === 0) return candidatesOf(pointer)
    const live = openSnapshot(await openLiveHead(pointer, publisher.sink), typescriptEngine)
    return servingCandidates(live, denies, publisher.now())
  }
  return read().catch(() => candidatesOf(pointer))
}
