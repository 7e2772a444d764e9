import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explain } from '../../../src/decide/explain/explain.ts'
import { runs } from '../../setup/runs.ts'
import { contextOf } from '../case-world.ts'
import { requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'
import { type AskedWorld, askedWorlds } from '../oracle/asked-worlds.ts'
import type { OracleContext } from '../oracle/oracle-request.ts'

/** What some gate does not refuse, and in which of the two ages of the snapshot. */
function passing(world: AskedWorld, context: OracleContext, expired: boolean): ReadonlySet<string> {
  const snapshot = world.snapshotFor(context)
  const placement = { id: 'p', surface: context.surface, count: 1000, titleId: null, inView: world.beside, row: null }
  const request = { ...requestFor(snapshot), context: contextOf(snapshot, context, expired) }
  const { kept, rejected } = explain(opened(snapshot), request, placement)
  const slate = rejected.filter(({ first }) => ['diversity', 'outranked'].includes(first))
  return new Set([...kept, ...slate].map(({ assetId, campaignId }) => `${assetId} ${campaignId}`))
}

it('a snapshot that has expired shows nobody anything that it did not show them before', () => {
  let [before, after] = [0, 0]
  const property = fc.property(askedWorlds, (world) => {
    const context = { ...world.context, token: { cap: 18, adult: true, pin: true, ...world.token } }
    const all = passing(world, context, false)
    const fewer = passing(world, context, true)
    expect([...fewer].filter((each) => !all.has(each))).toEqual([])
    before += all.size
    after += fewer.size
  })
  fc.assert(property, { numRuns: runs(200) })
  expect(after).toBeGreaterThan(0)
  expect(after).toBeLessThan(before)
})
