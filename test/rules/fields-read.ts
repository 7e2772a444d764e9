import { opened } from '../decide/opened.ts'
/** Which fields of a region's rules are read while requests are answered and explained. */

import { decide } from '../../src/decide/decide.ts'
import { decisionRequest } from '../../src/decide/decision-request.ts'
import { explain } from '../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import type { RegionRules } from '../../src/model/policies/rules.ts'
import { contextOf, regionOf, type Schedule, snapshotOf } from '../decide/case-world.ts'
import { workedExamples } from '../decide/matrix/worked-examples.ts'
import type { OracleContext } from '../decide/oracle/oracle-request.ts'
import { films } from '../edge/schedule.ts'

/** Notes each plain value that is taken out of `value`, by its path; items of a list are one. */
function recording<Value extends object>(value: Value, path: string, read: Set<string>, seen = new WeakMap()): Value {
  // What is one object has to stay one: callers compare.
  const known = seen.get(value) as Value | undefined
  if (known !== undefined) return known
  const list = Array.isArray(value)
  const noted = new Proxy(value, {
    get: (target, key, receiver) => {
      const found: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || typeof found === 'function' || (list && key === 'length')) return found
      const at = list ? `${path}[]` : `${path}.${key}`
      if (typeof found === 'object' && found !== null) return recording(found, at, read, seen)
      read.add(at)
      return found
    },
  })
  seen.set(value, noted)
  return noted
}

/** The paths of all plain values. */
function fieldsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, `${path}.${key}`))
}

/** Of the fields that are looked for, those that were not read by some films on every surface and all worked examples. */
export function fieldsNotRead(
  rulesOf: (region: RegionId) => RegionRules,
  isLookedFor: (field: string) => boolean,
): readonly string[] {
  const read = new Set<string>()
  const regions: readonly RegionId[] = ['dach', 'fr', 'na', 'latam', 'apac', 'in', 'world']
  const wanted = [...new Set(regions.flatMap((region) => fieldsOf(rulesOf(region), '')))].filter(isLookedFor)
  const ask = (asked: OracleContext, schedule: Schedule, beside: string | null): void => {
    const region = regionOf(asked)
    const { snapshot: whole } = snapshotOf(region, schedule)
    const snapshot: Snapshot = { ...whole, rules: recording(rulesOf(region), '', read) }
    const placement = { id: 'one', surface: asked.surface, count: 6, titleId: null, inView: beside, row: null }
    const request = decisionRequest({
      context: contextOf(snapshot, asked),
      placements: [placement],
      denies: DenyList.NONE,
      seed: 'a seed',
    })
    decide(opened(snapshot), request)
    explain(opened(snapshot), request, placement)
  }
  for (const surface of SURFACE_IDS) {
    ask({ country: 'DE', now: '2026-11-22T19:00:00Z', surface, token: { cap: 18, adult: true } }, films(30), null)
  }
  for (const { context, candidate, title } of workedExamples) {
    if (wanted.every((field) => read.has(field))) break
    const schedule = { titles: [title], assets: [candidate.asset], campaigns: [candidate.campaign] }
    ask(context, schedule, context.inView ? title.id : null)
  }
  return wanted.filter((field) => !read.has(field))
}
