import type { Context } from '../../decide/context/context.ts'
import { rowOfId } from '../../decide/rows/hash-search.ts'
import { mayLearn } from '../../decide/score/taste/request-terms.ts'
import { learn, type TasteSignal } from '../../decide/score/taste/session-taste.ts'
import { columnValue, titleHashOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { spaceOf } from '../../model/columns/taste-space.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { hash32 } from '../../model/hash32.ts'
import { ProblemError } from '../problem.ts'
import type { Signal } from '../request/bodies.ts'
import { type OpenedDecision, openDecisionToken } from '../token/decision/decision-token.ts'
import type { Keyring } from '../token/keyring.ts'
import type { Session } from '../token/session.ts'
import { withSeen } from './next-session.ts'

/** A signal about an item that is named in its decision token. */
interface KnownSignal {
  readonly assetId: string
  readonly event: Signal['event']
  readonly watchedMs: number
}

/** The signals, and everything that their decisions offered. */
interface Reported {
  readonly signals: readonly KnownSignal[]
  /** `hash32` of assets. */
  readonly offered: ReadonlySet<number>
}

/**
 * Resolves which items the signals are about, from their decision tokens alone. A token that has expired, or whose key
 * is gone, is skipped.
 * @throws ProblemError 400 naming the signal whose token was not sealed by us, or does not contain its position
 */
export async function knownSignals(signals: readonly Signal[], keyring: Keyring, now: number): Promise<Reported> {
  const opened = new Map<string, Promise<OpenedDecision>>()
  const known: KnownSignal[] = []
  const offered = new Set<number>()
  for (const [index, { token, tokenField, position, event, watchedMs }] of signals.entries()) {
    const decision = await (opened.get(token) ?? openOnce(opened, token, keyring, now))
    if (decision.outcome === 'expired' || decision.outcome === 'unknown-key') continue
    if (decision.outcome !== 'ok') refuse(tokenField, 'was not issued here, or was changed')
    const item = decision.record.items.find((each) => each.position === position)
    if (item === undefined) refuse(`signals[${index}].position`, 'is not a position of its token’s decision')
    for (const { assetId } of decision.record.items) offered.add(hash32(assetId))
    known.push({ assetId: item.assetId, event, watchedMs })
  }
  return { signals: known, offered }
}

function openOnce(opened: Map<string, Promise<OpenedDecision>>, token: string, keyring: Keyring, now: number) {
  const opening = openDecisionToken(token, keyring, now)
  opened.set(token, opening)
  return opening
}

function refuse(field: string, problem: string): never {
  throw new ProblemError('invalid-field', { field, detail: `${field} ${problem}.`, code: 'signal' })
}

/**
 * The session after the viewer's signals. The very next page is ranked with it, and nothing is written centrally. A
 * minor is not profiled: titles that they do not want are remembered, and nothing else.
 *
 * @param snapshot as the viewer's arm has it: the session learns in the space that its next page is ranked in
 * @param now milliseconds since 1970 UTC, the real clock
 */
export function afterSignals(
  session: Session,
  { signals, offered }: Reported,
  {
    snapshot,
    context,
    now,
  }: { readonly snapshot: Snapshot; readonly context: Pick<Context, 'privacy'>; readonly now: number },
): Session {
  if (signals.length === 0) return session
  const { hot, rules } = snapshot
  const lessons = signals.flatMap(({ assetId, event, watchedMs }): TasteSignal[] => {
    const asset = rowOfId(hot.assets, assetId)
    if (asset < 0) return []
    return [
      {
        asset: hash32(assetId),
        title: titleHashOf(hot, asset),
        event,
        watchedMs,
        durationMs: columnValue(hot.assets.durationMs, asset),
        vector: hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS),
      },
    ]
  })
  const space = hash32(spaceOf(snapshot))
  // What was learned in another space, such as that of the run before, says nothing in this one.
  const vector = Int8Array.from(session.tasteSpace === space ? session.taste : [])
  const before = { vector, unwanted: session.unwanted }
  const learned = learn(
    before,
    lessons,
    rules.ranking.personal.session,
    Math.max(0, now - session.tasteAtSeconds * 1000),
  )
  const known = mayLearn(context.privacy)
  return {
    ...session,
    // Items that were offered and not played become available again.
    seen: withSeen(
      session.seen.filter((hash) => !offered.has(hash)),
      [...new Set(signals.map(({ assetId }) => hash32(assetId)))],
    ),
    unwanted: learned.unwanted,
    taste: known ? [...learned.vector] : [],
    tasteSpace: known ? space : 0,
    tasteAtSeconds: known ? Math.floor(now / 1000) : 0,
  }
}
