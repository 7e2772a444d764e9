import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Denies } from '../../../src/decide/eligibility/denies.ts'
import { gateInput } from '../../../src/decide/eligibility/gate-input.ts'
import { GATE_GROUPS } from '../../../src/decide/eligibility/gates/gate-groups.ts'
import { runs } from '../../setup/runs.ts'
import { contextOf } from '../case-world.ts'
import { askedWorlds } from '../oracle/asked-worlds.ts'

const NO_DENIES: Denies = {
  assets: new Map(),
  campaigns: new Map(),
  surfaces: new Map(),
  validUntil: Number.POSITIVE_INFINITY,
}

it('a gate that says it is silent refuses nothing, and each gate is silent at times, and speaks at others', () => {
  const said = new Map<string, Set<boolean>>()
  fc.assert(
    fc.property(askedWorlds, (world) => {
      const snapshot = world.snapshotFor(world.context)
      const asked = { context: contextOf(snapshot, world.context), denies: NO_DENIES }
      const input = gateInput(snapshot, asked, {
        surface: world.context.surface,
        titleId: null,
        inView: world.beside,
      })
      if (input === null || input.territory < 0) return
      for (const group of GATE_GROUPS) {
        const indexes = Array.from({ length: group.classes(snapshot.hot) }, (_, index) => index)
        for (const gate of group.gates) {
          if (!gate.isSilent) continue
          const silent = gate.isSilent(input)
          const name = `${group.over} ${gate.reason}`
          said.set(name, (said.get(name) ?? new Set()).add(silent))
          if (silent)
            expect(
              indexes.filter((index) => gate.refuses(input, index)),
              name,
            ).toEqual([])
        }
      }
    }),
    { numRuns: runs(300) },
  )
  expect(Object.fromEntries([...said].map(([name, answers]) => [name, answers.size]))).toEqual({
    'access embargoed': 2,
    'access geo': 2,
    'content page': 2,
    'content clock': 2,
    'content kids': 2,
  })
})
