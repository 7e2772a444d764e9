import type { StatedClaims } from '../../explained/ribbon-viewers.ts'

/** What the ribbon of the page was asked for. Instants are milliseconds since 1970 UTC. */
export interface RibbonData {
  readonly region: string
  readonly surface: string
  readonly country: string
  readonly timezone: string | null
  /** The zone by whose clock the page tells times. */
  readonly clock: string
  readonly from: number
  readonly to: number
  /** Names of assets by their ids; null: none. */
  readonly names: Readonly<Record<string, string | null>>
}

/** Where the cursor stands. */
export interface CursorPlace {
  readonly row: number
  readonly side: 'live' | 'draft'
  readonly at: number
  readonly claims: StatedClaims
  /** Who, in words. */
  readonly who: string
  readonly viewer: string
}

/** Reads what the page says of its ribbon. */
export function ribbonData({ dataset }: HTMLElement): RibbonData {
  const { assets } = JSON.parse(dataset.names ?? '{"assets":{}}') as { assets: RibbonData['names'] }
  return {
    region: dataset.region ?? '',
    surface: dataset.surface ?? '',
    country: dataset.country ?? '',
    timezone: dataset.timezone || null,
    clock: dataset.clock ?? 'UTC',
    from: Number(dataset.from),
    to: Number(dataset.to),
    names: assets,
  }
}
