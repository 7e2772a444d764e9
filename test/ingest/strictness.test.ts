import { describe, expect, it } from 'vitest'
import { parseLine } from '../../src/ingest/parse-line.ts'
import { aCampaign, anAsset, aTitle } from './records.ts'

const A_TAKEDOWN = { v: 1, type: 'takedown', id: 'tkd_1', target: 'ast_1', reason: 'rights' }
const OFFER = { territories: ['DE'], start: '2026-01-01T00:00:00' }

const read = (record: object, door?: 'restored') => parseLine(JSON.stringify(record), 3, door)
const refusedAt = (record: object): string[] => {
  const parsed = read(record)
  return 'refused' in parsed ? parsed.refused.map(({ path }) => path) : []
}

/** A record with one value put in at a path, lists and objects made on the way where there are none. */
function withValue(record: object, path: string, value: unknown): object {
  const copy: unknown = structuredClone(record)
  let at = copy as Record<string, unknown>
  const keys = path.split('.')
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  at[keys.at(-1) ?? ''] = value
  return copy as object
}

const FULL_TITLE = aTitle({
  franchiseId: 'saga',
  genres: ['drama'],
  releasedOn: '2026-01-01',
  ratings: [{ territory: 'DE', system: 'FSK', label: 'FSK 0' }],
  externalIds: [{ idType: 'EIDR', id: '10.5240/1' }],
  offers: [
    { ...OFFER, end: '2027-01-01T00:00:00', promoteFrom: OFFER.start, embargoUntil: OFFER.start, timeZone: 'UTC' },
  ],
})
const FULL_ASSET = anAsset({
  name: { en: 'Watch it' },
  audio: [{ language: 'en', kind: 'main' }],
  captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: '/media/de.vtt' }],
  ratings: [{ territory: 'DE', label: 'FSK 0' }],
  descriptors: ['violence'],
  validFrom: '2026-01-01T00:00:00',
  validUntil: '2027-01-01T00:00:00',
  timeZone: 'UTC',
  renditions: [{ type: 'mp4', url: '/media/1.mp4', codec: 'avc', height: 1080, bitrate: 1000 }],
  poster: '/media/1.jpg',
  tags: ['new'],
  feed: { id: 'studio', itemId: '1' },
})
const FULL_CAMPAIGN = aCampaign({
  name: 'Spring',
  owner: 'emea',
  assets: {
    feed: 'studio',
    tags: ['new'],
    titles: ['ttl_1'],
    kinds: ['clip'],
    aspects: ['16:9'],
    addedWithinDays: 30,
    not: { feed: 'rival', tags: ['old'], titles: ['ttl_2'], kinds: ['promo'], aspects: ['1:1'], addedWithinDays: 9 },
  },
  end: '2027-01-01T00:00:00',
  hours: [{ days: ['mon'], from: '18:00', to: '24:00' }],
  blackouts: [{ start: '2026-12-24T00:00:00', end: '2026-12-25T00:00:00' }],
  goal: { impressions: 1000, pacing: 'even' },
  frequencyCap: { count: 3, windowSeconds: 3600, scope: 'asset' },
  audience: { kids: 'any', devices: ['tv'], entitlements: ['rent'] },
  exclusionLabels: ['rival'],
})
const FULL_TAKEDOWN = { ...A_TAKEDOWN, territories: ['DE'], until: '2099-01-01T00:00:00Z', actor: 'mia' }
const FULL = [FULL_TITLE, FULL_ASSET, FULL_CAMPAIGN, FULL_TAKEDOWN] as const

/** Every field of a record that holds a value itself, by its path; of lists the first member. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}
const valueAt = (record: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], record)
const FIELDS = FULL.flatMap((record) => leaves(record).map((path) => ({ type: record.type, path, record })))

/** Words that a person chose; the rest is a list of ours, an id, a time, a number or a switch. */
const NAMED =
  /^(name(\.en)?|owner|reason|franchiseId|(genres|tags|descriptors|exclusionLabels)\.0|(audio\.0\.kind)|ratings\.0\.(system|label)|externalIds\.0\.(idType|id)|feed\.(id|itemId)|assets\.(not\.)?(feed|tags\.0))$/

const BLANKS: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['spaces', ' \t\u00a0\u3000'],
  ['a zero-width space', '\u200b\u200d'],
  ['bidi marks', '\u200e\u202e\u2066'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['combining marks alone', '\u0301\u20dd'],
  ['tag characters', '\u{e0041}\u{e007f}'],
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['variation selectors', '\ufe0f'],
  ['a blank of Braille', '\u2800'],
  ['controls', '\u0007\u0085'],
  ['private use', '\ue000'],
  ['a musical note that is drawn blank', '\u{1d159}'],
]

describe('every record', () => {
  it.each(FULL)('a $type that is in order is taken in', (record) => {
    expect(read(record)).toEqual({ record })
  })

  describe.each(FIELDS)('$type $path', ({ path, record }) => {
    it('the field has a bound: it refuses a text and a list that are absurdly long, and says where', () => {
      for (const value of ['x'.repeat(100_000), Array.from({ length: 10_000 }, (_, index) => `x${index}`)]) {
        // An actor is never read from a feed, but it is short all the same.
        expect(refusedAt(withValue(record, path, value))[0]?.startsWith(path.split('.')[0] ?? '')).toBe(true)
      }
    })

    it('the field refuses NaN, an infinite number and one that is far out', () => {
      for (const number of ['1e400', '-1e400', '1e308', '-1e308']) {
        const text = JSON.stringify(withValue(record, path, 'N')).replace('"N"', number)
        expect(parseLine(text, 3)).toHaveProperty('refused')
      }
      const broken = JSON.stringify(withValue(record, path, 'N')).replace('"N"', 'NaN')
      expect(parseLine(broken, 3)).toMatchObject({ refused: [{ rule: 'not-json' }] })
    })

    it('the field refuses half a character, and a key that changes prototypes', () => {
      const text = JSON.stringify(withValue(record, path, 'N'))
      expect(parseLine(text.replace('"N"', '"\\ud83c"'), 3)).toMatchObject({ refused: [{ rule: 'lone-surrogate' }] })
      expect(parseLine(text.replace('"N"', '{"__proto__":1}'), 3)).toMatchObject({
        refused: [{ rule: 'reserved-key' }],
      })
    })
  })

  it.each(FIELDS.filter(({ path, record }) => typeof valueAt(record, path) === 'number'))(
    'the field of a $type $path takes minus zero for zero, or refuses both',
    ({ path, record }) => {
      const [minus, plus] = ['-0', '0'].map((zero) =>
        parseLine(JSON.stringify(withValue(record, path, 'N')).replace('"N"', zero), 3),
      )
      expect(minus).toEqual(plus)
    },
  )

  it.each(FIELDS.filter(({ path }) => NAMED.test(path)))(
    'the name in a $type $path may not be one that nobody can see',
    (field) => {
      const { path, record } = field
      for (const [name, blank] of BLANKS) {
        expect(refusedAt(withValue(record, path, blank)), name).toContain(path)
      }
      for (const seen of ['é', 'e\u0301', '\u200bA', '🎬', 'ا', '한', '·']) {
        expect(refusedAt(withValue(record, path, seen)), seen).toEqual([])
      }
    },
  )
})

describe('a list of a record', () => {
  const LISTS: readonly (readonly [object, string])[] = FULL.flatMap((record) =>
    leaves(record)
      .flatMap((path) => {
        const keys = path.split('.')
        return keys.flatMap((key, index) => (key === '0' ? [keys.slice(0, index).join('.')] : []))
      })
      .filter((path, index, all) => all.indexOf(path) === index)
      .map((path) => [record, path] as const),
  )

  it.each(LISTS.map(([record, path]) => ({ record, path })))(
    'the list $path holds nothing twice',
    ({ record, path }) => {
      const [first] = valueAt(record, path) as unknown[]
      expect(refusedAt(withValue(record, path, [first, first]))).toEqual([`${path}.1`])
    },
  )

  it('the assets of a campaign hold an id once', () => {
    expect(refusedAt(aCampaign({ assets: ['ast_1', 'ast_2'] }))).toEqual([])
    expect(refusedAt({ ...aCampaign(), assets: ['ast_1', 'ast_2', 'ast_1'] })).toEqual(['assets.2'])
  })

  it('an asset tells files by their address and manifests by what is in them', () => {
    const [file] = FULL_ASSET.renditions
    const manifest = { ...file, type: 'hls', url: '/media/1.m3u8' }
    const renditions = (...list: object[]) => refusedAt({ ...FULL_ASSET, renditions: list })
    expect(renditions({ ...file }, { ...file, codec: 'hevc' })).toEqual(['renditions.1'])
    expect(renditions(manifest, { ...manifest, codec: 'hevc' })).toEqual([])
    expect(renditions(manifest, { ...manifest, bitrate: 1 })).toEqual(['renditions.1'])
  })

  it('an asset tells captions by language, kind and format, in whatever spelling', () => {
    const caption = { language: 'he', kind: 'subtitles', format: 'vtt', url: '/media/he.vtt' }
    const captions = [caption, { ...caption, language: 'iw', url: '/media/iw.vtt' }]
    expect(refusedAt({ ...FULL_ASSET, captions })).toEqual(['captions.1'])
  })
})

describe('a field of a record', () => {
  const line = JSON.stringify(FULL_CAMPAIGN)
  it.each([
    ['status', line.replace('"id":', '"status":"paused","id":')],
    ['status', line.replace('"id":', '"\\u0073tatus" : "paused","id":')],
    ['from', line.replace('"from":"18:00"', '"from":"18:00","from":"20:00"')],
  ])('a field that stands twice is refused: %s, for nobody knows which was meant', (field, text) => {
    expect(parseLine(text, 3)).toMatchObject({ refused: [{ rule: 'repeated-value', path: field, line: 3 }] })
  })

  it('a text may hold what looks like a field', () => {
    const record = aTitle({ name: { en: '"id": "id": {"en":"x","en":"y"}' } })
    expect(read(record)).toEqual({ record })
  })
})

describe('languages of a record', () => {
  it('the languages of a record are kept in their one spelling, wherever they stand', () => {
    const captions = [{ language: 'zh-hans-cn', kind: 'subtitles', format: 'vtt', url: '/media/zh.vtt' }]
    const parsed = read({
      ...FULL_ASSET,
      name: { iw: 'שלום', 'PT-br': 'Olá' },
      captions,
      audio: [{ language: 'zh-yue' }],
    })
    expect(parsed).toMatchObject({
      record: {
        name: { he: 'שלום', 'pt-BR': 'Olá' },
        captions: [{ language: 'zh-Hans-CN' }],
        audio: [{ language: 'yue' }],
      },
    })
  })

  it('a language tag that is not valid is refused, with the fix', () => {
    const hintOf = (record: object) => {
      const parsed = read(record)
      return 'refused' in parsed ? parsed.refused.map(({ path, hint }) => `${path}: ${hint}`) : []
    }
    expect(hintOf({ ...FULL_TITLE, name: { en_US: 'A' } })).toEqual([
      expect.stringMatching(/^name.en_US: .*write en-US$/),
    ])
    expect(hintOf({ ...FULL_TITLE, name: { english: 'A' } })).toEqual([expect.stringMatching(/^name.english: .*pt-BR/)])
    expect(hintOf({ ...FULL_ASSET, audio: [{ language: 'pt_br' }] })).toEqual([
      expect.stringMatching(/^audio.0.language: .*write pt-BR$/),
    ])
    expect(hintOf({ ...FULL_ASSET, audio: [{ language: 'zh-CHN' }] })).toEqual([
      expect.stringMatching(/^audio.0.language: a language tag/),
    ])
  })

  it('a language stands once in a record, by whatever name', () => {
    expect(refusedAt({ ...FULL_TITLE, name: { he: 'א', iw: 'ב' } })).toEqual(['name.iw'])
  })
})

describe('a record that cannot be meant', () => {
  const selected = (assets: unknown) => ({ ...aCampaign(), assets })
  it.each([
    ['assets: {}', selected({}), 'assets'],
    ['assets: []', selected([]), 'assets'],
    ['assets: ""', selected(''), 'assets'],
    ['assets: null', selected(null), 'assets'],
    ['assets: [""]', selected(['']), 'assets.0'],
    ['an empty list of tags', selected({ tags: [] }), 'assets.tags'],
    ['an empty list beside a feed', selected({ feed: 'studio', titles: [] }), 'assets.titles'],
    ['a blank feed', selected({ feed: ' ' }), 'assets.feed'],
    ['a blank tag', selected({ tags: ['\u200b'] }), 'assets.tags.0'],
    ['a title without a name', { ...aTitle(), name: {} }, 'name'],
    ['a promo without title and name', { ...anAsset(), kind: 'promo', titleId: null }, 'name'],
    ['weight 0', { ...aCampaign(), weight: 0 }, 'weight'],
    ['a weight that is next to nothing', { ...aCampaign(), weight: 1e-300 }, 'weight'],
    ['a negative weight', { ...aCampaign(), weight: -1 }, 'weight'],
    ['a window without length', { ...aCampaign(), start: '2026-06-01T00:00', end: '2026-06-01T00:00:00' }, 'end'],
    ['a window that ends first', { ...aCampaign(), start: '2026-06-01T00:00', end: '2026-05-31T23:59' }, 'end'],
    ['an offer without length', { ...aTitle(), offers: [{ ...OFFER, end: '2026-01-01T00:00' }] }, 'offers.0.end'],
    [
      'a validity without length',
      { ...anAsset(), validFrom: '2026-01-01T00:00:00', validUntil: '2026-01-01T00:00' },
      'validUntil',
    ],
    [
      'a blackout without length',
      { ...aCampaign(), blackouts: [{ start: '2026-12-24T00:00', end: '2026-12-24T00:00:00' }] },
      'blackouts.0.end',
    ],
    ['hours without length', { ...aCampaign(), hours: [{ from: '18:00', to: '18:00' }] }, 'hours.0.to'],
    ['hours from the end of a day', { ...aCampaign(), hours: [{ from: '24:00', to: '06:00' }] }, 'hours.0.from'],
    [
      'promotion from after the start',
      { ...aTitle(), offers: [{ ...OFFER, promoteFrom: '2026-01-02T00:00' }] },
      'offers.0.promoteFrom',
    ],
    [
      'an embargo to the end',
      { ...aTitle(), offers: [{ ...OFFER, end: '2026-02-01T00:00', embargoUntil: '2026-02-01T00:00:00' }] },
      'offers.0.embargoUntil',
    ],
  ])('a record with %s is refused at its field', (_name, record, path) => {
    const parsed = read(record)
    expect('refused' in parsed ? parsed.refused : []).toEqual([
      expect.objectContaining({ path, line: 3, hint: expect.stringMatching(/.{8}/) }),
    ])
  })

  it('a weight of nothing or less is refused with the advice to pause the campaign', () => {
    for (const weight of [0, -1]) {
      expect(read({ ...aCampaign(), weight })).toMatchObject({
        refused: [{ rule: 'out-of-range', hint: expect.stringContaining('pause it') }],
      })
    }
  })

  it('an empty selector is refused with what to give instead', () => {
    expect(read(selected({}))).toMatchObject({ refused: [{ hint: expect.stringContaining('tags') }] })
    expect(read(selected([]))).toMatchObject({ refused: [{ hint: expect.stringContaining('one asset') }] })
  })

  it('times are kept with their seconds, so that equal ones are equal texts', () => {
    expect(read(aCampaign({ start: '2026-06-01T00:00' }))).toMatchObject({ record: { start: '2026-06-01T00:00:00' } })
  })

  it('a record comes back from an export as it was stored, though a newer check would refuse it', () => {
    const older = { ...aCampaign(), name: '', owner: '', weight: 0, assets: {} }
    expect(read(older)).toHaveProperty('refused')
    expect(read(older, 'restored')).toEqual({ record: { ...aCampaign(), weight: 0, assets: {} } })
  })
})
