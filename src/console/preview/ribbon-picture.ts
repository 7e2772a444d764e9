import type { PreviewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import type { RibbonViewer } from '../../contracts/ops/requests/preview/preview-ribbon.ts'
import type { AskedPreview } from './asked-preview.ts'
import { differencesOf, type RibbonDifference } from './ribbon-differences.ts'
import type { RibbonNames, RibbonStretch } from './run-words.ts'

/** By which schedule a band was decided. */
export type Side = 'live' | 'draft'

/** The hours of one viewer, by each schedule that is shown. */
export interface PictureRow {
  readonly viewer: RibbonViewer
  readonly bands: readonly { readonly side: Side; readonly runs: readonly RibbonStretch[] }[]
  readonly differences: readonly RibbonDifference[]
}

/** Everything that the ribbon draws. */
export interface RibbonPicture {
  readonly asked: AskedPreview
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly rows: readonly PictureRow[]
  readonly names: RibbonNames
  /** Assets in the order of their first appearance: it gives them their colour. */
  readonly assets: readonly string[]
}

/** The ribbons of what is live and of the draft, row beside row; null: that one is not shown. */
export function ribbonPicture(
  asked: AskedPreview,
  now: number,
  shown: Readonly<Record<Side, PreviewRibbon | null>>,
): RibbonPicture {
  const sides = (['live', 'draft'] as const).flatMap((side) => {
    const ribbon = shown[side]
    return ribbon === null ? [] : [{ side, ribbon }]
  })
  const viewers = sides[0]?.ribbon.rows.map(({ viewer }) => viewer) ?? []
  const rows = viewers.map((viewer, index): PictureRow => {
    const bands = sides.map(({ side, ribbon }) => ({ side, runs: ribbon.rows[index]?.runs ?? [] }))
    const [one, other] = bands
    return { viewer, bands, differences: one && other ? differencesOf(one.runs, other.runs) : [] }
  })
  const runs = rows.flatMap(({ bands }) => bands.flatMap((band) => band.runs))
  return {
    asked,
    now,
    rows,
    names: {
      assets: { ...shown.draft?.assets, ...shown.live?.assets },
      campaigns: { ...shown.draft?.campaigns, ...shown.live?.campaigns },
    },
    assets: [...new Set(runs.flatMap(({ assetId }) => assetId ?? []))],
  }
}

/** Where an instant stands across the ribbon, such as `12.5%`. */
export function across({ from, hours }: Pick<AskedPreview, 'from' | 'hours'>, instant: number): string {
  const share = (instant - from) / (hours * 3_600_000)
  return `${(100 * Math.max(0, Math.min(1, share))).toFixed(3)}%`
}
