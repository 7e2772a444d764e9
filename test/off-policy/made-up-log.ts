import { type Chance, chanceFrom } from '../../src/decide/draw/chance.ts'
import { gatherPages } from '../../src/off-policy/log/gather-pages.ts'
import type { OffPolicyLog } from '../../src/off-policy/log/logged-page.ts'
import type { ReadRow } from '../../src/off-policy/log/parsed-row.ts'

/** A row with everything in order, but for what a test changes. */
export const row = (changes: Partial<ReadRow>): ReadRow => ({
  ...{ decision: null, unit: null, position: 0, action: 'a', propensity: 0.5, reward: 0, leftOut: null },
  ...changes,
})

/** A log of these rows, in one file. */
export function logOf(rows: readonly ReadRow[]): OffPolicyLog {
  const gathered = gatherPages()
  for (const [index, each] of rows.entries()) gathered.add(each, { file: 0, line: index + 1 })
  return gathered.log()
}

/** What a made-up audience is like. */
export interface MadeUpAudience {
  readonly units: number
  readonly pagesOfUnit: number
  readonly slots: 1 | 2
}

/** Chances of the policy that wrote a made-up log, and how often each action is rewarded at the top. */
export const MADE_UP = {
  logged: { a: 0.4, b: 0.3, c: 0.2, d: 0.1 },
  rates: { a: 0.1, b: 0.2, c: 0.3, d: 0.4 },
  /** Below action a, everything is rewarded half as often. */
  belowA: 0.5,
  /** Half of the units reward little of what they see, the others much: the rows of a unit hang together. */
  tempers: [0.2, 1.8],
} as const

type Action = keyof typeof MADE_UP.rates
const ACTIONS = Object.keys(MADE_UP.rates) as readonly Action[]

/** A log of an audience with a known answer: a page draws its actions without putting any back. */
export function madeUpRows(seed: string, { units, pagesOfUnit, slots }: MadeUpAudience): readonly ReadRow[] {
  const chance = chanceFrom(seed)
  return Array.from({ length: units }, (_, unit) => {
    const temper = MADE_UP.tempers[Math.floor(chance() * 2)] ?? 1
    return Array.from({ length: pagesOfUnit }, (_, page) =>
      pageRows(chance, `u${unit}`, `u${unit}-${page}`, slots, temper),
    )
  }).flat(2)
}

function pageRows(chance: Chance, unit: string, decision: string, slots: number, temper: number): readonly ReadRow[] {
  const rows: ReadRow[] = []
  for (let position = 0; position < slots; position++) {
    const above = rows.map(({ action }) => action)
    const left = ACTIONS.filter((action) => !above.includes(action))
    const total = left.reduce((sum, action) => sum + MADE_UP.logged[action], 0)
    let uniform = chance() * total
    const action = left.find((each) => {
      uniform -= MADE_UP.logged[each]
      return uniform < 0
    })
    const drawn = action ?? 'a'
    const rate = temper * MADE_UP.rates[drawn] * (above.includes('a') ? MADE_UP.belowA : 1)
    const reward = chance() < rate ? 1 : 0
    rows.push(row({ decision, unit, position, action: drawn, propensity: MADE_UP.logged[drawn] / total, reward }))
  }
  return rows
}

/** The reward of a table on pages of two slots, at the top and below, by going through all pages. */
export function trueRewards(table: Readonly<Record<Action, number>>): readonly [number, number] {
  let [top, second] = [0, 0]
  for (const first of ACTIONS) {
    top += table[first] * MADE_UP.rates[first]
    for (const below of ACTIONS) {
      if (below === first) continue
      const chance = (table[first] * table[below]) / (1 - table[first])
      second += chance * MADE_UP.rates[below] * (first === 'a' ? MADE_UP.belowA : 1)
    }
  }
  return [top, second]
}
