import type { Placement } from '../decide/context/context.ts'
import type { Denies } from '../decide/eligibility/denies.ts'
import { gateInput } from '../decide/eligibility/gate-input.ts'
import { classIn, GATE_GROUPS } from '../decide/eligibility/gates/gate-groups.ts'
import { refusesNone } from '../decide/eligibility/passes-alone.ts'
import { rowOfId } from '../decide/rows/hash-search.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'

/** What a viewer may see by its content: ratings, bands, the title of the page, clocks, descriptors and kids profiles. */
const CONTENT_GATES = GATE_GROUPS.filter(({ over }) => over === 'content')

const NOTHING_DENIED: Denies = {
  ...{ assets: new Map<number, string>(), campaigns: new Map(), surfaces: new Map() },
  validUntil: Number.POSITIVE_INFINITY,
}

/**
 * Asks the gates of content again about a video that was shown, with the line's own context and snapshot. It finds an
 * answer that those gates, as they are now, would not give: a kernel, a cache or an older edge that went past them. It
 * does not find a wrong rating in the catalogue, a place that was taken for another, or a gate that is wrong itself.
 *
 * @returns null: the snapshot does not have the video, or not the surface
 */
export function refusedAgain(
  snapshot: Snapshot,
  { context }: Pick<DecisionLogLine, 'context'>,
  placement: Placement,
  assetId: string,
): boolean | null {
  const { assets } = snapshot.hot
  const asset = rowOfId(assets, assetId)
  const input = gateInput(snapshot, { context, denies: NOTHING_DENIED }, placement)
  if (asset < 0 || input === null) return null
  // Gates of content ask nothing of the campaign.
  return CONTENT_GATES.some((group) => !refusesNone(group.gates, input, classIn(group, assets, { asset, campaign: 0 })))
}
