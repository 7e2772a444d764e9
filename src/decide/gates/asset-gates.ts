import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../../model/asset-words.ts'
import { RATING_KINDS } from '../../model/rating-words.ts'
import { ASSET_FLAG, NO_INDEX, RATING_STATE } from '../../model/snapshot.ts'
import { instantText, windowState, windowText } from '../windows.ts'
import type { Gate, GateInput } from './gate.ts'

const cellOf = (input: GateInput, classIndex: number): number =>
  classIndex * input.snapshot.hot.territories.length + input.territory

const titleOf = (input: GateInput, asset: number): number => input.snapshot.hot.assets.title[asset] ?? NO_INDEX

const ratingCell = (input: GateInput, asset: number): number =>
  cellOf(input, input.snapshot.hot.assets.rating[asset] ?? 0)

const windowCell = (input: GateInput, asset: number): number =>
  cellOf(input, input.snapshot.hot.assets.window[asset] ?? 0)

const offerCell = (input: GateInput, asset: number): number =>
  cellOf(input, input.snapshot.hot.titles.offer[titleOf(input, asset)] ?? 0)

const isWorldwide = (input: GateInput, asset: number): boolean =>
  ((input.snapshot.hot.assets.flags[asset] ?? 0) & ASSET_FLAG.worldwide) !== 0

function ratingText(input: GateInput, cell: number): string {
  const { ratings } = input.snapshot.hot
  const text = ratings.text[cell] ?? 0xffff
  if (text === 0xffff) return 'unrated'
  const { system, label } = input.snapshot.text.rating(text)
  return `${system} ${label}, age ${ratings.age[cell]}`
}

const takedown: Gate = {
  reason: 'takedown',
  refuses: ({ denies, surface }, asset) => denies.assets.has(asset) || denies.surfaces.has(surface.id),
  evidence: ({ denies, surface }, asset) => ({
    rule: 'takedown',
    source: 'region takedown list',
    value: denies.assets.get(asset) ?? denies.surfaces.get(surface.id) ?? '',
  }),
}

/** Windows of the asset itself; one gate for each of the two reasons that a closed window can have. */
const assetWindow = (reason: 'not-started' | 'ended'): Gate => ({
  reason,
  refuses: (input, asset) =>
    windowState(input.snapshot.hot.windows, windowCell(input, asset), input.context.now) === reason,
  evidence: (input, asset) => ({
    rule: reason === 'ended' ? 'asset.validUntil' : 'asset.validFrom',
    source: 'asset',
    value: `${windowText(input.snapshot.hot.windows, windowCell(input, asset))} at ${instantText(input.context.now)}`,
  }),
})

const embargoed: Gate = {
  reason: 'embargoed',
  refuses: (input, asset) =>
    titleOf(input, asset) !== NO_INDEX &&
    input.context.now < (input.snapshot.hot.offers.embargoUntil[offerCell(input, asset)] ?? 0),
  evidence: (input, asset) => ({
    rule: 'offer.embargoUntil',
    source: 'title',
    value: instantText(input.snapshot.hot.offers.embargoUntil[offerCell(input, asset)]),
  }),
}

const territory: Gate = {
  reason: 'territory',
  refuses: (input, asset) =>
    windowState(input.snapshot.hot.windows, windowCell(input, asset), input.context.now) === 'elsewhere',
  evidence: (input) => ({ rule: 'asset.territories', source: 'asset', value: input.context.territory }),
}

const geo: Gate = {
  reason: 'geo',
  refuses: (input, asset) => input.context.unknownPlace && !isWorldwide(input, asset),
  evidence: (input) => ({
    rule: 'unknown-place',
    source: 'rules/policies/geo.json',
    value: `${input.context.territory} is no known place: worldwide assets only`,
  }),
}

const noOffer: Gate = {
  reason: 'no-offer',
  refuses: (input, asset) => {
    if (titleOf(input, asset) === NO_INDEX || isWorldwide(input, asset)) return false
    const { offers } = input.snapshot.hot
    const cell = offerCell(input, asset)
    for (let index = offers.offsets[cell] ?? 0; index < (offers.offsets[cell + 1] ?? 0); index++) {
      const open = (offers.promoteFrom[index] ?? Number.POSITIVE_INFINITY) <= input.context.now
      if (open && input.context.now < (offers.end[index] ?? 0)) return false
    }
    return true
  },
  evidence: (input, asset) => ({
    rule: 'title.offers',
    source: 'title',
    value: windowText(input.snapshot.hot.offers, offerCell(input, asset)) || `no offer in ${input.context.territory}`,
  }),
}

const surface: Gate = {
  reason: 'surface',
  refuses: ({ snapshot, surface: rule }, asset) => {
    const { assets } = snapshot.hot
    const aspect = ASPECTS[assets.aspect[asset] ?? 0]
    const kind = ASSET_KINDS[assets.kind[asset] ?? 0]
    return aspect === undefined || kind === undefined || !rule.aspects.includes(aspect) || !rule.kinds.includes(kind)
  },
  evidence: ({ snapshot, surface: rule }, asset) => ({
    rule: `surface ${rule.id}`,
    source: 'rules/surfaces.json',
    value: `${ASPECTS[snapshot.hot.assets.aspect[asset] ?? 0]} ${ASSET_KINDS[snapshot.hot.assets.kind[asset] ?? 0]}`,
  }),
}

const unrated: Gate = {
  reason: 'unrated',
  refuses: (input, asset) =>
    input.snapshot.hot.ratings.state[ratingCell(input, asset)] === RATING_STATE.unrated &&
    input.context.cap < input.snapshot.rules.maturity.unratedAge,
  evidence: (input) => ({
    rule: 'unratedAge',
    source: 'rules/policies/maturity.json',
    value: `no rating known in ${input.context.territory}; cap ${input.context.cap}`,
  }),
}

const refused: Gate = {
  reason: 'refused',
  refuses: (input, asset) => input.snapshot.hot.ratings.state[ratingCell(input, asset)] === RATING_STATE.refused,
  evidence: (input, asset) => ({
    rule: 'refused',
    source: `rules/ratings/${input.context.territory}.json`,
    value: ratingText(input, ratingCell(input, asset)),
  }),
}

const maturity: Gate = {
  reason: 'maturity',
  refuses: (input, asset) => (input.snapshot.hot.ratings.age[ratingCell(input, asset)] ?? 255) > input.context.cap,
  evidence: (input, asset) => ({
    rule: 'age',
    source: `rules/ratings/${input.context.territory}.json`,
    value: `${ratingText(input, ratingCell(input, asset))}; cap ${input.context.cap}`,
  }),
}

const bandRule = (input: GateInput, asset: number) => {
  const band = BANDS[(input.snapshot.hot.assets.band[asset] ?? 0) - 1]
  return input.snapshot.rules.bands.find((rule) => rule.band === band)
}

const band: Gate = {
  reason: 'band',
  refuses: (input, asset) => (bandRule(input, asset)?.minAge ?? 0) > input.context.cap,
  evidence: (input, asset) => ({
    rule: `band ${bandRule(input, asset)?.band}`,
    source: 'rules/trailers/bands.json',
    value: `age ${bandRule(input, asset)?.minAge}; cap ${input.context.cap}`,
  }),
}

/** A kids profile sees only what was made for children or is open to all, about titles inside its cap. */
const kids: Gate = {
  reason: 'kids',
  refuses: (input, asset) => {
    if (!input.context.kids) return false
    return !fitsKids(input, ratingCell(input, asset)) || !titleFitsKids(input, asset)
  },
  evidence: (input, asset) => ({
    rule: 'kidsKinds',
    source: 'rules/policies/maturity.json',
    value: ratingText(input, ratingCell(input, asset)),
  }),
}

function fitsKids(input: GateInput, cell: number): boolean {
  const { ratings } = input.snapshot.hot
  const kind = RATING_KINDS[ratings.kind[cell] ?? 0]
  return (
    ratings.state[cell] === RATING_STATE.rated &&
    kind !== undefined &&
    input.snapshot.rules.maturity.kidsKinds.includes(kind) &&
    (ratings.age[cell] ?? 255) <= input.context.cap
  )
}

function titleFitsKids(input: GateInput, asset: number): boolean {
  const title = titleOf(input, asset)
  if (title === NO_INDEX) return true
  const cell = cellOf(input, input.snapshot.hot.titles.rating[title] ?? 0)
  return fitsKids(input, cell)
}

const format: Gate = {
  reason: 'format',
  refuses: ({ snapshot, context }, asset) => {
    const wanted = context.codecs.length === 0 ? CODECS : context.codecs
    return !wanted.some((codec) => {
      const height = snapshot.hot.assets.leastHeight[asset * CODECS.length + CODECS.indexOf(codec)] ?? 0
      return height > 0 && height <= (context.maxHeight ?? Number.POSITIVE_INFINITY)
    })
  },
  evidence: ({ context }) => ({
    rule: 'renditions',
    source: 'asset',
    value: `no rendition in ${context.codecs.join(' ') || 'any codec'} up to ${context.maxHeight ?? 'any'} pixels high`,
  }),
}

/** Gates over assets, in the order of `GATE_REASONS`. */
export const ASSET_GATES: readonly Gate[] = [
  takedown,
  assetWindow('not-started'),
  assetWindow('ended'),
  embargoed,
  territory,
  geo,
  noOffer,
  surface,
  unrated,
  refused,
  maturity,
  band,
  kids,
  format,
]
