import { type Chance, chanceFrom } from '../../decide/draw/chance.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { type Asset, asset } from '../../model/nouns/asset.ts'
import { GENRES, type Genre } from '../../model/nouns/genre.ts'
import { type Title, title } from '../../model/nouns/title.ts'
import { blended, normalFrom, randomTraits } from './traits.ts'

/** One title of the made-up catalogue: its records, and what nobody in it knows. */
export interface MadeUpTitle {
  readonly record: Title
  /** A trailer for wide surfaces, and a clip for the feed. */
  readonly assets: readonly Asset[]
  /** The day on which it arrives, from 0. */
  readonly arrivesOn: number
  /** How much it appeals to everybody: standard normal. */
  readonly appeal: number
  /** What it is like, at unit length. */
  readonly traits: Float64Array
}

/** How a title is found by one of its assets. */
export type TitlesByAsset = ReadonlyMap<AssetId, MadeUpTitle>

/** What a catalogue is made of. */
export interface CatalogueOptions {
  readonly seed: number
  readonly titles: number
  /** Share of the titles that come while the trial runs. */
  readonly later: number
  readonly days: number
  /** The first day, milliseconds since 1970 UTC. */
  readonly startsAt: number
}

const DAY_MS = 86_400_000
/** How much of a title its genres say; the rest is its own, and no metadata tells it. */
const GENRE_SHARE = 0.75
const OWN_SHARE = 0.66
/** A title of the first day came out within so many days before. */
const PAST_DAYS = 2000

/** Titles with genres, appeal and traits by chance: the same for the same seed. */
export function madeUpCatalogue(options: CatalogueOptions): readonly MadeUpTitle[] {
  const chance = chanceFrom(`catalogue ${options.seed}`)
  const ofGenres = new Map(GENRES.map((genre) => [genre, randomTraits(chance)]))
  const late = Math.round(options.titles * options.later)
  const appeals = [...appealsOf(options.titles - late, chance), ...appealsOf(late, chance)]
  return Array.from({ length: options.titles }, (_, index) => {
    const turn = index - (options.titles - late)
    const arrivesOn = turn < 0 ? 0 : 1 + Math.floor((turn * (options.days - 1)) / late)
    const genres = someGenres(chance)
    const parts = genres.map(
      (genre) => [ofGenres.get(genre) ?? randomTraits(chance), GENRE_SHARE / genres.length] as const,
    )
    const traits = blended([...parts, [randomTraits(chance), OWN_SHARE]])
    const age = arrivesOn === 0 ? Math.floor(chance() * PAST_DAYS) : -arrivesOn
    const releasedOn = new Date(options.startsAt - age * DAY_MS).toISOString().slice(0, 10)
    return { ...recordsOf(index, genres, releasedOn), arrivesOn, appeal: appeals[index] ?? 0, traits }
  })
}

/** The titles of a catalogue by their assets. */
export function titlesByAsset(catalogue: readonly MadeUpTitle[]): TitlesByAsset {
  return new Map(catalogue.flatMap((each) => each.assets.map(({ id }) => [id, each] as const)))
}

/**
 * Appeals of mean 0 and standard deviation 1, in pairs that cancel out: no week of arrivals is better than another, so seeds
 * differ in which titles appeal, not in how many do, or when they come.
 */
function appealsOf(count: number, chance: Chance): readonly number[] {
  const drawn: number[] = []
  while (drawn.length < count) {
    const appeal = normalFrom(chance)
    drawn.push(appeal, -appeal)
  }
  const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length)
  return drawn.slice(0, count).map((value) => value / deviation)
}

function someGenres(chance: Chance): readonly Genre[] {
  const count = 1 + Math.floor(chance() * 2)
  const picked = Array.from({ length: count }, () => GENRES[Math.floor(chance() * GENRES.length)] ?? 'drama')
  return [...new Set(picked)]
}

function recordsOf(
  index: number,
  genres: readonly Genre[],
  releasedOn: string,
): Pick<MadeUpTitle, 'record' | 'assets'> {
  const name = String(index).padStart(4, '0')
  const ratings = [{ territory: 'DE', system: 'FSK', label: '0' }]
  const offers = [{ territories: ['*'], start: '2020-01-01T00:00:00' }]
  const record = title.parse({
    ...{ v: 1, type: 'title', id: `ttl_${name}`, name: { en: `Title ${index}` }, kind: 'movie' },
    ...{ genres, releasedOn, ratings, offers },
  })
  const common = { v: 1, type: 'asset', titleId: record.id, ratings, worldwide: true, durationMs: 60_000 }
  const file = { type: 'mp4', codec: 'avc', height: 720 }
  return {
    record,
    assets: [
      asset.parse({
        ...{ ...common, id: `ast_${name}-trailer`, kind: 'trailer', aspect: '16:9' },
        renditions: [{ ...file, url: `/media/${name}.mp4` }],
      }),
      asset.parse({
        ...{ ...common, id: `ast_${name}-clip`, kind: 'clip', aspect: '9:16' },
        renditions: [{ ...file, url: `/media/${name}-clip.mp4` }],
      }),
    ],
  }
}
