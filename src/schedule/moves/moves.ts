import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { lostSelections } from './lost-selections.ts'
import type { MovesContext } from './moves-context.ts'
import { type OrderMoves, orderMoves, type StandingOrder } from './order-moves.ts'

/** Reads the orders in force, from store, journal and lists. */
export interface OrdersDoor {
  readonly standingOrders: () => Promise<readonly StandingOrder[]>
}

/** What a batch withdraws that its records alone do not tell: the store must be read. */
export interface Moves {
  /** Withdraws what campaigns no longer select, and what comes under an order. */
  readonly narrowings: readonly Narrowing[]
  readonly orders: OrderMoves
}

export async function movesOf(context: MovesContext & OrdersDoor, staged: readonly StagedRecord[]): Promise<Moves> {
  const orders = await orderMoves(context, staged)
  const lost = await lostSelections(context, staged)
  return { narrowings: [...lost, ...orders.narrowings], orders }
}
