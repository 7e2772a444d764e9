import { type ActionChances, contextFreePolicy, type TargetPolicy } from './target-policy.ts'

/**
 * Every action alike, but for those above.
 * @param actions those of the log
 * @param count how many there are in all, the log's among them
 * @throws RangeError when the log has more
 */
export function uniformPolicy(actions: readonly string[], count: number): TargetPolicy {
  if (count < actions.length) throw new RangeError(`the log has ${actions.length} actions, more than ${count}`)
  const known = new Set(actions)
  const alone = evenly(actions, count)
  return contextFreePolicy('uniform', {
    alone: () => alone,
    below: (above) => {
      if (above.length === 0) return alone
      const gone = new Set(above.filter((action) => known.has(action)))
      return evenly(
        actions.filter((action) => !gone.has(action)),
        count - gone.size,
      )
    },
  })
}

function evenly(actions: readonly string[], count: number): ActionChances {
  const each = count > 0 ? 1 / count : 0
  return { actions, chances: new Float64Array(actions.length).fill(each), elsewhere: (count - actions.length) * each }
}
