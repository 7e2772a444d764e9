import type { Decision } from '../contracts/device/answers/decision.ts'
import type { Context } from '../decide/context/context.ts'
import type { Pick } from '../decide/decide.ts'
import { assetOf, campaignOf, columnValue } from '../model/columns/column-value.ts'
import { RATING_STATE, type Snapshot } from '../model/columns/snapshot.ts'
import type { AssetText } from '../model/columns/snapshot-text.ts'
import { wholeMediaUrl } from '../model/fields/media-alias.ts'
import { ASSET_KINDS } from '../model/nouns/asset-vocabulary.ts'
import { callToAction } from './call-to-action.ts'
import { displayWords, wantedFirst } from './languages.ts'
import { listedRenditions } from './listed-renditions.ts'

const CAPTIONS_MAX = 4
/** Role of an audio track whose record names none. */
const MAIN_AUDIO = 'main'
/** The rating shown for content without one. */
const NOT_RATED = { system: null, label: 'NR', age: null } as const

/** One decided item as the device sees it: what it needs to play, and nothing of how it was chosen. */
export function presentItem(snapshot: Snapshot, context: Context, pick: Pick, mediaOrigin: string): Decision {
  const { hot, text } = snapshot
  const territory = hot.territories.indexOf(context.territory)
  const asset = assetOf(hot, pick.candidate)
  const words = text.asset(asset)
  const titleWords = text.titleOf(asset)
  const whole = (path: string): string | null => wholeMediaUrl(path, mediaOrigin, snapshot.weights.mediaHosts)
  // The compiler refuses assets with files that nobody knows the place of: none is left out here.
  const found = <File extends { readonly url: string }>(file: File): File[] => {
    const url = whole(file.url)
    return url === null ? [] : url === file.url ? [file] : [{ ...file, url }]
  }
  return {
    position: pick.position,
    assetId: words.assetId,
    titleId: titleWords?.titleId ?? null,
    campaignId: text.campaign(campaignOf(hot, pick.candidate)).campaignId,
    kind: kindOf(snapshot, asset),
    autoplay: pick.autoplay,
    display: displayWords(titleWords?.name ?? null, words.name, context.language),
    playback: listedRenditions(snapshot, context, asset, words)
      .flatMap((index) => words.renditions[index] ?? [])
      .flatMap(found)
      .map(({ type, url, codec, height }) => ({ type, url, codec, height })),
    captions: captionsFor(words, context).flatMap(found),
    audio: wantedFirst(words.audio, context.language).all.map(({ language, kind = MAIN_AUDIO }) => ({
      language,
      kind,
    })),
    poster: words.poster === null ? null : whole(words.poster),
    durationMs: columnValue(hot.assets.durationMs, asset),
    startMuted: true,
    rating: ratingOf(snapshot, context, asset),
    cta: { action: callToAction(snapshot, context, territory, asset) },
  }
}

function kindOf({ hot }: Snapshot, asset: number): Decision['kind'] {
  const kind = ASSET_KINDS[columnValue(hot.classes.form.kind, columnValue(hot.assets.form, asset))]
  if (kind === undefined) throw new RangeError('a kind that is not known')
  return kind
}

/** All captions, those in the viewer's language first. */
function captionsFor(words: AssetText, context: Context): readonly AssetText['captions'][number][] {
  const { all, wanted } = wantedFirst(words.captions, context.language)
  return all.slice(0, Math.max(CAPTIONS_MAX, wanted))
}

/** The rating label to show: of the viewer's place, or abroad of their residence; `NR` without one. */
function ratingOf(snapshot: Snapshot, context: Context, asset: number): Decision['rating'] {
  const { ratings, ratingPlaces } = snapshot.hot
  const column = ratingPlaces.indexOf(context.ratingPlaces[0] ?? '')
  if (column < 0) return NOT_RATED
  const { content } = snapshot.hot.classes
  const cell = (content.rating[columnValue(snapshot.hot.assets.content, asset)] ?? 0) * ratingPlaces.length + column
  if (ratings.state[cell] !== RATING_STATE.rated) return NOT_RATED
  const { system, label } = snapshot.text.rating(ratings.text[cell] ?? 0)
  return { system, label, age: columnValue(ratings.age, cell) }
}
