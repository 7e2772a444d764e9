import type { DressedDecision } from '../../answer/dressed-decision.ts'
import { type Ground, groundOf } from '../../answer/floor.ts'
import { itemRenditions } from '../../answer/item-texts.ts'
import type { Context } from '../../decide/context/context.ts'
import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { canaryKey } from '../../model/messages/canary-counts.ts'
import type { Live } from '../residence/live.ts'
import type { RegionHolder } from '../residence/region-holder.ts'
import type { DecisionRecord } from '../token/decision/decision-record.ts'
import type { ViewerArms } from './experiment-arms.ts'
import type { SealedViewer } from './sealed-viewer.ts'

/** What the decision token seals for later events: what was chosen, for whom, and with what probability. */
export function decisionRecord(
  decisionId: string,
  {
    live,
    holder,
    assignment,
    viewer,
    experiments,
  }: {
    readonly live: Live
    readonly holder: RegionHolder
    readonly assignment: Live['assignment']
    readonly viewer: SealedViewer
    readonly experiments: Pick<ViewerArms, 'arms' | 'isHeldOut'>
  },
  context: Context,
  answered: {
    readonly snapshot: Snapshot
    readonly decisions: readonly DressedDecision[]
    readonly floor?: Ground | null
    readonly mediaOrigin: string
  },
): DecisionRecord {
  return {
    decisionId,
    region: holder.region,
    snapshot: answered.snapshot.id,
    sequence: live.pointer?.sequence ?? 0,
    privacy: context.privacy,
    territory: context.territory,
    device: context.device,
    ...viewer,
    holdout: experiments.isHeldOut,
    // The arm that the viewer is assigned to, even if another snapshot answered: a failing arm must not look better for
    // it.
    arms: armsOf(assignment, experiments),
    items: answered.decisions.flatMap((decision) => {
      const ground = groundOf(decision, { context, ...answered })
      const { hot, text } = ground.snapshot
      return [...decision.picks, ...decision.backups].map((pick) => ({
        placementId: decision.placement.id,
        surface: decision.placement.surface,
        position: pick.position,
        assetId: text.asset(assetOf(hot, pick.candidate)).assetId,
        campaignId: text.campaign(campaignOf(hot, pick.candidate)).campaignId,
        propensity: pick.propensity,
        drawn: pick.drawn,
        sticky: pick.sticky,
        reserved: pick.reserved,
        renditions: itemRenditions(ground.snapshot, ground.context, pick, answered.mediaOrigin),
      }))
    }),
  }
}

/** The canary first, then the experiments. */
function armsOf(assignment: Live['assignment'], { arms }: Pick<ViewerArms, 'arms'>): DecisionRecord['arms'] {
  return assignment === null ? arms : [[canaryKey(assignment.startedAs), assignment.arm], ...arms]
}
