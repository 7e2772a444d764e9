import type { RibbonStretch } from './run-words.ts'

/** A stretch of time in which the draft answers otherwise than what is live. Milliseconds since 1970 UTC, half open. */
export interface RibbonDifference {
  readonly from: number
  readonly to: number
  readonly live: RibbonStretch
  readonly draft: RibbonStretch
}

/** Where two rows of the same viewer and the same hours differ, in the order of time. */
export function differencesOf(
  live: readonly RibbonStretch[],
  draft: readonly RibbonStretch[],
): readonly RibbonDifference[] {
  const edges = [...live, ...draft].flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)])
  const instants = [...new Set(edges)].sort((one, other) => one - other)
  const found: RibbonDifference[] = []
  instants.slice(0, -1).forEach((from, index) => {
    const [one, other] = [runAt(live, from), runAt(draft, from)]
    if (one === undefined || other === undefined || isAlike(one, other)) return
    found.push({ from, to: instants[index + 1] ?? from, live: one, draft: other })
  })
  return found
}

/** The run at an instant; undefined: the row does not reach there. */
export function runAt(runs: readonly RibbonStretch[], instant: number): RibbonStretch | undefined {
  return runs.find(({ from, to }) => Date.parse(from) <= instant && instant < Date.parse(to))
}

/** Differences that several viewers share, with the viewers by their place in `rows`. */
export function sharedDifferences(
  rows: readonly (readonly RibbonDifference[])[],
): readonly (RibbonDifference & { readonly rows: readonly number[] })[] {
  const shared = new Map<string, RibbonDifference & { rows: number[] }>()
  rows.forEach((differences, row) => {
    for (const difference of differences) {
      const key = JSON.stringify([difference.from, difference.to, ...[difference.live, difference.draft].map(answerOf)])
      const known = shared.get(key)
      if (known) known.rows.push(row)
      else shared.set(key, { ...difference, rows: [row] })
    }
  })
  return [...shared.values()].sort((one, other) => one.from - other.from)
}

function isAlike(one: RibbonStretch, other: RibbonStretch): boolean {
  return JSON.stringify(answerOf(one)) === JSON.stringify(answerOf(other))
}

function answerOf({ assetId, campaignId, autoplay, empty }: RibbonStretch) {
  return [assetId, campaignId, autoplay?.allowed ?? null, autoplay?.reason ?? null, empty]
}
