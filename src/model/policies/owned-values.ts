import type { SurfaceId } from '../nouns/surface.ts'
import { ownedParameter } from './parameter-path.ts'

/** Owned values by path, as the arms of one viewer together have them. */
export type OwnedValues = Readonly<Record<string, number | string | null>>

/** The owned values of a decision by surface; a surface that is left out has the snapshot's own. */
export type OwnedBySurface = Readonly<Partial<Record<SurfaceId, OwnedValues>>>

/** No surface has owned values: the decision of control. */
export const NOTHING_OWNED: OwnedBySurface = {}

/** The terms that are in the scores of all viewers alike, and so in columns. */
const COLUMN_TERMS: readonly string[] = ['priority', 'weight', 'freshness', 'engagement']

/** A key of owned values: equal values, equal keys. The empty text stands for none. */
export function ownedKey(values: OwnedValues): string {
  return keyOf(Object.entries(values))
}

/**
 * A key of those values that change the columns of scores: arms with equal keys share the columns. The empty text stands
 * for the snapshot's own. Values of slates, and points of what is added for each request, change no column.
 */
export function columnsKey(values: OwnedValues): string {
  return keyOf(Object.entries(values).filter(([path]) => changesColumns(path)))
}

function changesColumns(path: string): boolean {
  const parameter = ownedParameter(path)
  if (parameter === null || parameter.kind === 'slate') return false
  return parameter.kind !== 'points' || COLUMN_TERMS.includes(parameter.term)
}

function keyOf(entries: readonly (readonly [path: string, value: number | string | null])[]): string {
  if (entries.length === 0) return ''
  return JSON.stringify([...entries].sort(([one], [other]) => (one < other ? -1 : 1)))
}
