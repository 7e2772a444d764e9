import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asset } from '../../../src/model/nouns/asset.ts'
import { campaign } from '../../../src/model/nouns/campaign.ts'
import { title } from '../../../src/model/nouns/title.ts'
import { ask, until } from '../device.ts'
import { type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled } from '../schedule.ts'

const START = '2026-01-01T00:00:00'
const caption = (language: string, kind = 'subtitles', format = 'vtt') => ({
  ...{ language, kind, format },
  url: `/media/${language}-${kind}.${format}`,
})

const TITLE = title.parse({
  v: 1,
  type: 'title',
  id: 'ttl_harbour',
  name: { 'zh-Hant': '港', en: 'Harbour', iw: 'נמל', ar: 'ميناء', 'pt-br': 'Porto', de: 'Hafen' },
  kind: 'movie',
  ratings: [{ territory: 'DE', label: 'FSK 0' }],
  offers: [{ territories: ['*'], start: START }],
})
const ASSET = asset.parse({
  v: 1,
  type: 'asset',
  id: 'ast_harbour',
  titleId: 'ttl_harbour',
  kind: 'trailer',
  name: { en: 'Part 1 (2026)', he: 'חלק 1 (2026)!' },
  durationMs: 30_000,
  aspect: '16:9',
  renditions: [{ type: 'mp4', url: '/media/x.mp4', codec: 'avc', height: 720 }],
  captions: [
    ...['en', 'fr', 'ja', 'ko', 'zh-hant', 'iw'].map((language) => caption(language)),
    ...['subtitles', 'captions', 'forced'].flatMap((kind) =>
      ['vtt', 'ttml'].map((format) => caption('de', kind, format)),
    ),
  ],
  audio: [{ language: 'en' }, { language: 'DE-at', kind: 'main' }, { language: 'iw' }],
})
const CAMPAIGN = campaign.parse({
  v: 1,
  type: 'campaign',
  id: 'cmp_harbour',
  assets: ['ast_harbour'],
  territories: ['*'],
  surfaces: ['home-hero'],
  start: START,
  status: 'approved',
})

let world: EdgeWorld
beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  const shards = compiled('dach', { titles: [TITLE], assets: [ASSET], campaigns: [CAMPAIGN] })
  await publish(world.isolate('edge').storage, world.key, 'dach', shards)
  await until(world.isolate('edge'), 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

interface Shown {
  readonly display: object
  readonly captions: readonly { readonly language: string; readonly kind: string; readonly format: string }[]
  readonly audio: readonly { readonly language: string }[]
}
async function shown(language: string | null, headers: Record<string, string> = {}): Promise<Shown> {
  const query = language === null ? '' : `&language=${language}`
  const { text } = await ask(world.isolate('edge'), `/v1/autoplay?surface=home-hero${query}`, {
    country: 'DE',
    headers,
  })
  const { decisions } = JSON.parse(text) as { decisions: Record<string, readonly Shown[]> }
  const item = decisions['home-hero']?.[0]
  if (item === undefined) throw new Error(text)
  return item
}

describe('the words of an answer', () => {
  const EN = { tagline: 'Part 1 (2026)', taglineLanguage: 'en' }
  it.each([
    ['zh-Hant-TW', { title: '港', language: 'zh-Hant', ...EN }],
    ['zh-hant', { title: '港', language: 'zh-Hant', ...EN }],
    ['iw', { title: 'נמל', language: 'he', tagline: 'חלק 1 (2026)!' }],
    ['he-IL', { title: 'נמל', language: 'he', tagline: 'חלק 1 (2026)!' }],
    ['ar-EG', { title: 'ميناء', language: 'ar', ...EN }],
    ['PT-BR', { title: 'Porto', language: 'pt-BR', ...EN }],
    ['de-AT', { title: 'Hafen', language: 'de', ...EN }],
    ['deu', { title: 'Hafen', language: 'de', ...EN }],
    ['en-GB', { title: 'Harbour', language: 'en', tagline: 'Part 1 (2026)' }],
    ['pt-PT', { title: 'Harbour', language: 'en', tagline: 'Part 1 (2026)' }],
    ['ja', { title: 'Harbour', language: 'en', tagline: 'Part 1 (2026)' }],
    [null, { title: 'Harbour', language: 'en', tagline: 'Part 1 (2026)' }],
  ])(
    'the words for a device that asks for %s are what RFC 4647 finds, and say in which language they are',
    async (language, display) => {
      expect((await shown(language)).display).toEqual(display)
    },
  )

  it('the words of an answer follow the headers of a browser', async () => {
    const { display } = await shown(null, { 'accept-language': 'en;q=0.5, iw-IL, de;q=0.9' })
    expect(display).toMatchObject({ title: 'נמל', language: 'he' })
  })

  it('a language tag that is not valid is refused by name', async () => {
    for (const language of ['english', 'en_US', 'zh-CHN']) {
      const { status, body } = await ask(world.isolate('edge'), `/v1/autoplay?language=${language}`, { country: 'DE' })
      expect([status, body.field]).toEqual([400, 'language'])
    }
  })
})

describe('the captions of an answer', () => {
  it.each([
    ['zh-Hant-TW', 'zh-Hant'],
    ['he', 'he'],
    ['iw-IL', 'he'],
    ['ko-KR', 'ko'],
  ])('the captions for %s begin with those that were asked for, and are four', async (language, first) => {
    const { captions } = await shown(language)
    expect([captions[0]?.language, captions.length]).toEqual([first, 4])
  })

  it('the captions hold every kind and format in the language that was asked for, however many', async () => {
    const { captions } = await shown('de-CH')
    expect(captions.map(({ language }) => language)).toEqual(['de', 'de', 'de', 'de', 'de', 'de'])
    expect(new Set(captions.map(({ kind, format }) => `${kind} ${format}`)).size).toBe(6)
  })
})

it('the audio of an answer begins with what was asked for, and nothing is left out', async () => {
  expect((await shown('iw')).audio.map(({ language }) => language)).toEqual(['he', 'en', 'de-AT'])
  expect((await shown('de-AT-1996')).audio.map(({ language }) => language)).toEqual(['de-AT', 'en', 'he'])
})
