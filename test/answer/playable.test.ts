import { describe, expect, it } from 'vitest'
import { playable } from '../../src/answer/playable.ts'
import { leftOutColumns } from '../../src/compile/weights/left-out.ts'
import { renditionHash } from '../../src/model/columns/rendition-hash.ts'
import type { AssetId } from '../../src/model/fields/identifier.ts'
import type { Codec } from '../../src/model/nouns/asset-vocabulary.ts'
import type { Device } from '../../src/model/nouns/campaign-vocabulary.ts'
import { aCampaign, anAsset, aTitle, openIn } from '../decide/catalogue.ts'

const LOW = { type: 'mp4', url: '/media/low.mp4', codec: 'avc', height: 540 } as const
const TALL = { type: 'hls', url: '/media/tall.m3u8', codec: 'hevc', height: 2160 } as const
const MIDDLE = { type: 'mp4', url: '/media/middle.mp4', codec: 'avc', height: 1080 } as const
const RENDITIONS = [LOW, TALL, MIDDLE]

const snapshot = openIn({
  titles: [aTitle('ttl_a')],
  assets: [
    anAsset('ast_a', 'ttl_a', { renditions: RENDITIONS }),
    anAsset('ast_b', 'ttl_a', { renditions: RENDITIONS }),
  ],
  campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b'])],
})
const indexOf = (id: string) =>
  snapshot.hot.assets.idHash.findIndex((_, asset) => snapshot.text.asset(asset).assetId === id)

interface Said {
  readonly device?: Device | null
  readonly codecs?: readonly Codec[]
  readonly maxHeight?: number | null
}

/** The heights that a device is offered, where some renditions of `ast_a` are left out on televisions. */
function heights(failing: readonly object[], said: Said, id = 'ast_a'): readonly number[] {
  const leftOut = leftOutColumns(
    failing.map((rendition) => ({
      assetId: 'ast_a',
      device: 'tv',
      rendition: renditionHash(rendition as typeof LOW),
    })),
  )
  const context = { device: 'tv' as const, codecs: [], maxHeight: null, ...said }
  const asset = indexOf(id)
  const weights = { ...snapshot.weights, leftOut }
  return playable({ hot: snapshot.hot, weights }, context, asset, snapshot.text.asset(asset)).map(
    ({ height }) => height,
  )
}

describe('the renditions that a device is offered', () => {
  it.each<[string, readonly object[], Said, readonly number[]]>([
    ['all, tallest first, where nothing is left out', [], {}, [2160, 1080, 540]],
    ['not the one that fails on its class', [TALL], {}, [1080, 540]],
    ['not any of those that fail on its class', [TALL, LOW], {}, [1080]],
    ['all of them if all of them fail', [TALL, LOW, MIDDLE], {}, [2160, 1080, 540]],
    ['the last one that it can play, though it fails', [TALL], { codecs: ['hevc'] }, [2160]],
    ['the last one of its height, though it fails', [LOW], { maxHeight: 720 }, [540]],
    ['all, on a class where nothing fails', [TALL], { device: 'mobile' }, [2160, 1080, 540]],
    ['all, if it does not say its class', [TALL], { device: null }, [2160, 1080, 540]],
    ['one that was edited since', [{ ...TALL, url: '/media/tall-2.m3u8' }], {}, [2160, 1080, 540]],
    ['one with another rate since', [{ ...TALL, bitrate: 9_000_000 }], {}, [2160, 1080, 540]],
  ])('a device is offered %s', (_which, failing, said, expected) => {
    expect(heights(failing, said)).toEqual(expected)
  })

  it('a device is offered every rendition of other assets', () => {
    expect(heights([TALL], {}, 'ast_b')).toEqual([2160, 1080, 540])
  })
})

it('columns of what is left out are the same for any order and repetition of the list', () => {
  const entry = (assetId: AssetId, device: Device, rendition: number) => ({ assetId, device, rendition })
  const list = [entry('ast_a', 'web', 4e9), entry('ast_a', 'tv', 7), entry('ast_b', 'tv', 1), entry('ast_a', 'tv', 3)]
  const columns = leftOutColumns(list)
  expect(leftOutColumns([...list, ...list].reverse())).toEqual(columns)
  expect(columns.asset.length).toBe(4)
  expect([...columns.asset]).toEqual([...columns.asset].sort((left, right) => left - right))
})
