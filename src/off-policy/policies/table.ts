import { type ActionChances, contextFreePolicy, type TargetPolicy } from './target-policy.ts'

/** How far the chances of a table may be from 1 in all: what writing them in decimals loses. */
const ROUNDING = 1e-6
/** What is left of a table below this is rounding: everything that it would show stands above. */
const LEAST_LEFT = 1e-12

/**
 * A policy as a table: `{action: chance}`, on a page without what stands above, in proportion (Plackett 1975, "The Analysis of
 * Permutations"); or `{action: [chance at the top, at the next, …]}`, as it stands.
 * @throws RangeError naming the action or position that is at fault
 */
export function tablePolicy(document: unknown): TargetPolicy {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new RangeError('a table is an object: {"action": chance} or {"action": [chance at the top, …]}')
  const entries = Object.entries(document)
  if (entries.length === 0) throw new RangeError('the table names no action')
  return contextFreePolicy(
    'table',
    entries.some(([, value]) => Array.isArray(value)) ? byPosition(entries) : drawnWithout(entries),
  )
}

type Entries = readonly (readonly [string, unknown])[]

function drawnWithout(entries: Entries) {
  const whole = chancesAt(entries, 'the table')
  const chanceOf = new Map(whole.actions.map((action, index) => [action, whole.chances[index] ?? 0]))
  const below = (above: readonly string[]): ActionChances => {
    if (above.length === 0) return whole
    const gone = new Set(above)
    const actions = whole.actions.filter((action) => !gone.has(action))
    const chances = Float64Array.from(actions, (action) => chanceOf.get(action) ?? 0)
    const left = chances.reduce((sum, chance) => sum + chance, 0)
    return { actions, chances: chances.map((chance) => (left < LEAST_LEFT ? 0 : chance / left)), elsewhere: 0 }
  }
  return { alone: () => whole, below }
}

function byPosition(entries: Entries) {
  const lists = entries.map(([action, value]) => {
    if (!Array.isArray(value)) throw new RangeError(`${action}: a number, where others have a list`)
    return [action, value as readonly unknown[]] as const
  })
  const positions = lists[0]?.[1].length ?? 0
  const odd = lists.find(([, list]) => list.length !== positions)
  if (odd !== undefined) throw new RangeError(`${odd[0]}: ${odd[1].length} chances, where others have ${positions}`)
  const tables = Array.from({ length: positions }, (_, position) =>
    chancesAt(
      lists.map(([action, list]) => [action, list[position]]),
      `chance ${position + 1} of the lists`,
    ),
  )
  const alone = (position: number): ActionChances => {
    const table = tables[position]
    if (table === undefined) throw new RangeError(`the lists have ${positions} chances, and the log has more positions`)
    return table
  }
  return { alone, below: (_above: readonly string[], position: number) => alone(position) }
}

/** The chances of one position. @throws RangeError when one is no chance, or they do not sum to 1 */
function chancesAt(entries: Entries, where: string): ActionChances {
  let sum = 0
  const chances = Float64Array.from(entries, ([action, value]) => {
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new RangeError(`${action}: ${JSON.stringify(value)} is no chance, from 0 to 1`)
    sum += value
    return value
  })
  if (Math.abs(sum - 1) > ROUNDING) throw new RangeError(`${where}: the chances sum to ${sum}, not to 1`)
  return { actions: entries.map(([action]) => action), chances: chances.map((chance) => chance / sum), elsewhere: 0 }
}
