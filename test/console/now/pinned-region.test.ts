import { describe, expect, it } from 'vitest'
import { RegionRow } from '../../../src/console/now/region-row.tsx'
import { verdictOf } from '../../../src/console/now/verdict/verdict.ts'
import { VerdictPanel } from '../../../src/console/now/verdict-panel.tsx'
import type { WhoAmI } from '../../../src/contracts/ops/answers/inquiries/who-am-i.ts'
import { situationOf } from './told-situation.ts'

const ANYBODY: WhoAmI = { name: 'ops', kind: 'local', roles: [], may: {}, rolesThatMay: {} }
const PINNED = { until: '2026-11-24T19:43:00.000Z', actor: 'ops', reason: 'looks wrong' }

/** A region that is pinned, and whose publish a pin has refused; what is pinned was announced two days ago. */
const SITUATION = situationOf({
  now: '2026-11-23T19:50:00Z',
  regions: {
    dach: {
      pinned: PINNED,
      lastReceipt: { region: 'dach', outcome: 'rollback', at: '2026-11-21T19:43:00.000Z', actor: 'ops' } as never,
      lastRefusal: {
        ...{ region: 'dach', outcome: 'refused', at: '2026-11-23T19:48:00.000Z', actor: 'cron' },
        refusals: [{ check: 'pinned', detail: 'pinned' }],
      } as never,
    },
  },
})

describe('a pinned region on Now', () => {
  it('what ends the pin is an act beside the refused publish, and what the pin would refuse again is none', () => {
    const verdict = verdictOf(SITUATION)
    const html = String(VerdictPanel({ verdict, situation: SITUATION, me: ANYBODY }))
    expect(verdict.headline).toBe('dach: the last publish was refused at 19:48 UTC: pinned')
    expect(html).toContain('Unpin dach…')
    expect(html).not.toMatch(/>Pin dach|Publish dach/)
  })

  it('an instant of another day is told with its day, so that the end of a pin is not taken for a time gone by', () => {
    const [ranked] = verdictOf(SITUATION).regions
    if (ranked === undefined) throw new Error('The situation has no region.')
    const row = (status: typeof ranked.status) =>
      String(RegionRow({ ranked: { ...ranked, status }, buckets: null, now: SITUATION.now }))
    expect(row(ranked.status)).toContain('pinned until 2026-11-24 19:43 UTC')
    expect(row({ ...ranked.status, lastRefusal: null })).toContain('by ops at 2026-11-21 19:43 UTC')
    const soon = { ...PINNED, until: '2026-11-23T22:00:00.000Z' }
    expect(row({ ...ranked.status, pinned: soon })).toContain('pinned until 22:00 UTC')
  })
})
