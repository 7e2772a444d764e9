import { chance } from '../../../src/dev/demo/chance.ts'
import { CODECS, type Codec } from '../../../src/model/nouns/asset-vocabulary.ts'
import type { Device } from '../../../src/model/nouns/campaign-vocabulary.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'

/** One viewer's request, as the benches vary it; always from one place. */
export interface Asked {
  readonly surface: SurfaceId
  readonly count: number
  readonly cap: number
  readonly device: Device
  readonly codecs: readonly Codec[]
  readonly maxHeight: number
  readonly language: string
}

/** Where all of them come from. */
export const PLACE = { country: 'US', regionCode: 'NY', timeZone: 'America/New_York' } as const

export const AUTOPLAY: Asked = {
  ...{ surface: 'home-hero', count: 1, cap: 18, device: 'tv', codecs: ['avc', 'hevc'], maxHeight: 1080 },
  language: 'en',
}
export const CLIPS: Asked = { ...AUTOPLAY, surface: 'clips-feed', count: 10, device: 'mobile' }

const HEIGHTS = [480, 720, 1080, 2160] as const
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ja', 'it'] as const
const CAPS = [0, 7, 13, 16, 18] as const
/** Autoplay alone: a page of clips is other work. */
/** What has no screen plays nothing of ours; the comparisons know no such device. */
const SCREENS = ['tv', 'mobile', 'tablet', 'web', 'console'] as const satisfies readonly Device[]
const SURFACES = ['home-hero', 'browse-tile', 'post-play'] as const

/** Requests of so many different contexts like `asked`, the same ones every time. */
export function newContexts(asked: Asked, count: number): readonly Asked[] {
  const draw = chance(11, count)
  const found = new Map<string, Asked>()
  while (found.size < count) {
    const context: Asked = {
      surface: asked.count === 1 ? draw.pick(SURFACES) : asked.surface,
      count: asked.count,
      cap: draw.pick(CAPS),
      device: draw.pick(SCREENS),
      codecs: CODECS.filter((codec) => codec === 'avc' || draw.happens(0.5)),
      maxHeight: draw.pick(HEIGHTS),
      language: draw.pick(LANGUAGES),
    }
    found.set(JSON.stringify(context), context)
  }
  return [...found.values()]
}
