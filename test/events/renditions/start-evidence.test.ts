import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksOf } from '../../../src/events/cells/marks-of.ts'
import { readErrorField } from '../../../src/events/cells/rendition-fields.ts'
import { readItem } from '../../../src/events/read-item.ts'
import type { StartEvidence } from '../../../src/events/renditions/fails-for-certain.ts'
import { type CountedStarts, startEvidence } from '../../../src/events/renditions/start-evidence.ts'
import type { SoundItem } from '../../../src/events/sound-item.ts'

const NOW = Date.UTC(2026, 10, 30, 9)
const DAY = '2026-11-30'

type Said = Partial<SoundItem> & { readonly event: string }

/** An event as the consumer reads it. */
function item(decision: number, said: Said): SoundItem {
  const reading = readItem(
    {
      decisionId: decision.toString(16).padStart(32, '0'),
      position: 0,
      assetId: 'ast_a',
      campaignId: 'cmp_a',
      placementId: 'hero',
      snapshot: 'ab'.repeat(32),
      sequence: 7,
      privacy: 'consented',
      propensity: 1,
      device: 'tv',
      occurredAt: NOW,
      ...said,
    },
    NOW,
  )
  if (!('item' in reading)) throw new Error(reading.refused)
  return reading.item
}

/** The counters that some events come to, all on one day. */
function counted(items: readonly SoundItem[]): CountedStarts {
  const marks = marksOf(items.map((each) => ({ item: each, region: 'dach' as const, weight: 100 })))
  const of = (family: string) =>
    new Map(marks.flatMap(({ cell, marks }) => (cell.family === family ? [[cell.field, marks.size] as const] : [])))
  return { day: DAY, starts: of('renditions'), errors: of('renditionErrors') }
}

const evidence = (items: readonly SoundItem[], playback = 0, device: 'tv' | 'mobile' = 'tv'): StartEvidence =>
  startEvidence([counted(items)], { assetId: 'ast_a', device, playback }, '')

/** A device tries renditions one after the other, until one starts; that may break later. */
interface Play {
  readonly failing: readonly number[]
  readonly starts: number | null
  readonly breaks: boolean
  readonly namesErrors: boolean
  readonly namesStarts: boolean
}

const play: fc.Arbitrary<Play> = fc.record({
  failing: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }),
  starts: fc.option(fc.integer({ min: 0, max: 2 })),
  breaks: fc.boolean(),
  namesErrors: fc.boolean(),
  namesStarts: fc.boolean(),
})

function eventsOf({ failing, starts, breaks, namesErrors, namesStarts }: Play, decision: number): readonly SoundItem[] {
  const error = (playback: number) => item(decision, { event: 'error', playback: namesErrors ? playback : null })
  const started = { playback: namesStarts ? starts : null }
  return [
    ...failing.map(error),
    ...(starts === null ? [] : ['firstFrame', 'start'].map((event) => item(decision, { event, ...started }))),
    ...(starts !== null && breaks ? [error(starts)] : []),
  ]
}

const failedBy = ({ failing, starts }: Play, playback: number) => failing.includes(playback) && starts !== playback

describe('how the starts of a rendition went', () => {
  it('every failed start counts, and no other, where devices name what starts and what fails', () => {
    fc.assert(
      fc.property(fc.array(play, { maxLength: 30 }), fc.integer({ min: 0, max: 2 }), (plays, playback) => {
        const naming = plays.map((each) => ({ ...each, namesErrors: true, namesStarts: true }))
        const failed = naming.filter((each) => failedBy(each, playback)).length
        const started = naming.filter(({ starts }) => starts === playback).length
        expect(evidence(naming.flatMap(eventsOf), playback)).toEqual({ failed, tried: failed + started })
      }),
    )
  })

  it('whatever devices leave out, never more starts count as failed than failed, nor fewer as tried than started', () => {
    fc.assert(
      fc.property(fc.array(play, { maxLength: 30 }), fc.integer({ min: 0, max: 2 }), (plays, playback) => {
        const { failed, tried } = evidence(plays.flatMap(eventsOf), playback)
        expect(failed).toBeLessThanOrEqual(plays.filter((each) => failedBy(each, playback)).length)
        expect(tried).toBeGreaterThanOrEqual(failed + plays.filter(({ starts }) => starts === playback).length)
      }),
    )
  })

  it('the order and the repetition of events change nothing', () => {
    const shuffled = fc
      .array(play, { maxLength: 12 })
      .map((plays) => plays.flatMap(eventsOf))
      .chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 })),
      )
    fc.assert(
      fc.property(shuffled, ([items, again]) => {
        expect(counted(again)).toEqual(counted(items))
      }),
    )
  })

  const failing = { event: 'error', playback: 0 } as const
  const both = { failed: 2, tried: 2 }
  it.each<[string, Said, StartEvidence]>([
    [
      'an error after a start of the same rendition is no failed start',
      { event: 'start', playback: 0 },
      { failed: 1, tried: 2 },
    ],
    ['a first frame proves a start as well', { event: 'firstFrame', playback: 0 }, { failed: 1, tried: 2 }],
    ['a start of another rendition proves nothing of this one', { event: 'start', playback: 1 }, both],
    [
      'a start that does not say what started may have been of this rendition',
      { event: 'start' },
      { failed: 1, tried: 3 },
    ],
    ['an error that does not say of what counts nowhere', { event: 'error' }, both],
    ['a stall counts nowhere', { event: 'stall', playback: 0 }, both],
    ['an impression counts nowhere', { event: 'impression', playback: 0 }, both],
    ['a start on an unknown class of devices counts nowhere', { event: 'start', playback: 0, device: null }, both],
    ['a start on another class of devices counts there', { event: 'start', playback: 0, device: 'mobile' }, both],
    ['a start of another asset counts there', { event: 'start', playback: 0, assetId: 'ast_b' }, both],
    ['an index beyond all lists counts nowhere', { event: 'start', playback: 30 }, both],
    ['an index that is none is not believed', { event: 'start', playback: -1 }, { failed: 1, tried: 3 }],
  ])('an event counts for what it proves: %s', (_what, said, expected) => {
    expect(evidence([item(1, failing), item(2, failing), item(2, said)])).toEqual(expected)
  })

  it('days before the first one that counts are left out, and missing or contradicting counters prove nothing', () => {
    const day = counted([item(1, failing), item(2, failing)])
    const of = { assetId: 'ast_a', device: 'tv', playback: 0 } as const
    expect(startEvidence([{ ...day, day: '2026-11-29' }, day], of, DAY)).toEqual(both)
    expect(startEvidence([], of, '')).toEqual({ failed: 0, tried: 0 })
    const back = {
      ...day,
      starts: new Map([
        ['ast_a:0:tv:tried', 1],
        ['ast_a:0:tv:started', 9],
      ]),
    }
    expect(startEvidence([back], of, '')).toEqual({ failed: 0, tried: 1 })
  })

  it.each(['ast_a:-:tv', 'ast_a:0:fridge', 'a:0:tv', 'ast_a:0', 'ast_a:0:tv:more', 'ast_a:007:tv', 'ast_a:1e1:tv', ''])(
    'a counter of errors that no version of ours names is passed over: %j',
    (field) => {
      expect(readErrorField(field)).toBeNull()
    },
  )
})
