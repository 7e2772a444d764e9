import type { TitleId } from '../../model/fields/identifier.ts'
import type { Offer, Title } from '../../model/nouns/title.ts'
import { chance, type DemoChance } from './chance.ts'
import { dayAt } from './large-calendar.ts'
import { type Level, wellKnownRatingsAt } from './ratings.ts'

const FIRST = [
  'Silent',
  'Golden',
  'Northern',
  'Paper',
  'Electric',
  'Hidden',
  'Last',
  'Crimson',
  'Wild',
  'Glass',
] as const
const SECOND = [
  'Harbour',
  'Orchard',
  'Signal',
  'Winter',
  'Lantern',
  'Kingdom',
  'Verdict',
  'Garden',
  'Tide',
  'Engine',
] as const
const GENRES = [
  'drama',
  'comedy',
  'action',
  'thriller',
  'family',
  'animation',
  'documentary',
  'romance',
  'science-fiction',
  'horror',
] as const

/** A made-up title with what its assets need to know of it. */
export interface LargeTitle {
  readonly record: Title
  readonly level: Level
  /** How many assets it has: mostly few, sometimes dozens; about 12 on average. */
  readonly assetCount: number
}

/** The title at `index` of the schedule with this seed; lower indexes are the more popular ones. */
export function largeTitle(seed: number, index: number): LargeTitle {
  const draw = chance(seed, index)
  const level = draw.weighted<Level>([
    [20, 'kids'],
    [35, 'everyone'],
    [20, 'seven'],
    [15, 'twelve'],
    [10, 'sixteen'],
  ])
  const assetCount = Math.min(90, Math.floor(4 + 3 / (1 - draw.next()) ** (2 / 3)))
  const episode = index > 0 && draw.happens(0.15)
  const genre = draw.pick(GENRES)
  const record: Title = {
    v: 1,
    type: 'title',
    id: largeTitleId(seed, index),
    name: { en: `${draw.pick(FIRST)} ${draw.pick(SECOND)} ${index + 1}` },
    kind: episode ? 'episode' : draw.weighted([[8, 'movie'] as const, [3, 'series'] as const, [1, 'event'] as const]),
    // The parent of an episode is a title shortly before it, so that a reader already knows the parent.
    parentId: episode ? largeTitleId(seed, index - draw.whole(1, Math.min(index, 20))) : null,
    franchiseId: draw.happens(0.12) ? `franchise-${draw.rank(400)}` : null,
    genres: [...new Set([genre, draw.pick(GENRES)])],
    releasedOn: dayAt(-draw.rank(20_000)),
    ratings: wellKnownRatingsAt(level).filter(() => !draw.happens(0.01)),
    externalIds: [{ idType: 'demo', id: `${seed}/${index}` }],
    offers: offersOf(draw),
  }
  return { record, level, assetCount }
}

export function largeTitleId(seed: number, index: number): TitleId {
  return `ttl_g${seed}-${String(index).padStart(6, '0')}`
}

const MARKETS = [
  [60, ['*']],
  [8, ['US', 'CA', 'GB', 'IE', 'AU', 'NZ']],
  [8, ['US', '@latam', 'BR']],
  [8, ['US', '@dach', 'FR', '@benelux']],
  [6, ['@eea', 'GB', 'US']],
  [5, ['US', 'JP', 'KR', 'IN']],
  [5, ['@dach', '@nordics']],
] as const satisfies readonly [readonly [number, readonly string[]], ...(readonly [number, readonly string[]])[]]

function offersOf(draw: DemoChance): Offer[] {
  const open: Offer = {
    territories: [...draw.weighted<readonly string[]>(MARKETS)],
    start: `${dayAt(-draw.whole(30, 2000))}T00:00:00`,
    end: null,
    timeZone: 'territory',
    promoteFrom: null,
    embargoUntil: null,
    types: [
      ...draw.weighted<Offer['types']>([
        [5, ['subscription']],
        [2, ['subscription', 'buy']],
        [2, ['rent', 'buy']],
        [1, ['free']],
      ]),
    ],
  }
  return [
    draw.weighted<() => Offer>([
      [80, () => open],
      [8, () => ({ ...open, ...limited(draw) })],
      [8, () => ({ ...open, ...coming(draw) })],
      [4, () => ({ ...open, start: `${dayAt(90)}T00:00:00`, embargoUntil: `${dayAt(draw.whole(5, 60))}T09:00:00` })],
    ])(),
  ]
}

/** Ends up to 200 days ago or up to 400 days ahead, and began long before that. */
function limited(draw: DemoChance): Pick<Offer, 'start' | 'end'> {
  const end = draw.whole(-200, 400)
  return { start: `${dayAt(end - draw.whole(30, 2000))}T00:00:00`, end: `${dayAt(end)}T00:00:00` }
}

/** Starts within half a year; may be promoted from a month before. */
function coming(draw: DemoChance): Pick<Offer, 'start' | 'promoteFrom'> {
  const day = draw.whole(1, 180)
  return { start: `${dayAt(day)}T00:00:00`, promoteFrom: `${dayAt(day - 30)}T00:00:00` }
}
