import type { Withdrawal } from '../../contracts/ops/answers/ingest.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import type { Moves } from '../moves/moves.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { drawChange, type NarrowingNumbers } from './draw-change.ts'
import { writeNarrowings } from './narrowings.ts'

/** The narrowings that the records of a batch cause by themselves. */
export function narrowingsOf(sound: readonly StagedRecord[]): readonly Narrowing[] {
  return sound.flatMap(({ narrowings }) => narrowings)
}

/** How narrowings take effect. */
export interface NarrowingDoors extends ScheduleContext, NarrowingNumbers {
  /**
   * Puts orders in force that keep withdrawn what another order withdraws already, which needs no further permission.
   */
  readonly keepDown: (takedowns: readonly Takedown[]) => Promise<unknown>
  /** Puts narrowings on the takedown lists, as `takeDown` does, without waiting for a publish. */
  readonly withdraw: (narrowings: readonly Narrowing[]) => Promise<Withdrawal>
}

/** Puts narrowings in force first and separately, whatever happens to the rest: narrowing never waits for widening. */
export async function narrowFirst(dependencies: NarrowingDoors, unmoved: readonly StagedRecord[], moves: Moves) {
  if (moves.orders.kept.length > 0) await dependencies.keepDown(moves.orders.kept)
  const narrowings = [...narrowingsOf(unmoved), ...moves.narrowings]
  if (narrowings.length === 0) return { known: null, withdrawn: await dependencies.withdraw(narrowings) }
  const change = await drawChange(dependencies, { at: dependencies.now(), narrowings })
  await writeNarrowings(dependencies.redis, change)
  return { known: change.number, withdrawn: await dependencies.withdraw(narrowings) }
}

/** The same error, with what is in force in spite of it. */
export function withNarrowings(error: unknown, records: number): unknown {
  if (!(error instanceof ScheduleError)) return error
  const holds = `; even so, what it would narrow of ${records} records is withdrawn, until it is sent again or lifted`
  return new ScheduleError(error.kind, error.message + holds)
}
