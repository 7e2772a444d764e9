import { REASON_PROSE } from '../../contracts/device/prose/reasons.ts'
import type { PreviewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { AUTOPLAY_WORDS } from '../explained/autoplay-words.ts'

export type RibbonStretch = PreviewRibbon['rows'][number]['runs'][number]
/** RibbonNames of assets and campaigns by their ids; null: none. */
export type RibbonNames = Pick<PreviewRibbon, 'assets' | 'campaigns'>

/** Reasons of the place itself; all others speak of the candidate that came the furthest. */
const OF_THE_PLACE: readonly string[] = ['no-candidates', 'end-of-feed', 'unknown-title', 'unavailable']

/** A run in words. */
export interface RunWords {
  /** What plays: the name of the asset, or of its title. */
  readonly title: string
  /** The campaign; or why nothing plays. */
  readonly under: string
  /** How it starts; empty where nothing plays. */
  readonly starts: string
}

export function runWords({ assetId, campaignId, autoplay, empty }: RibbonStretch, names: RibbonNames): RunWords {
  if (assetId === null || campaignId === null) return { title: 'Nothing plays', under: emptyWords(empty), starts: '' }
  const reason = autoplay?.reason
  return {
    title: names.assets[assetId] ?? assetId,
    under: names.campaigns[campaignId] ?? campaignId,
    starts: autoplay?.allowed ? 'starts by itself' : `a still: ${reason ? AUTOPLAY_WORDS[reason] : 'it may not start'}`,
  }
}

/** The same in one sentence. */
export function runSentence(run: RibbonStretch, names: RibbonNames): string {
  const { title, under, starts } = runWords(run, names)
  return run.assetId === null ? `${title}: ${under}` : `${title}, for “${under}”; ${starts}`
}

function emptyWords(empty: RibbonStretch['empty']): string {
  if (empty === null) return 'nobody says why'
  const prose = REASON_PROSE[empty]
  return OF_THE_PLACE.includes(empty) ? prose : `what came closest: ${prose.charAt(0).toLowerCase()}${prose.slice(1)}`
}
