import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/decide/explain/explain.ts'
import { ANY_DEVICE, ANYBODY } from '../../../src/decide/matrix/matrix-viewers.ts'
import { type RibbonQuestion, type RibbonRun, ribbonOf } from '../../../src/decide/ribbon/ribbon.ts'
import { assetOf, campaignOf } from '../../../src/model/columns/column-value.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { runs } from '../../setup/runs.ts'
import { contextOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'
import { askedWorlds } from '../oracle/asked-worlds.ts'

const DAY_MS = 86_400_000
const MEMBER = { ...ANYBODY, state: 'member' as const }
const GUEST = ANYBODY
const ADULT = { ...MEMBER, cap: 21, adult: true }
const TEEN = { ...MEMBER, cap: 16 }

/** A day from noon in Berlin, decided at its start alone unless something turns. */
const FRIDAY = Date.parse('2026-12-04T11:00:00Z')
const QUESTION: RibbonQuestion = {
  surface: 'home-hero',
  place: { country: 'DE', regionCode: null, timeZone: null, anonymizer: null },
  hints: ANY_DEVICE,
  viewers: [GUEST],
  span: { from: FRIDAY, to: FRIDAY + DAY_MS },
  stepMs: DAY_MS,
  denies: DenyList.NONE,
}

/** One video for everybody, always; beside it, a campaign that wins whenever it may. */
function scheduleWith(stronger: object, ratings: readonly object[] = [{ territory: 'DE', label: 'FSK 0' }]): Snapshot {
  return openIn({
    titles: [aTitle('ttl_base'), aTitle('ttl_strong', { ratings })],
    assets: [anAsset('ast_base', 'ttl_base'), anAsset('ast_strong', 'ttl_strong')],
    campaigns: [
      aCampaign('cmp_base', ['ast_base'], { priority: 'evergreen' }),
      aCampaign('cmp_strong', ['ast_strong'], { priority: 'takeover', territories: ['DE'], ...stronger }),
    ],
  })
}

const nameOf = ({ hot, text }: Snapshot, { candidate, empty }: RibbonRun) =>
  candidate === null ? `empty: ${empty}` : text.campaign(campaignOf(hot, candidate)).campaignId

/** Each row as `start winner`, in UTC. */
function told(snapshot: Snapshot, question: Partial<RibbonQuestion> = {}): readonly (readonly string[])[] {
  return ribbonOf(opened(snapshot), { ...QUESTION, ...question }).map((row) =>
    row.map((run) => `${new Date(run.from).toISOString().slice(8, 16)} ${nameOf(snapshot, run)}`),
  )
}

describe('a ribbon', () => {
  it('a window opens and closes at its own minute, by the clock of the place', () => {
    const snapshot = scheduleWith({ start: '2026-12-04T20:07:00', end: '2026-12-04T21:03:00' })
    expect(told(snapshot)).toEqual([['04T11:00 cmp_base', '04T19:07 cmp_strong', '04T20:03 cmp_base']])
  })

  it('parts of the day turn at their minute, after midnight on the day that they belong to', () => {
    const hours = [{ days: ['fri'], from: '23:40', to: '00:20' }]
    expect(told(scheduleWith({ hours }))).toEqual([['04T11:00 cmp_base', '04T22:40 cmp_strong', '04T23:20 cmp_base']])
  })

  it('a repeated hour of the clock repeats what plays in it', () => {
    const hours = [{ days: ['sun'], from: '02:10', to: '02:40' }]
    const from = Date.parse('2026-10-24T23:00:00Z')
    expect(told(scheduleWith({ hours }), { span: { from, to: from + 4 * 3_600_000 } })).toEqual([
      [
        ...['24T23:00 cmp_base', '25T00:10 cmp_strong', '25T00:40 cmp_base'],
        ...['25T01:10 cmp_strong', '25T01:40 cmp_base'],
      ],
    ])
  })

  it('a clock opens at its hour for who needs it, and an adult needs none', () => {
    const snapshot = scheduleWith({}, [{ territory: 'DE', label: 'FSK 16' }])
    expect(told(snapshot, { viewers: [TEEN, ADULT] })).toEqual([
      ['04T11:00 cmp_base', '04T21:00 cmp_strong', '05T05:00 cmp_base'],
      ['04T11:00 cmp_strong'],
    ])
  })

  it('an order to take down is in force from its start to its end, to the millisecond', () => {
    const [from, until] = [FRIDAY + 1_234_567, FRIDAY + 2_345_678]
    const denies = denied({ id: 'tkd_1', target: 'cmp_strong', territories: null, from, until })
    const [row] = ribbonOf(opened(scheduleWith({})), { ...QUESTION, denies })
    expect(row?.map((run) => run.from)).toEqual([FRIDAY, from, until])
  })

  it('a run in which nothing plays says why, and has no winner', () => {
    const snapshot = openIn({
      titles: [aTitle('ttl_one')],
      assets: [anAsset('ast_one', 'ttl_one')],
      campaigns: [aCampaign('cmp_one', ['ast_one'], { end: '2026-12-04T20:00:00' })],
    })
    expect(told(snapshot)).toEqual([['04T11:00 cmp_one', '04T19:00 empty: ended']])
  })

  it('the runs of a row touch from the start to the end of the span, and steps in between divide none', () => {
    const snapshot = scheduleWith({ start: '2026-12-04T20:07:00' })
    const [row = []] = ribbonOf(opened(snapshot), { ...QUESTION, stepMs: 60_000 })
    expect(row.map(({ to }) => to)).toEqual([Date.parse('2026-12-04T19:07:00Z'), QUESTION.span.to])
    expect([row[0]?.from, row[1]?.from]).toEqual([QUESTION.span.from, row[0]?.to])
  })
})

const shownIn = ({ hot, text }: Snapshot, { candidate }: RibbonRun) =>
  candidate === null
    ? null
    : `${text.asset(assetOf(hot, candidate)).assetId} ${text.campaign(campaignOf(hot, candidate)).campaignId}`

/** An instant of two days, and some more. */
const offsets = fc.array(fc.nat(2 * DAY_MS - 1), { minLength: 6, maxLength: 6 })

it('an explanation of any instant inside a run has the same winner, which starts or stays alike', () => {
  let turned = 0
  fc.assert(
    fc.property(askedWorlds, fc.boolean(), offsets, ({ context, snapshotFor }, isTeen, picked) => {
      const { surface, country, regionCode, timezone } = context
      const asked = {
        surface,
        country,
        regionCode,
        timezone,
        now: context.now,
        token: isTeen ? { cap: 16 } : undefined,
      }
      const snapshot = snapshotFor(asked)
      const from = Date.parse(context.now)
      const question: RibbonQuestion = {
        ...{ ...QUESTION, surface, viewers: [isTeen ? TEEN : GUEST] },
        place: { country, regionCode: regionCode ?? null, timeZone: timezone ?? null, anonymizer: null },
        span: { from, to: from + 2 * DAY_MS },
        stepMs: 2 * DAY_MS,
      }
      const [row = []] = ribbonOf(opened(snapshot), question)
      turned += row.length - 1
      for (const instant of [...picked.map((offset) => from + offset), ...row.map(({ to }) => to - 1)]) {
        const run = row.find((each) => each.from <= instant && instant < each.to)
        const now = new Date(instant).toISOString()
        const request = { ...requestFor(snapshot), context: contextOf(snapshot, { ...asked, now }) }
        const placement = { id: 'p', surface, count: 1000, titleId: null, inView: null, row: null }
        const [winner] = explain(opened(snapshot), request, placement).kept
        expect(run && shownIn(snapshot, run), now).toBe(winner ? `${winner.assetId} ${winner.campaignId}` : null)
        expect(run?.autoplay ?? undefined, now).toEqual(winner?.autoplay)
      }
    }),
    { numRuns: runs(200) },
  )
  expect(turned).toBeGreaterThan(5)
})
