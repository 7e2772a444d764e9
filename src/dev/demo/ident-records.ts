import type { AssetRecord } from './catalogue.ts'
import { IDENT_SECONDS } from './drawing/ident.ts'

const ASPECTS = ['16:9', '9:16'] as const

/** The house idents as assets: what `src/baseline/idents.json` holds, and the edge plays when it has nothing else. */
export function identRecords(): AssetRecord[] {
  return [1, 2, 3].flatMap((number) =>
    ASPECTS.map((aspect): AssetRecord => {
      const name = `ident-${number}-${aspect.replace(':', 'x')}`
      const height = aspect === '16:9' ? 360 : 480
      return {
        v: 1,
        type: 'asset',
        id: `ast_house-${name}`,
        titleId: null,
        kind: 'promo',
        name: { en: 'Firstframe' },
        durationMs: IDENT_SECONDS * 1000,
        aspect,
        worldwide: true,
        renditions: [
          { type: 'mp4', url: `/media/house/${name}.mp4`, codec: 'avc', height },
          { type: 'webm', url: `/media/house/${name}.webm`, codec: 'vp9', height },
        ],
        poster: `/media/house/${name}.jpg`,
        tags: ['house'],
      }
    }),
  )
}
