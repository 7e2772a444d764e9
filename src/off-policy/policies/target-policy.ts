import type { LoggedPage } from '../log/logged-page.ts'

/** The chances of all actions at a slot; with `elsewhere` they sum to 1. Policies may hand out one object many times. */
export interface ActionChances {
  readonly actions: readonly string[]
  readonly chances: Float64Array
  /** The chance of actions that the log does not name. */
  readonly elsewhere: number
}

/** What a policy would do at a slot, given what stands above it in the log. */
export interface PolicyAtSlot {
  /** Of the action that was logged. */
  readonly chance: number
  /** Null: only `chance` is known, and the policy is judged by what was logged. */
  readonly all: ActionChances | null
  /** The share of the policy's chance that lies on what could have been drawn; null: on what the log shows at this position. */
  readonly support: number | null
  /** What a slot that no draw decided, and that is left out, multiplies the weights below it by; not given: 1. */
  readonly carried?: number
}

/** A page that a policy cannot judge, and why: its rows are rejected. */
export interface UnjudgedPage {
  readonly problem: string
}

/** A policy whose value is asked for: it says what it would have done on the pages of a log. */
export interface TargetPolicy {
  readonly name: string
  /** One for each slot of the page, also for those that are left out; below a chance of 0 none is needed. */
  readonly chancesOf: (page: LoggedPage) => readonly PolicyAtSlot[] | UnjudgedPage
}

/** A policy as chances of actions, without any context. */
export interface ActionPolicy {
  /** What it does at a position, whatever stands above. @throws RangeError when it says nothing of this position */
  readonly alone: (position: number) => ActionChances
  /** What it does below these actions, top first. @throws RangeError when it says nothing of this position */
  readonly below: (above: readonly string[], position: number) => ActionChances
}

/** So many distributions are kept, for pages with the same above: most logs have fewer. */
const KEPT = 50_000

/**
 * A policy that needs nothing but actions and positions. The single slot of a page is judged whatever stands above, as Open
 * Bandit logs; slots of longer pages given what stands above them.
 */
export function contextFreePolicy(name: string, policy: ActionPolicy): TargetPolicy {
  const kept = new Map<string, ActionChances>()
  const below = (above: readonly string[], position: number): ActionChances => {
    const key = [position, ...above].join('\n')
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = policy.below(above, position)
    if (kept.size < KEPT) kept.set(key, made)
    return made
  }
  const chancesOf = ({ slots }: LoggedPage): readonly PolicyAtSlot[] => {
    const actions = slots.map(({ action }) => action)
    return slots.map(({ action, position }, index) => {
      const all = slots.length === 1 ? policy.alone(position) : below(actions.slice(0, index), position)
      return { chance: all.chances[all.actions.indexOf(action)] ?? 0, all, support: null }
    })
  }
  return { name, chancesOf }
}
