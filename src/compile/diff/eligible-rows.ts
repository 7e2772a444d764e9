import type { Context } from '../../decide/context/context.ts'
import { gateInput } from '../../decide/eligibility/gate-input.ts'
import type { OpenEngine, Plane } from '../../decide/engine/engine.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** A question to one snapshot: a viewer at a place, at an instant, on a surface. */
export interface RowsQuestion {
  readonly context: Context
  readonly surface: SurfaceId
  /** Pass the same object for equal lists, so that it is applied once. */
  readonly denies: DenyList
}

/** Passes `use` the candidates that pass every gate, as the engine's plane; null if the gates are not asked. */
function withRows<Result>(
  opened: OpenedSnapshot,
  { context, surface, denies: list }: RowsQuestion,
  use: (engine: OpenEngine, plane: Plane) => Result,
): Result | null {
  const { denies, key } = opened.denies(list, context)
  const input = gateInput(opened.snapshot, { context, denies }, { surface, titleId: null, inView: null })
  if (input === null || input.territory < 0 || denies.surfaces.has(surface)) return null
  return opened.planes.withEligible(input, key, (plane) => use(opened.engine, plane))
}

/** Whether any candidate may be shown. */
export function hasEligible(opened: OpenedSnapshot, asked: RowsQuestion): boolean {
  return (withRows(opened, asked, (engine, plane) => engine.count(plane)) ?? 0) > 0
}

/** The candidates that may be shown. */
export function eligibleRows(opened: OpenedSnapshot, asked: RowsQuestion): Uint32Array {
  return withRows(opened, asked, (engine, plane) => engine.rowsOf(plane)) ?? new Uint32Array()
}
