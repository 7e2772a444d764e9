import type { CampaignRecord } from '../campaigns.ts'
import type { AssetRecord, TitleRecord } from '../catalogue.ts'
import { ratingsAt } from '../ratings.ts'
import type { DemoBase } from './demo-base.ts'
import { localTime } from './local-time.ts'

const OPENS_AT = '18:00'

const NIGHTS = [
  { number: 'first', daysAhead: 0, level: 'everyone', line: 'What the tide keeps' },
  { number: 'second', daysAhead: 1, level: 'twelve', line: 'What the tide gives back' },
] as const

/**
 * A title behind a clock, twice: embargoed until six in the evening of each place, so that it opens from east to west.
 * One opens today, for the slider of the wall has today alone; the other tomorrow, for today's may be open already. The
 * second is from twelve on, so that it stays closed to guests. Each place here has one clock: with several, a title opens
 * when the last of them says so.
 */
export function undertowNights(now: number, base: DemoBase): readonly (TitleRecord | AssetRecord | CampaignRecord)[] {
  return [
    ...NIGHTS.flatMap((night) => titleAndTrailer(night, now, base)),
    {
      v: 1,
      type: 'campaign',
      id: 'cmp_undertow-nights',
      name: 'Undertow, night by night',
      owner: 'emea-marketing',
      assets: NIGHTS.map(({ number }) => `ast_undertow-${number}-night` as const),
      territories: ['FR', 'IN', 'IT', 'ZA'],
      surfaces: ['home-hero'],
      // It is open before its titles are: the linter tells so, and what holds them back is their embargo.
      start: localTime(now, -1, '00:00'),
      end: localTime(now, 8, '00:00'),
      priority: 'guaranteed',
      status: 'approved',
    },
  ]
}

function titleAndTrailer(
  { number, daysAhead, level, line }: (typeof NIGHTS)[number],
  now: number,
  base: DemoBase,
): readonly [TitleRecord, AssetRecord] {
  const opensAt = localTime(now, daysAhead, OPENS_AT)
  const id = `ttl_undertow-${number}-night` as const
  return [
    {
      ...base.title('undertow'),
      id,
      name: { en: `Undertow: ${number} night` },
      releasedOn: opensAt.slice(0, 10),
      ratings: ratingsAt(level),
      offers: [{ territories: ['*'], start: opensAt, embargoUntil: opensAt, types: ['subscription'] }],
    },
    // The pictures are those of the film that these nights come before.
    { ...base.asset('undertow-trailer'), id: `ast_undertow-${number}-night`, titleId: id, name: { en: line } },
  ]
}
