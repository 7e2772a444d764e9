import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Place } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { assetMatrix, type MatrixPlace, type MatrixQuestion } from '../../../src/decide/matrix/asset-matrix.ts'
import { ANY_DEVICE, matrixViewers } from '../../../src/decide/matrix/matrix-viewers.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { DEVICES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { GATE_REASONS, type GateReason } from '../../../src/model/nouns/reason.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { snapshotOf } from '../case-world.ts'
import { requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'
import { TESTED_REGIONS } from '../oracle/generated-place.ts'
import { namedTitles } from '../oracle/generated-request.ts'
import { schedules } from '../oracle/generated-schedule.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
/** Days without and with a jump of the clocks. */
const DAYS = ['2026-11-22', '2026-10-25', '2027-03-28', '2026-11-01', '2027-03-14']
const now = fc.record({ day: fc.constantFrom(...DAYS), hour: fc.integer({ min: 0, max: 23 }) }).map(({ day, hour }) => {
  return Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
})

const deny = fc.record({
  target: fc.constantFrom('ast_1', 'ttl_1', 'cmp_0', 'tag:new', 'owner:emea', 'feed:partner', 'surface:home-hero'),
  territories: fc.constantFrom(null, ['DE', 'US'], ['ZZ']),
  until: fc.constantFrom(null, NOW, NOW + 90_000),
})

const questions = fc.record({
  schedule: schedules,
  region: fc.constantFrom(...TESTED_REGIONS),
  name: fc.constantFrom('ast_0', 'ast_1', 'ast_2', 'ast_3', 'ast_4'),
  surface: fc.constantFrom(null, ...SURFACE_IDS, ...SURFACE_IDS),
  inView: namedTitles,
  now,
  denies: fc.array(deny, { maxLength: 2 }),
  samples: fc.array(fc.record({ place: fc.nat(), viewer: fc.nat(), minute: fc.nat(1439) }), {
    minLength: 8,
    maxLength: 8,
  }),
})

/** What explain, asked on every surface and device in question, says at best. */
function explained(
  snapshot: Snapshot,
  question: MatrixQuestion & { readonly name: string },
  asked: { readonly place: Place; readonly viewer: number; readonly now: number },
): string {
  const viewer = matrixViewers(snapshot.rules)[asked.viewer]?.viewer
  if (!viewer) throw new Error('no such viewer')
  let furthest = -1
  const bits = snapshot.hot.campaigns.devices.reduce((all, each) => all | each, 0)
  const devices = [null, ...DEVICES.filter((_, bit) => (bits >> bit) & 1)]
  for (const surface of question.surface === null ? SURFACE_IDS : [question.surface]) {
    for (const device of devices) {
      const hints = { ...ANY_DEVICE, device }
      const context = deriveContext(snapshot.rules, { place: asked.place, viewer, hints, now: asked.now })
      const placement = { id: 'p', surface, count: 1000, titleId: null, inView: question.inView, row: null }
      const request = { ...requestFor(snapshot), context, denies: question.denies, placements: [placement] }
      const { kept, rejected } = explain(opened(snapshot), request, placement)
      const mine = kept.find(({ assetId }) => assetId === question.name)
      if (mine) return mine.autoplay.reason ?? 'autoplays'
      for (const { assetId, first } of rejected) {
        if (assetId === question.name) furthest = Math.max(furthest, GATE_REASONS.indexOf(first as GateReason))
      }
    }
  }
  return GATE_REASONS[furthest] ?? 'nothing'
}

/** What the matrix says of the same. */
function inMatrix({ rows }: MatrixPlace, snapshot: Snapshot, asked: { viewer: number; now: number }): string {
  const { kind, viewer } = matrixViewers(snapshot.rules)[asked.viewer] ?? {}
  const row = rows.find(({ kind: each, caps }) => {
    return (
      each === kind && (kind !== 'member' || (caps && caps[0] <= (viewer?.cap ?? 0) && (viewer?.cap ?? 0) <= caps[1]))
    )
  })
  const part = row?.hours.findLast(({ start }) => start <= asked.now)
  return part?.autoplay ? 'autoplays' : (part?.reason ?? 'nothing')
}

it('the matrix says at every place, age and minute of the day what explain says', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(questions, ({ schedule, region, samples, ...asked }) => {
      const { snapshot } = snapshotOf(region, schedule)
      const asset = snapshot.hot.assets.idHash.indexOf(hash32(asked.name))
      fc.pre(snapshot.hot.candidateAsset.includes(asset) && asset >= 0)
      const denies = denied(...asked.denies.map((deny, index) => ({ id: `tkd_${index}`, ...deny })))
      const question = { ...asked, denies, asset }
      const places = assetMatrix(snapshot, question)
      for (const sample of samples) {
        const at = places[sample.place % places.length]
        const start = at?.rows[0]?.hours[0]?.start ?? 0
        if (!at) throw new Error('no place')
        const [country = '', regionCode = null] = at.place.split('-')
        const timeZone = country === 'XX' ? null : (at.zones[sample.viewer % at.zones.length] ?? null)
        const place = { country, regionCode, timeZone, anonymizer: null }
        const viewer = sample.viewer % matrixViewers(snapshot.rules).length
        // The 23 hours that every day has.
        const when = { place, viewer, now: start + (sample.minute % 1380) * 60_000 }
        const said = inMatrix(at, snapshot, when)
        seen.set(said, (seen.get(said) ?? 0) + 1)
        expect(`${at.place} ${new Date(when.now).toISOString()} ${viewer}: ${said}`).toBe(
          `${at.place} ${new Date(when.now).toISOString()} ${viewer}: ${explained(snapshot, question, when)}`,
        )
      }
    }),
    { numRuns: 40 },
  )
  // Otherwise nothing was compared.
  expect([...seen.keys()]).toContain('autoplays')
  expect(seen.size).toBeGreaterThan(6)
})
