import { ASPECTS, ASSET_KINDS, CODECS } from '../../model/asset-words.ts'
import { ASSET_FLAG, NO_INDEX } from '../../model/snapshot.ts'
import { instantText, windowState, windowText } from '../windows.ts'
import type { Gate, GateInput } from './gate.ts'
import { PLACE_GATES } from './place-gates.ts'
import { KIDS_GATE, RATING_GATES } from './rating-gates.ts'

const cellOf = (input: GateInput, classIndex: number): number =>
  classIndex * input.snapshot.hot.territories.length + input.territory

const titleOf = (input: GateInput, asset: number): number => input.snapshot.hot.assets.title[asset] ?? NO_INDEX

const windowCell = (input: GateInput, asset: number): number =>
  cellOf(input, input.snapshot.hot.assets.window[asset] ?? 0)

const offerCell = (input: GateInput, asset: number): number =>
  cellOf(input, input.snapshot.hot.titles.offer[titleOf(input, asset)] ?? 0)

const isWorldwide = (input: GateInput, asset: number): boolean =>
  ((input.snapshot.hot.assets.flags[asset] ?? 0) & ASSET_FLAG.worldwide) !== 0

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

/** Nothing at an embargoed place, and nothing about a title before its embargo ends. */
const embargoed: Gate = {
  reason: 'embargoed',
  refuses: (input, asset) =>
    input.context.embargo !== null ||
    (titleOf(input, asset) !== NO_INDEX &&
      input.context.now < (input.snapshot.hot.offers.embargoUntil[offerCell(input, asset)] ?? 0)),
  evidence: (input, asset) =>
    input.context.embargo === null
      ? {
          rule: 'offer.embargoUntil',
          source: 'title',
          value: instantText(input.snapshot.hot.offers.embargoUntil[offerCell(input, asset)]),
        }
      : { rule: 'embargo', source: 'rules/embargo.json', value: input.context.embargo.place },
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
  ...RATING_GATES,
  ...PLACE_GATES,
  KIDS_GATE,
  format,
]
