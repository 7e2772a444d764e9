import type { Context, Placement } from '../decide/context.ts'
import type { DecisionRequest } from '../decide/decision-request.ts'
import { deriveContext } from '../decide/derive-context.ts'
import { winnerValidUntil } from '../decide/valid-until.ts'
import { hash32 } from '../model/hash32.ts'
import { STATUS_CODES } from '../model/reason.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { regionFor } from '../rules/route.ts'
import { decisionIdFor } from './answer/decision-id.ts'
import { type DressedDecision, decideDressed } from './answer/dress.ts'
import { presentItem } from './answer/item.ts'
import { memoryFor } from './answer/memory.ts'
import { nextSession } from './answer/next-session.ts'
import type { Isolate } from './isolate.ts'
import { carryProfile } from './profile/carry-profile.ts'
import { consentedViewer } from './profile/consented-viewer.ts'
import type { DeviceRequest } from './request/read-request.ts'
import type { KeepAlive } from './snapshot/page-reader.ts'
import type { Live, RegionHolder } from './snapshot/region-holder.ts'
import { sealDecisionToken } from './token/decision-token.ts'
import { sealSession } from './token/session.ts'

/** How long a device may keep an answer, at most; less when a window closes sooner. */
const VALID_FOR_MS_MAX = 60_000

/** What one request asks to be decided. */
export interface Asked {
  readonly placements: readonly Placement[]
  /** `hash32` of assets of a feed's earlier pages, oldest first. */
  readonly served: readonly number[]
  readonly firstPosition: number
  readonly openWith: string | null
  /** Everything that makes a retry the same request, besides its `requestId`. */
  readonly fingerprint: string
}

/** A decided request: the answer's body so far, and what the routes add to it. */
export interface Decided {
  readonly body: Record<string, unknown>
  readonly decisions: readonly DressedDecision[]
  /** What answered: what its region serves, or the baseline when no words could be had for it. */
  readonly live: Live
  readonly holder: RegionHolder
  /** There may be more another time, though this answer is short. */
  readonly curtailed: boolean
  /** `hash32` of the assets decided, in order. */
  readonly shown: readonly number[]
}

/** The region that answers a request: by the place it comes from, or the rights that its viewer keeps there. */
export function holderFor(isolate: Isolate, request: DeviceRequest): RegionHolder {
  const holder = isolate.regions.get(regionFor(request.place, request.viewer))
  if (!holder) throw new Error('every region has a holder')
  return holder
}

/** Decides a request against what its region serves now, and dresses the answer. */
export async function decideRequest(
  isolate: Isolate,
  arrived: DeviceRequest,
  asked: Asked,
  surroundings: {
    readonly live: Live
    readonly holder: RegionHolder
    readonly mediaOrigin: string
    readonly keepAlive: KeepAlive
  },
): Promise<Decided> {
  const { holder, mediaOrigin, keepAlive } = surroundings
  const first = deriveContext(surroundings.live.snapshot.rules, arrived)
  const viewer = consentedViewer(first, arrived.viewer)
  const waits = { now: arrived.realNow, keepAlive }
  const { session: known } = await carryProfile(arrived.session, viewer, isolate.profiles, waits)
  const request = { ...arrived, session: known }
  const counts = new Map(
    request.session.caps.map(({ key, count, windowStartSeconds }) => [
      key,
      { key, count, since: windowStartSeconds * 1000 },
    ]),
  )
  const decisionId = await decisionIdFor(request, surroundings.live, first, asked.fingerprint)
  const { live, context, snapshot, decisions, curtailed } = await decideDressed(surroundings.live, {
    requestFor: (answering) => decisionRequest(request, asked, answering, { counts, decisionId }),
    baseline: () => holder.baseline(),
    keepAlive,
  })
  const shown = shownAssets(snapshot, decisions)
  const session = nextSession(request.session, holder.region, { snapshot, context, decisions, counts })
  const [token, sealedSession] = await Promise.all([
    sealDecisionToken(
      decisionRecord(decisionId, live, holder, context, { snapshot, decisions }),
      isolate.settings.decisionKeys,
      request.realNow,
    ),
    sealSession(session, isolate.settings.sessionKeys),
  ])
  const body = {
    decisionId,
    token,
    session: sealedSession,
    serverTime: new Date(request.now).toISOString(),
    validForMs: validForMs(snapshot, context, decisions),
    snapshot: describeSnapshot(live, request.realNow),
    territory: context.place,
    viewer: context.viewer,
    privacy: context.privacy,
    decisions: Object.fromEntries(
      decisions
        .filter(({ picks }) => picks.length > 0)
        .map(({ placement, picks }) => [
          placement.id,
          picks.map((pick) => presentItem(snapshot, context, pick, mediaOrigin)),
        ]),
    ),
    ...backupsOf(snapshot, context, decisions, mediaOrigin),
    noDecisions: emptyPlacements(decisions),
  }
  return { body, decisions, live, holder, curtailed, shown }
}

/** The request as it is put to what answers, whose rules make its context. */
function decisionRequest(
  request: DeviceRequest,
  asked: Asked,
  live: Live,
  { counts, decisionId }: { readonly counts: DecisionRequest['counts']; readonly decisionId: string },
): DecisionRequest {
  const { rules } = live.snapshot
  const context = deriveContext(rules, request)
  return {
    context,
    placements: asked.placements,
    denies: live.denies,
    served: new Set(asked.served),
    memory: memoryFor(request, context, rules, asked.served),
    // The client's own name for a request draws the same again, whoever signs in or out between two tries.
    seed: request.requestId ?? decisionId,
    counts,
    firstPosition: asked.firstPosition,
    openWith: asked.openWith,
  }
}

function backupsOf(
  snapshot: Snapshot,
  context: Context,
  decisions: readonly DressedDecision[],
  mediaOrigin: string,
): { readonly backups?: Record<string, unknown> } {
  const withBackups = decisions.filter(({ backups }) => backups.length > 0)
  if (withBackups.length === 0) return {}
  return {
    backups: Object.fromEntries(
      withBackups.map(({ placement, backups }) => [
        placement.id,
        backups.map((pick) => presentItem(snapshot, context, pick, mediaOrigin)),
      ]),
    ),
  }
}

function emptyPlacements(decisions: readonly DressedDecision[]) {
  return decisions.flatMap(({ placement, empty }) =>
    empty === null ? [] : [{ placement: placement.id, statusCode: STATUS_CODES[empty], reason: empty }],
  )
}

/** The answer's `snapshot` field; a baseline has sequence 0 and no age. */
export function describeSnapshot(live: Live, now: number) {
  const createdAt = live.pointer === null ? now : Date.parse(live.pointer.createdAt)
  return {
    id: live.snapshot.id,
    sequence: live.pointer?.sequence ?? 0,
    ageSeconds: Math.max(0, Math.floor((now - createdAt) / 1000)),
    rung: live.rung,
  }
}

function shownAssets(snapshot: Snapshot, decisions: readonly DressedDecision[]): readonly number[] {
  return decisions.flatMap(({ picks }) =>
    picks.map(({ candidate }) => snapshot.hot.assets.idHash[snapshot.hot.candidateAsset[candidate] ?? 0] ?? 0),
  )
}

function validForMs(snapshot: Snapshot, context: Context, decisions: readonly DressedDecision[]): number {
  const ends = decisions.flatMap(({ picks, backups }) =>
    [...picks, ...backups].map(({ candidate }) => winnerValidUntil(snapshot, context, candidate)),
  )
  return Math.max(0, Math.min(VALID_FOR_MS_MAX, ...ends.map((end) => end - context.now)))
}

function decisionRecord(
  decisionId: string,
  live: Live,
  holder: RegionHolder,
  context: Context,
  { snapshot, decisions }: { readonly snapshot: Snapshot; readonly decisions: readonly DressedDecision[] },
) {
  return {
    decisionId,
    region: holder.region,
    snapshot: snapshot.id,
    sequence: live.pointer?.sequence ?? 0,
    privacy: context.privacy,
    arms: [],
    items: decisions.flatMap(({ placement, picks, backups }) =>
      [...picks, ...backups].map((pick) => ({
        placementId: placement.id,
        position: pick.position,
        assetId: snapshot.text.asset(snapshot.hot.candidateAsset[pick.candidate] ?? 0).assetId,
        campaignId: snapshot.text.campaign(snapshot.hot.candidateCampaign[pick.candidate] ?? 0).campaignId,
        propensity: pick.propensity,
        sticky: pick.sticky,
      })),
    ),
  }
}

/** `hash32` of the parts of a request that make two of them the same. */
export function fingerprintOf(parts: unknown): string {
  return hash32(JSON.stringify(parts)).toString(16)
}
