import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasEligible } from '../../src/compile/diff/eligible-rows.ts'
import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../src/decide/opened/opened-snapshot.ts'
import { FilledSlots } from '../../src/lint/checks/filled-slots.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import { contextOf, snapshotOf } from '../decide/case-world.ts'
import { TESTED_REGIONS } from '../decide/oracle/generated-place.ts'
import { contextsIn } from '../decide/oracle/generated-request.ts'
import { schedules } from '../decide/oracle/generated-schedule.ts'
import { runs } from '../setup/runs.ts'

const HOUR_MS = 3_600_000

it('a slot is filled for the linter exactly when some candidate passes every gate, whatever was asked before', () => {
  const told = new Set<boolean>()
  const asked = fc.tuple(schedules, fc.constantFrom(...TESTED_REGIONS)).chain(([schedule, region]) =>
    fc.record({
      schedule: fc.constant(schedule),
      region: fc.constant(region),
      viewers: fc.array(contextsIn(region), { minLength: 2, maxLength: 4 }),
      hours: fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 8, maxLength: 8 }),
    }),
  )
  fc.assert(
    fc.property(asked, ({ schedule, region, viewers, hours }) => {
      const { snapshot } = snapshotOf(region, schedule)
      const opened = openSnapshot(snapshot, typescriptEngine)
      const slots = new FilledSlots(opened)
      for (const hour of [0, ...hours]) {
        for (const [index, viewer] of viewers.entries()) {
          const now = new Date(Date.parse(viewer.now) + hour * HOUR_MS).toISOString()
          for (const surface of SURFACE_IDS) {
            const question = { context: contextOf(snapshot, { ...viewer, now }), surface, denies: DenyList.NONE }
            const filled = hasEligible(opened, question)
            told.add(filled)
            expect(slots.isFilled(question, `${index} ${surface}`)).toBe(filled)
          }
        }
      }
    }),
    { numRuns: runs(120) },
  )
  expect(told.size).toBe(2)
})
