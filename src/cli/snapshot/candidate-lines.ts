import { plain } from '../frame/output.ts'
import type { CandidateDocument } from './candidate-document.ts'
import type { OpenWindow, TerritoryWindows } from './candidate-windows.ts'

/** One candidate for a person; places with the same text share a line. */
export function candidateLines({ candidate, asset, campaign, windows, ratings }: CandidateDocument): string[] {
  return [
    `candidate ${candidate}: ${named(asset)} under ${named(campaign)}`,
    ...assetLines(asset),
    ...campaignLines(campaign),
    '  windows in local time, from … until …',
    ...together(windows.map((place) => [place.territory, territoryText(place)])),
    '  ratings',
    ...together(ratings.map((rating) => [rating.place, ratingText(rating)])),
  ]
}

/** The id, or without text pages the hash of the id, because the columns contain only hashes. */
function named({ id, idHash }: { readonly id: string | null; readonly idHash: number | null }): string {
  return id ?? `#${(idHash ?? 0).toString(16).padStart(8, '0')}`
}

function listed(words: readonly string[], none: string): string {
  return words.length > 0 ? words.join(' ') : none
}

function nameText(name: Readonly<Record<string, string>> | null): string {
  return name === null ? '' : ` "${plain(name.en ?? Object.values(name)[0] ?? '')}"`
}

function assetLines(asset: CandidateDocument['asset']): string[] {
  const about = asset.title ? `about ${asset.title.id}${nameText(asset.title.name)}` : 'about no title'
  const marks = [
    ...(asset.worldwide ? ['cleared worldwide'] : []),
    ...(asset.flashRisk ? ['flashes'] : []),
    ...(asset.band ? [`${asset.band} band`] : []),
  ]
  const formats = asset.formats.map(({ codec, leastHeight }) => `${codec} from ${leastHeight}p`)
  return [
    `  ${asset.kind}${nameText(asset.name)}, ${asset.aspect}, ${(asset.durationMs ?? 0) / 1000} s`,
    `  ${asset.hasTitle && !asset.title ? 'about a title (its name is in the text pages)' : about}`,
    `  ${[...marks, ...formats, `in ${listed(asset.languages, 'no language')}`].join(', ')}`,
    `  contains ${listed(asset.descriptors, 'nothing that a rule mentions')}`,
  ]
}

function campaignLines(campaign: CandidateDocument['campaign']): string[] {
  const { frequencyCap: cap, hours, weight } = campaign
  const parts = [
    `${campaign.priority}${weight === null ? '' : `, weight ${weight}, ${pacingText(campaign)}`}`,
    `on ${listed(campaign.surfaces, 'no surface')}`,
    `kids: ${campaign.kids}`,
    `devices: ${listed(campaign.devices, 'all')}`,
    `for ${listed(campaign.entitlements, 'everybody')}`,
    ...(cap ? [`at most ${cap.count} in ${cap.windowSeconds} s for each ${cap.scope}`] : []),
    ...(hours ? [`${hours.parts.length} day parts in ${hours.timeZone}`] : []),
    ...(campaign.exclusionLabels.length > 0 ? [`apart from ${campaign.exclusionLabels.join(' ')}`] : []),
  ]
  return [`  campaign: ${parts.join('; ')}`]
}

function pacingText({ pacing, pacingNeed, pacingEnds }: CandidateDocument['campaign']): string {
  const until = pacingEnds === null ? '' : ` until ${pacingEnds}`
  return pacing === 1 && pacingEnds === null ? 'unpaced' : `share ${pacing}${until}, need ${pacingNeed}`
}

function windowText({ from, until }: OpenWindow): string {
  return `${from?.local ?? 'ever'} … ${until?.local ?? 'open'}`
}

function territoryText({ timeZone, asset, campaign, offers, embargoUntil }: TerritoryWindows): string {
  const offered = offers?.map((offer) => {
    const early =
      offer.promoteFrom?.utc === offer.from?.utc ? '' : `, promoted from ${offer.promoteFrom?.local ?? 'ever'}`
    return `${windowText(offer)} (${offer.types.join(' ')}${early})`
  })
  return [
    `${timeZone}: asset ${listed(asset.map(windowText), 'never')}`,
    `campaign ${listed(campaign.map(windowText), 'never')}`,
    ...(offered ? [`offer ${listed(offered, 'none')}`] : []),
    ...(embargoUntil ? [`embargoed until ${embargoUntil.local}`] : []),
  ].join('; ')
}

function ratingText({ state, age, kind, label }: CandidateDocument['ratings'][number]): string {
  if (state !== 'rated') return `${state}`
  if (label === null) return `${age} ${kind}`
  // Many labels already contain the name of their system: `FSK 16`.
  const { system, label: word } = label
  return `${age} ${kind} (${plain(word.startsWith(system) ? word : `${system} ${word}`)})`
}

/** One line for all places with the same text. */
function together(places: readonly (readonly [place: string, words: string])[]): string[] {
  const groups = new Map<string, string[]>()
  for (const [place, words] of places) groups.set(words, [...(groups.get(words) ?? []), place])
  return [...groups].map(([words, names]) => `    ${names.join(' ')}  ${words}`)
}
