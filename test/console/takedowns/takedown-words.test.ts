import { describe, expect, it } from 'vitest'
import { isolatesSoFar } from '../../../src/console/takedowns/takedown-words.ts'
import type { IsolateReport } from '../../../src/contracts/ops/answers/regions.ts'

const NOW = Date.UTC(2026, 10, 30, 2)
const REPORT: IsolateReport = {
  ...{ type: 'telemetry', isolate: 'a', region: 'dach', sequence: 1, snapshot: 'x', rung: 'fresh', at: NOW },
  ...{ counts: { decisions: 1, noDecisions: 0, fallbacks: 0 }, rejects: {}, refusal: null },
}
const signed = (...times: (number | null)[]) => times.map((listSignedAt) => ({ ...REPORT, listSignedAt }))
const order = { addedAt: new Date(NOW - 38_000).toISOString() }

describe('the clock of a takedown', () => {
  it('isolates count once they apply a list that was signed since the order', () => {
    expect(isolatesSoFar(order, signed(NOW - 38_000, NOW, NOW - 39_000, null), NOW)).toBe(
      '2 of 4 isolates said that they apply it, 38 s after the order.',
    )
    expect(isolatesSoFar(order, [REPORT], NOW)).toMatch(/^0 of 1 /)
  })

  it('nothing is claimed where no isolate reported, or nobody knows when the order was given', () => {
    expect(isolatesSoFar(order, [], NOW)).toBe('')
    expect(isolatesSoFar({ addedAt: null }, signed(NOW), NOW)).toBe('')
  })
})
