import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { assetIdsOf, catalogue, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { ENGINES } from '../engine/engines.ts'

/** An asset whose words cannot be had makes room for the next one, and that is all that becomes of it. */
const small = openIn(catalogue(12, 3))
const placements = (titleId: string | null): readonly Placement[] => [
  { id: 'hero', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null },
  { id: 'tiles', surface: 'browse-tile', count: 6, titleId, inView: null, row: null },
]

const picked = (opened: OpenedSnapshot, request: DecisionRequest): readonly (readonly string[])[] =>
  decide(opened, request).map(({ picks, backups }) => assetIdsOf(opened.snapshot, [...picks, ...backups]))

it.each(ENGINES)('withheld assets leave what is left when they are taken down ($name)', (engine) => {
  const opened = openSnapshot(small, engine)
  const assets = Array.from(small.hot.assets.idHash.keys())
  const titleId = fc.constantFrom(null, small.text.titleOf(0)?.titleId ?? null)
  fc.assert(
    fc.property(fc.subarray(assets), titleId, (away, pinned) => {
      const denies = denied(
        ...away.map((asset) => ({
          ...{ id: `tkd_${asset}`, target: small.text.asset(asset).assetId, territories: null, until: null },
        })),
      )
      const request = requestFor(small, {}, { placements: placements(pinned) })
      const withheld = picked(opened, { ...request, withheld: new Set(away) })
      expect(withheld).toEqual(picked(opened, { ...request, denies }))
    }),
    { numRuns: 100 },
  )
})

it.each(ENGINES)('any number of assets may be withheld ($name)', (engine) => {
  const large = openIn(catalogue(500, 12))
  const opened = openSnapshot(large, engine)
  const left = [7, 700, 1400, 5000]
  const withheld = new Set(Array.from(large.hot.assets.idHash.keys()).filter((asset) => !left.includes(asset)))
  expect(withheld.size).toBeGreaterThan(5000)
  const ids = picked(opened, { ...requestFor(large, {}, { placements: placements(null) }), withheld }).flat()
  expect(ids.sort()).toEqual(left.map((asset) => large.text.asset(asset).assetId).sort())
})
