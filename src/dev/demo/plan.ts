import type { Asset } from '../../model/nouns/asset.ts'
import type { Offer, Title } from '../../model/nouns/title.ts'
import type { Level } from './ratings.ts'

/** How a title's pictures look: a moving pattern in its own colours, drawn by `scenes.ts`. */
export interface Look {
  readonly pattern:
    | 'hills'
    | 'peaks'
    | 'waves'
    | 'rings'
    | 'city'
    | 'bubbles'
    | 'petals'
    | 'steam'
    | 'sparks'
    | 'stripes'
    | 'machine'
    | 'stars'
  /** Sky above, sky below, first and second shape, light. */
  readonly colours: readonly [string, string, string, string, string]
}

/** One planned asset: its data in the catalogue, and the content of its pictures. */
export interface AssetPlan {
  /** The end of its id and of its file name, like `clip-2`. */
  readonly suffix: string
  readonly kind: Asset['kind']
  readonly aspect: '16:9' | '9:16'
  readonly seconds: number
  readonly line: string
  /** Only if it differs from the title's level. */
  readonly level?: Level
  /** Unrated everywhere: its own label is unknown to the rules, so its title's ratings do not apply either. */
  readonly unrated?: true
  readonly band?: Asset['band']
  readonly flashRisk?: true
  readonly worldwide?: true
  readonly descriptors?: readonly string[]
  readonly validFrom?: string
  readonly validUntil?: string
  readonly timeZone?: string
}

export interface TitlePlan {
  readonly slug: string
  readonly name: Title['name']
  readonly kind: Title['kind']
  readonly parent?: string
  readonly franchise?: string
  readonly genres: readonly string[]
  readonly releasedOn: string | null
  readonly level: Level
  readonly look: Look
  /** Second language of its captions, beside English. */
  readonly captions: string
  readonly offers: readonly (Partial<Offer> & Pick<Offer, 'territories' | 'start'>)[]
  readonly assets: readonly AssetPlan[]
}

type Extra = Partial<Omit<AssetPlan, 'suffix' | 'kind' | 'aspect' | 'seconds' | 'line'>>

export function trailer(line: string, extra: Extra = {}): AssetPlan {
  return { suffix: 'trailer', kind: 'trailer', aspect: '16:9', seconds: 8, line, ...extra }
}

export function promo(line: string, extra: Extra = {}): AssetPlan {
  return { suffix: 'promo', kind: 'promo', aspect: '16:9', seconds: 6, line, ...extra }
}

/** Vertical clips, numbered from 1, one for each line. */
export function clips(lines: readonly string[], extra: Extra = {}): AssetPlan[] {
  return lines.map((line, index) => ({
    suffix: `clip-${index + 1}`,
    kind: 'clip',
    aspect: '9:16',
    seconds: 4 + (index % 3),
    line,
    ...extra,
  }))
}

/** Watchable everywhere since long ago. */
export function everywhere(...types: Offer['types']): TitlePlan['offers'] {
  return [{ territories: ['*'], start: '2020-01-01T00:00:00', types }]
}
