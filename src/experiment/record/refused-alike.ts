/** Regions that do not serve an experiment for the same reason. */
export interface RefusedAlike<Region extends string> {
  readonly regions: readonly Region[]
  readonly reason: string
}

/** Each reason once, with its regions, in the order in which the reasons come. */
export function refusedAlike<Region extends string>(
  refused: readonly { readonly region: Region; readonly reason: string }[],
): readonly RefusedAlike<Region>[] {
  const found = new Map<string, Region[]>()
  for (const { region, reason } of refused) found.set(reason, [...(found.get(reason) ?? []), region])
  return [...found].map(([reason, regions]) => ({ regions, reason }))
}
