import { expect, it } from 'vitest'
import { decide } from '../../src/decide/decide.ts'
import { demoRecords } from '../../src/dev/demo/catalogue.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { title } from '../../src/model/nouns/title.ts'
import { regionIdOf, snapshotOf } from './case-world.ts'
import { requestFor, titleIdsOf } from './catalogue.ts'
import { opened } from './opened.ts'

const records = [...demoRecords()].sort((left, right) => (left.id < right.id ? -1 : 1))
const schedule = {
  titles: records.filter(({ type }) => type === 'title').map((record) => title.parse(record)),
  assets: records.filter(({ type }) => type === 'asset').map((record) => asset.parse(record)),
  campaigns: records.filter(({ type }) => type === 'campaign').map((record) => campaign.parse(record)),
}
const genresOf = new Map<string | null, readonly string[]>(schedule.titles.map(({ id, genres }) => [id, genres]))
const on = <Surface extends string>(surface: Surface, count: number) => ({
  ...{ id: surface, surface, count, titleId: null, inView: null, row: null },
})

it.each(['US', 'DE', 'IN', 'JP', 'BR'])(
  'a guest who has never been here finds a hero and varied clips of the demo catalogue in %s',
  (country) => {
    const { snapshot } = snapshotOf(regionIdOf(country), schedule)
    const ask = (placements: readonly (ReturnType<typeof on<'home-hero'>> | ReturnType<typeof on<'clips-feed'>>)[]) =>
      decide(opened(snapshot), requestFor(snapshot, { country }, { placements, seed: `a first visit from ${country}` }))
    const [hero] = ask([on('home-hero', 1)])
    const [feed] = ask([on('clips-feed', 20)])
    expect(hero?.picks).toHaveLength(1)
    expect(feed?.picks).toHaveLength(20)
    const first = titleIdsOf(snapshot, feed?.picks ?? []).slice(0, 10)
    expect(new Set(first).size).toBeGreaterThanOrEqual(7)
    expect(new Set(first.flatMap((id) => genresOf.get(id) ?? [])).size).toBeGreaterThanOrEqual(5)
  },
)
