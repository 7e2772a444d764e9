import type { ChangeKind } from '../../model/messages/change-kinds.ts'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import { toldOfExperiment } from './experiment-words.ts'
import { toldOfLearned } from './learned-words.ts'
import { membersOf, type RecordedAct, type RegionsOfTerritories, textsIn } from './recorded-act.ts'
import { toldOfRegion } from './region-words.ts'
import { toldOfApproval, toldOfCampaign, toldOfIngest, toldOfTakedown } from './schedule-words.ts'

/** One change of what is served, or of what is to be: what a person reads who asks what happened. */
export interface RecordedChange {
  /** The place of its entry in the audit log, such as `2026-11/41`. */
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** The regions that it is about; null: it may be about any. */
  readonly regions: readonly RegionId[] | null
  readonly kind: ChangeKind
  readonly actor: string
  /** A sentence with a subject. */
  readonly summary: string
  /** Path of the page of the console that shows it. */
  readonly href: string
}

/** What an entry of the audit log says was changed; null: nothing of the kind, such as what was only looked at. */
export function changeOf(act: RecordedAct, regionsOf: RegionsOfTerritories): RecordedChange | null {
  const told =
    toldOfRegion(act) ??
    toldOfIngest(act) ??
    toldOfTakedown(act) ??
    toldOfCampaign(act) ??
    toldOfLearned(act) ??
    toldOfExperiment(act) ??
    toldOfApproval(act)
  if (told === null) return null
  const { id, at, actor } = act
  return { id, at, regions: regionsOfAct(act, regionsOf), actor, ...told, href: pageOf(act, told.kind) }
}

function regionsOfAct(
  { target, before, after }: RecordedAct,
  regionsOf: RegionsOfTerritories,
): RecordedChange['regions'] {
  const [first = ''] = target.split(' ')
  const [then, now] = [membersOf(before), membersOf(after)]
  const asked = textsIn(now.regions).filter(isRegionId)
  if (asked.length > 0) return asked
  if (isRegionId(first)) return [first]
  // Where it was, and where it is now.
  const territories = [...textsIn(then.territories), ...textsIn(now.territories)]
  const reached = regionsOf(territories)
  return reached.length === 0 ? null : reached
}

function pageOf({ id, target }: RecordedAct, kind: ChangeKind): string {
  if (kind === 'override' || kind === 'approval') return '/console/approvals'
  if (isRegionId(target)) return `/console/regions/${target}`
  if (kind === 'experiment') return `/console/experiments/${encodeURIComponent(target)}`
  if (kind === 'takedown') return '/console/takedowns'
  if (target.startsWith('cmp_')) return `/console/campaigns/${encodeURIComponent(target)}`
  return `/console/audit?id=${encodeURIComponent(id)}`
}
