import type { SnapshotChanges } from '../../../contracts/ops/answers/changes.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { PublishResult } from '../../../contracts/ops/answers/publish.ts'
import type { RegionStatus } from '../../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { type Ask, type Part, partOf } from '../../ask.ts'
import { mayDo } from '../../frame/may-do.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { State } from '../../frame/state.tsx'
import { CheckList } from '../check-list.tsx'
import { Effect } from '../effect.tsx'

/** What a publish would come to now: the dry run, or for whoever may not publish the difference alone. */
export type Ahead =
  | { readonly kind: 'dry-run'; readonly part: Part<PublishResult> }
  | { readonly kind: 'difference'; readonly part: Part<SnapshotChanges> }

/** Looks at what a publish would do, and writes nothing. */
export async function lookAhead(ask: Ask, me: WhoAmI, region: RegionId): Promise<Ahead> {
  if (mayDo(me, 'region.publish', [region])) {
    const order = { dryRun: true, reason: 'looked at' }
    return { kind: 'dry-run', part: await partOf(ask.post<PublishResult>(`regions/${region}/publish`, order)) }
  }
  const difference = partOf(ask.get<SnapshotChanges>(`regions/${region}/snapshots/live/diff/draft`))
  return { kind: 'difference', part: await difference }
}

/** Whether a publish would be refused now. */
export function isHeld({ kind, part }: Ahead): boolean {
  if (kind !== 'dry-run' || 'refused' in part) return false
  return part.answer.refusals.length > 0 || (part.answer.holds ?? []).length > 0
}

interface PublishAheadProps {
  readonly status: RegionStatus
  readonly ahead: Ahead
  readonly me: WhoAmI
}

/** What a publish would change, and what stands in its way. */
export function PublishAhead({ status, ahead, me }: PublishAheadProps) {
  const { region } = status
  if ('refused' in ahead.part) return <Refusal problem={ahead.part.refused} />
  if (ahead.kind === 'difference') return <Effect region={region} changes={ahead.part.answer} towards="draft" />
  const { changes, receipt, refusals, checks, holds = [], snapshot } = ahead.part.answer
  const isSame = snapshot !== null && snapshot === status.snapshot
  return (
    <>
      {isHeld(ahead) && (
        <p>
          <State tone="bad">A publish would be refused now. Nothing that is live would change.</State>
        </p>
      )}
      {isSame && <p>The schedule gives what is live: nothing would be announced.</p>}
      {changes && !isSame && <Effect region={region} changes={changes} towards="draft" />}
      {status.snapshot === null && receipt && (
        <p>
          The first publish of {region}: {receipt.candidates} candidates. House idents play there until then.
        </p>
      )}
      {isHeld(ahead) ? (
        <CheckList outcome={{ checks, refusals: [...holds, ...refusals] }} region={region} me={me} />
      ) : (
        <details>
          <summary>
            {checks.length} checks pass {receipt && <small>{receipt.candidates} candidates</small>}
          </summary>
          <CheckList outcome={{ checks, refusals }} region={region} me={me} />
        </details>
      )}
    </>
  )
}
