import type { Placement } from '../../../decide/context/context.ts'
import { typescriptEngine } from '../../../decide/engine/typescript/typescript-engine.ts'
import { campaignFates } from '../../../decide/explain/campaign-fates.ts'
import { openSnapshot } from '../../../decide/opened/opened-snapshot.ts'
import type { CampaignId } from '../../../model/fields/identifier.ts'
import type { NoDecisionReason } from '../../../model/nouns/reason.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { loggedRequest } from '../../../replay/log-line.ts'
import { liveDenies } from '../../announce/live-denies.ts'
import { livePointer, openLiveHead } from '../../announce/live-region.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import type { LoggedLine } from './logged-lines.ts'

/** Candidates that are looked at, over all contexts: some seconds of a Worker. */
const LOOKS_MAX = 50_000_000

/** A logged context, and what becomes of a campaign in it now. */
export interface DecidedLine {
  readonly context: LoggedLine
  readonly fates: readonly {
    readonly placement: Placement
    readonly own: number
    readonly reason: NoDecisionReason | null
    readonly picked: readonly string[]
  }[]
}

/**
 * Decides logged contexts again on what is live in their regions, with the orders in force. Where a region has very many
 * candidates, not all of its contexts are: every second, or fewer.
 *
 * @returns what became of the campaign, and the regions whose live snapshot does not have it
 */
export async function decidedLines(
  publisher: PublisherContext,
  campaignId: CampaignId,
  contexts: readonly LoggedLine[],
): Promise<{ readonly decided: readonly DecidedLine[]; readonly missing: readonly RegionId[] }> {
  const decided: DecidedLine[] = []
  const missing: RegionId[] = []
  for (const region of new Set(contexts.map((context) => context.region))) {
    const own = contexts.filter((context) => context.region === region)
    const found = await decidedIn(publisher, region, campaignId, own, LOOKS_MAX * (own.length / contexts.length))
    if (found === null) missing.push(region)
    else decided.push(...found)
  }
  return { decided, missing }
}

async function decidedIn(
  publisher: PublisherContext,
  region: RegionId,
  campaignId: CampaignId,
  contexts: readonly LoggedLine[],
  looks: number,
): Promise<readonly DecidedLine[] | null> {
  const pointer = await livePointer(region, publisher)
  if (pointer === null) return null
  const snapshot = await openLiveHead(pointer, publisher.sink)
  const opened = openSnapshot(snapshot, typescriptEngine)
  const denies = (await liveDenies(region, publisher))(pointer.narrowed)
  const step = Math.max(1, Math.ceil((contexts.length * snapshot.hot.candidateAsset.length) / looks))
  const found: DecidedLine[] = []
  for (const context of contexts.filter((_, index) => index % step === 0)) {
    const fates = campaignFates(opened, loggedRequest({ ...context, answer: null }, denies), campaignId)
    if (fates === null) return null
    found.push({
      context,
      fates: fates.map((fate) => ({
        ...fate,
        picked: fate.picked.map((campaign) => snapshot.text.campaign(campaign).campaignId),
      })),
    })
  }
  return found
}
