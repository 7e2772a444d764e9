import assert from 'node:assert/strict'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import { countCaps } from '../../../src/decide/eligibility/count-caps.ts'
import type { CapCount } from '../../../src/decide/eligibility/gates/pair-gates.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { GATE_REASONS } from '../../../src/model/nouns/reason.ts'
import { contextOf } from '../case-world.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'
import type { OracleRequest } from '../oracle/oracle-request.ts'

/** What the code that serves says of a candidate: every gate that refuses it, or whether it may start by itself. */
export interface ServedVerdict {
  readonly gates: readonly string[]
  /** Null where it is refused, or left out by the slate. */
  readonly autoplay: true | string | null
}

export const keyOf = ({ assetId, campaignId }: { readonly assetId: string; readonly campaignId: string }): string =>
  `${assetId} ${campaignId}`

const placementOf = ({ context, beside }: OracleRequest, pinned: boolean) => {
  const pin = { titleId: pinned ? beside : null, inView: pinned ? null : beside }
  return { id: 'p', surface: context.surface, count: 1000, row: null, ...pin }
}

/** A request as the edge would hand it to the decision; `pinned`: to the title that it stands beside. */
export function requestOf(snapshot: Snapshot, asked: OracleRequest, pinned: boolean): DecisionRequest {
  const denies = denied(...asked.denies.map((deny, index) => ({ id: `tkd_${index}`, ...deny })))
  const context = contextOf(snapshot, asked.context)
  const placements = [placementOf(asked, pinned)]
  const counts = countsOf(snapshot, asked.shown)
  return decisionRequest({ context, denies, placements, counts, seed: asked.seed ?? null })
}

/** Explains the request, and makes sure that explaining hides nothing and agrees with itself. */
export function servedVerdicts(
  snapshot: Snapshot,
  request: DecisionRequest,
): { readonly verdicts: ReadonlyMap<string, ServedVerdict>; readonly picked: readonly string[] } {
  const [placement] = request.placements
  assert(placement)
  const verdicts = new Map<string, ServedVerdict>()
  const note = (key: string, verdict: ServedVerdict) => {
    assert(!verdicts.has(key), `${key} has two verdicts`)
    verdicts.set(key, verdict)
  }
  const { kept, rejected, total } = explain(opened(snapshot), request, placement)
  for (const each of kept) note(keyOf(each), { gates: [], autoplay: each.autoplay.reason ?? true })
  for (const each of rejected) {
    // What the slate leaves out has passed every gate.
    const gates = each.all.map(({ reason }) => reason).filter((reason) => !SLATE.includes(reason))
    note(keyOf(each), { gates, autoplay: null })
    if (gates.length > 0) {
      const first = GATE_REASONS.find((reason) => gates.includes(reason))
      assert.equal(each.first, first, `${keyOf(each)} is refused by ${gates}, and first by another`)
    }
  }
  assert.equal(verdicts.size, total)
  const [decision] = decide(opened(snapshot), request)
  const picked = [...(decision?.picks ?? []), ...(decision?.backups ?? [])].map(({ candidate }) => {
    const { assetId } = snapshot.text.asset(snapshot.hot.candidateAsset[candidate] ?? 0)
    const { campaignId } = snapshot.text.campaign(snapshot.hot.candidateCampaign[candidate] ?? 0)
    return keyOf({ assetId, campaignId })
  })
  return { verdicts, picked }
}

const SLATE: readonly string[] = ['diversity', 'outranked']

/** Shows candidates as a session would remember them. */
function countsOf(snapshot: Snapshot, shown: OracleRequest['shown']): ReadonlyMap<number, CapCount> {
  let counts: ReadonlyMap<number, CapCount> = new Map()
  for (const { asset, campaign, at } of shown)
    counts = countCaps(snapshot, counts, indexesOf(snapshot, asset, campaign), at)
  return counts
}

/** Where the pair stands in the snapshot; nowhere, if it is no candidate. */
export function indexesOf({ hot, text }: Snapshot, asset: Asset, campaign: Campaign): number[] {
  return [...hot.candidateAsset.keys()].filter(
    (index) =>
      text.asset(hot.candidateAsset[index] ?? 0).assetId === asset.id &&
      text.campaign(hot.candidateCampaign[index] ?? 0).campaignId === campaign.id,
  )
}
