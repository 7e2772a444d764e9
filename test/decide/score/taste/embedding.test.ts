import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { embed, type TasteMetadata, tasteMetadata } from '../../../../src/compile/columns/embedding.ts'
import { genreTastes } from '../../../../src/compile/columns/genre-tastes.ts'
import { normOf, TASTE_NORM } from '../../../../src/model/columns/taste-vector.ts'
import { GENRES, genreOf } from '../../../../src/model/nouns/genre.ts'
import { anAsset, aTitle } from '../../catalogue.ts'
import { type Clip, clipsOf } from './catalogue.ts'

const unknown: TasteMetadata = {
  ...{ genres: [], franchiseId: null, seriesId: null, tags: [], kind: null, year: null, audienceAge: null },
}
const cosine = (one: Int8Array, other: Int8Array): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0) / (normOf(one) * normOf(other))

const genresOf = ({ title, asset }: Clip) => [...title.genres, ...asset.tags].map(genreOf)

const anyMetadata = fc.record<TasteMetadata>({
  genres: fc.array(fc.oneof(fc.constantFrom(...GENRES), fc.string({ maxLength: 12 })), { maxLength: 6 }),
  franchiseId: fc.option(fc.string({ maxLength: 12 })),
  seriesId: fc.option(fc.string({ maxLength: 12 })),
  tags: fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }),
  kind: fc.option(fc.constantFrom('movie', 'series', 'episode')),
  year: fc.option(fc.integer({ min: 1890, max: 2100 })),
  audienceAge: fc.option(fc.nat(21)),
})

describe('an embedding', () => {
  test('an embedding is never longer than 127, and nearly that long or zero', () => {
    fc.assert(
      fc.property(anyMetadata, (metadata) => {
        const norm = normOf(embed(metadata))
        expect(norm).toBeLessThanOrEqual(TASTE_NORM)
        expect(norm === 0 || norm > TASTE_NORM - 4).toBe(true)
      }),
    )
  })

  test('an embedding is neutral where genres, franchise and tags are unknown, whatever else is known', () => {
    expect(embed({ ...unknown, kind: 'movie', year: 1999, audienceAge: 12 }).every((value) => value === 0)).toBe(true)
  })

  test('an embedding does not depend on the order or the spelling of genres', () => {
    const spelled = embed({ ...unknown, genres: ['Sci Fi', 'kids', 'comedy'] })
    expect(embed({ ...unknown, genres: ['comedy', 'science_fiction', 'Family', 'sci-fi'] })).toEqual(spelled)
  })

  test('two titles with a common genre are closer than two without, in 99 of 100 cases', () => {
    const clips = clipsOf(7).filter((_, index) => index % 12 === 0)
    const near: number[] = []
    const far: number[] = []
    for (const one of clips) {
      for (const other of clips) {
        if (one.title.id >= other.title.id) continue
        const common = genresOf(one).some((genre) => genresOf(other).includes(genre))
        ;(common ? near : far).push(cosine(one.vector, other.vector))
      }
    }
    expect(Math.min(near.length, far.length)).toBeGreaterThan(1000)
    const closer = near.filter((value, index) => value > (far[(index * 7919) % far.length] ?? 1))
    expect(closer.length / near.length).toBeGreaterThan(0.99)
  })

  test('titles of one franchise are closer than other titles of the same genre', () => {
    const base = { ...unknown, genres: ['drama'], kind: 'movie' as const, year: 2001 }
    const first = embed({ ...base, franchiseId: 'harbour' })
    const second = embed({ ...base, franchiseId: 'harbour', year: 2009 })
    const others = Array.from({ length: 200 }, (_, index) => embed({ ...base, franchiseId: `other-${index}` }))
    const closer = others.filter((other) => cosine(first, other) < cosine(first, second))
    expect(closer.length).toBeGreaterThan(195)
  })

  test('an episode is embedded by its series', () => {
    const episode = aTitle('ttl_e', { kind: 'episode', parentId: 'ttl_s' })
    const series = aTitle('ttl_s', { kind: 'series' })
    const of = (title: typeof series) =>
      embed({ ...tasteMetadata(anAsset('ast_a', title.id), title, null), kind: null })
    expect(cosine(of(episode), of(series))).toBeGreaterThan(0.9)
  })
})

test('the taste of a genre lies closest to its own assets, and is left out without any', () => {
  const clips = clipsOf(7)
  const column = new Int8Array(clips.length * 32)
  for (const [index, { vector }] of clips.entries()) column.set(vector, index * 32)
  const tastes = genreTastes((asset) => clips[asset]?.title.genres ?? [], column)
  expect(tastes.has('western')).toBe(false)
  for (const [genre, taste] of tastes) {
    const own = clips.filter(({ title }) => title.genres.map(genreOf).includes(genre))
    const others = clips.filter(({ title }) => !title.genres.map(genreOf).includes(genre))
    const mean = (list: typeof own) => list.reduce((sum, { vector }) => sum + cosine(vector, taste), 0) / list.length
    expect(mean(own), genre).toBeGreaterThan(mean(others) + 0.4)
  }
})
