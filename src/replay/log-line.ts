import type { DressedDecision } from '../answer/dressed-decision.ts'
import type { FloorGround } from '../answer/floor.ts'
import { type DecisionRequest, decisionRequest } from '../decide/decision-request.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { DenyList } from '../model/denies/deny-list.ts'
import type { DecisionLogLine } from '../model/messages/decision-log.ts'
import type { RegionId } from '../model/nouns/region.ts'
import { SURFACE_IDS } from '../model/nouns/surface.ts'
import { asRuns } from './left-out.ts'

/** Lifetime of a session's memory, in milliseconds. */
const DAY_MS = 86_400_000

/** A decision that was made, or that failed, with everything that went into it. */
export interface Made {
  readonly decisionId: string
  readonly region: RegionId
  /** Milliseconds since 1970 UTC, the real clock. */
  readonly at: number
  readonly snapshot: Snapshot
  readonly described: DecisionLogLine['snapshot']
  readonly request: DecisionRequest
  /** The floor that house idents were decided on, with the id of its baseline. */
  readonly floor?: (FloorGround & { readonly baseline: string }) | null
  /** Indexes of the assets that were left out because their text was missing. */
  readonly leftOut: ReadonlySet<number>
  /** The attempt that was answered; `request` has the first attempt for this snapshot. */
  readonly attempt: number
  /** Where the viewer stands in experiments, as the token seals it; left out: in none. */
  readonly standing?: {
    readonly arms: readonly (readonly [experiment: string, arm: string])[]
    readonly isHeldOut: boolean
  }
  readonly mediaOrigin: string
  readonly ended: string | null
  /** Null if it failed. */
  readonly outcome: {
    readonly body: Record<string, unknown>
    readonly decisions: readonly DressedDecision[]
  } | null
  readonly fault: DecisionLogLine['fault']
}

/** The line of the decision log from which this decision can be repeated. */
export function logLine(made: Made, logged: DecisionLogLine['logged']): DecisionLogLine {
  const { request, outcome } = made
  const { memory } = request
  return {
    v: 1,
    decisionId: made.decisionId,
    region: made.region,
    at: made.at,
    logged,
    snapshot: made.described,
    mediaOrigin: made.mediaOrigin,
    context: copied(request.context),
    placements: request.placements.map((placement) => ({ ...placement })),
    denies: listsOf(request.denies),
    served: [...request.served],
    leftOut: asRuns(made.leftOut),
    memory: {
      profile: Array.from(memory.profile),
      session: Array.from(memory.session),
      ...(memory.spaces !== undefined && { spaces: { ...memory.spaces } }),
      watched: [...memory.watched],
      unwanted: [...memory.unwanted],
      shown: [...memory.shown],
      recent: [...memory.recent],
      sticky: memory.sticky.map(([title, asset]): [number, number] => [title, asset]),
      viewerKey: memory.viewerKey,
    },
    counts: [...request.counts.values()].map((each) => ({ ...each })),
    firstPosition: request.firstPosition,
    openWith: request.openWith,
    seed: request.seed,
    floor: floorOf(made),
    attempts: [request.attempt, made.attempt],
    owned: copiedOwned(request.owned),
    arms: made.standing?.arms.map(([experiment, arm]): [string, string] => [experiment, arm]) ?? [],
    holdout: made.standing?.isHeldOut ?? false,
    ended: made.ended,
    answer: outcome && {
      body: outcome.body,
      sha256: null,
      propensities: propensities(outcome.decisions),
      drawn: drawnOf(outcome.decisions),
    },
    fault: made.fault,
  }
}

/**
 * The request of a line, without leaving out the assets whose text was missing.
 * @param denies the takedowns of the lists that the line names
 */
export function loggedRequest(line: DecisionLogLine, denies: DenyList): DecisionRequest {
  return decisionRequest({
    context: line.context,
    placements: line.placements,
    denies,
    served: new Set(line.served),
    memory: memoryOf(line),
    counts: new Map(line.counts.map((each) => [each.key, { ...each, until: each.until ?? each.since + DAY_MS }])),
    firstPosition: line.firstPosition,
    openWith: line.openWith,
    seed: line.seed,
    attempt: line.attempts[0],
    owned: line.owned,
  })
}

function memoryOf({ memory: { spaces, ...others } }: DecisionLogLine): DecisionRequest['memory'] {
  return { ...others, ...(spaces !== undefined && { spaces }) }
}

/** The propensities as in the sealed token, in the order of the placements. */
export function propensities(decisions: readonly DressedDecision[]): number[] {
  return decisions.flatMap(({ picks, backups }) => [...picks, ...backups].map(({ propensity }) => propensity))
}

/** The floor, recorded only if it was used: other lines do not need it to be replayed. */
function floorOf({ floor, outcome }: Made): DecisionLogLine['floor'] {
  if (!floor || !outcome?.decisions.some((decision) => decision.floor !== undefined)) return null
  const { baseline, context, denies } = floor
  return { baseline, context: copied(context), ...listsOf(denies) }
}

function listsOf({ lists }: DenyList) {
  return { lists: lists.map((list) => ({ ...list })) }
}

/** `drawn` of each pick, in the same order. */
export function drawnOf(decisions: readonly DressedDecision[]): boolean[] {
  return decisions.flatMap(({ picks, backups }) => [...picks, ...backups].map(({ drawn }) => drawn))
}

function copiedOwned(owned: DecisionRequest['owned']): DecisionLogLine['owned'] {
  const copy: DecisionLogLine['owned'] = {}
  for (const surface of SURFACE_IDS) {
    const values = owned[surface]
    if (values !== undefined) copy[surface] = { ...values }
  }
  return copy
}

function copied(context: DecisionRequest['context']): DecisionLogLine['context'] {
  const { ratingPlaces, timeZones, entitlements, codecs, embargo } = context
  return {
    ...context,
    ratingPlaces: [...ratingPlaces],
    timeZones: [...timeZones],
    entitlements: [...entitlements],
    codecs: [...codecs],
    embargo: embargo === null ? null : { ...embargo },
  }
}
