/** Encodes asset indexes as runs: assets of one text page mostly have adjacent indexes. */
export function asRuns(assets: ReadonlySet<number>): [first: number, count: number][] {
  const runs: [first: number, count: number][] = []
  for (const asset of [...assets].sort((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] === asset) last[1]++
    else runs.push([asset, 1])
  }
  return runs
}

/** The asset indexes in these runs. */
export function fromRuns(runs: readonly (readonly [first: number, count: number])[]): ReadonlySet<number> {
  return new Set(runs.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at)))
}
