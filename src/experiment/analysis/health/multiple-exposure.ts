/** Above this share of units that met two arms, what is left of them is no fair sample any more. */
export const MULTIPLE_EXPOSURE_MOST = 0.01

/** The share of units that met more than one arm; null: there are no units. */
export interface MultipleExposure {
  readonly share: number | null
  readonly state: 'ok' | 'too-many' | 'no-units'
}

/** How many of all units met two arms. They are in no sum, and who leaves many out may leave out some kind of viewer. */
export function multipleExposure(
  arms: readonly { readonly units: number; readonly exposedTwice: number }[],
): MultipleExposure {
  const [twice, once] = [sumOf(arms.map((arm) => arm.exposedTwice)), sumOf(arms.map((arm) => arm.units))]
  if (twice + once === 0) return { share: null, state: 'no-units' }
  const share = twice / (twice + once)
  return { share, state: share > MULTIPLE_EXPOSURE_MOST ? 'too-many' : 'ok' }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
