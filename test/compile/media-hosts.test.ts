import { expect, it } from 'vitest'
import { RegionCompiler } from '../../src/compile/compiler.ts'
import type { Asset } from '../../src/model/nouns/asset.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { aCampaign, anAsset, aTitle } from '../decide/catalogue.ts'

const HOSTS = new Map([['north', 'https://cdn.example.com']])
const RENDITION = { type: 'mp4', codec: 'avc', height: 720 } as const
const CAPTION = { language: 'de', kind: 'subtitles', format: 'vtt' } as const

function compiled(more: Partial<Asset>) {
  const compiler = new RegionCompiler(bundledRules(), 'dach', Date.UTC(2026, 10, 22), [] as string[], HOSTS)
  compiler.addTitle(aTitle('ttl_a', {}))
  compiler.addAsset(anAsset('ast_a', 'ttl_a', more))
  compiler.addCampaign(aCampaign('cmp_a', ['ast_a'], {}), ['ast_a'])
  return compiler.finish()
}

it('the hosts of media ride in the weights', () => {
  expect(compiled({}).weights.mediaHosts).toEqual(HOSTS)
})

it('an asset whose aliases have origins is a candidate', () => {
  const files = { renditions: [{ ...RENDITION, url: '/@north/a.mp4' }], poster: '/@north/a.jpg' }
  expect([...compiled(files).hot.candidateAsset]).toEqual([0])
})

it.each<[string, Partial<Asset>]>([
  [
    'rendition',
    {
      renditions: [
        { ...RENDITION, url: '/@north/a.mp4' },
        { ...RENDITION, url: '/@south/a' },
      ],
    },
  ],
  ['caption', { captions: [{ ...CAPTION, url: '/@south/a' }] }],
  ['poster', { poster: '/@south/a' }],
])('an asset is left out with the reason if a %s has an alias without an origin', (_file, files) => {
  const { hot, rejected } = compiled(files)
  expect(hot.candidateAsset.length).toBe(0)
  expect(rejected).toEqual([
    {
      assetId: 'ast_a',
      campaignId: 'cmp_a',
      reason: 'format',
      rule: 'media.hosts',
      source: 'asset ast_a',
      value: '/@south/a',
    },
  ])
})
