/** The share of units that met more than one arm; null: there are no units. */
export interface MultipleExposure {
  readonly share: number | null
  readonly state: 'ok' | 'too-many' | 'no-units'
}

/**
 * How many of all units met two arms. They are in no sum, and who leaves many out may leave out some kind of viewer.
 * @param most above this share, what is left of the units is no fair sample any more
 */
export function multipleExposure(
  arms: readonly { readonly units: number; readonly exposedTwice: number }[],
  most: number,
): MultipleExposure {
  const [twice, once] = [sumOf(arms.map((arm) => arm.exposedTwice)), sumOf(arms.map((arm) => arm.units))]
  if (twice + once === 0) return { share: null, state: 'no-units' }
  const share = twice / (twice + once)
  return { share, state: share > most ? 'too-many' : 'ok' }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
