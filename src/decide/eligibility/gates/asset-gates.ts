import { columnValue } from '../../../model/columns/column-value.ts'
import { NO_INDEX } from '../../../model/columns/snapshot.ts'
import { ASPECTS, ASSET_KINDS, CODECS } from '../../../model/nouns/asset-vocabulary.ts'
import { instantText, windowState, windowText } from '../../time/windows.ts'
import type { Gate, GateInput } from './gate.ts'

const windowCell = (input: GateInput, window: number): number =>
  window * input.snapshot.hot.territories.length + input.territory

/** The asset's own windows: one gate for each of the two reasons why a window can be closed. */
const assetWindow = (reason: 'not-started' | 'ended'): Gate => ({
  reason,
  refuses: (input, window) =>
    windowState(input.snapshot.hot.windows, windowCell(input, window), input.context.now) === reason,
  evidence: (input, window) => ({
    rule: reason === 'ended' ? 'asset.validUntil' : 'asset.validFrom',
    source: 'asset',
    value: `${windowText(input.snapshot.hot.windows, windowCell(input, window))} at ${instantText(input.context.now)}`,
  }),
})

const territory: Gate = {
  reason: 'territory',
  refuses: (input, window) =>
    windowState(input.snapshot.hot.windows, windowCell(input, window), input.context.now) === 'elsewhere',
  evidence: (input) => ({ rule: 'asset.territories', source: 'asset', value: input.context.territory }),
}

/** Gates over the window class of an asset. */
export const WINDOW_GATES: readonly Gate[] = [assetWindow('not-started'), assetWindow('ended'), territory]

/** Cell of the title's offers, or −1 without any. */
function offerCell({ snapshot, territory: column }: GateInput, access: number): number {
  const offer = columnValue(snapshot.hot.classes.access.offer, access)
  return offer === NO_INDEX ? -1 : offer * snapshot.hot.territories.length + column
}

/** End of the title's embargo; 0 without one. */
function embargoEnd({ snapshot: { hot } }: GateInput, cell: number): number {
  return cell < 0 ? 0 : columnValue(hot.offers.embargoUntil, columnValue(hot.offers.cells, cell))
}

const isWorldwide = ({ snapshot }: GateInput, access: number): boolean =>
  snapshot.hot.classes.access.worldwide[access] === 1

/** Whether an embargo holds, by access class. */
function embargoEach({ snapshot: { hot }, context, territory }: GateInput): (access: number) => boolean {
  const { embargo, now } = context
  if (embargo !== null) return () => true
  const { offer } = hot.classes.access
  const { cells, embargoUntil } = hot.offers
  const columns = hot.territories.length
  return (access) => {
    const about = columnValue(offer, access)
    return about !== NO_INDEX && now < columnValue(embargoUntil, columnValue(cells, about * columns + territory))
  }
}

/** Refuses everything at an embargoed place, and everything about a title before its embargo ends. */
const embargoed: Gate = {
  reason: 'embargoed',
  isSilent: ({ context: { embargo, now }, snapshot }) =>
    embargo === null && snapshot.hot.offers.embargoUntil.every((until) => !(now < until)),
  refuses: (input, access) => embargoEach(input)(access),
  refusesEach: embargoEach,
  evidence: (input, access) =>
    input.context.embargo === null
      ? {
          rule: 'offer.embargoUntil',
          source: 'title',
          value: instantText(embargoEnd(input, offerCell(input, access))),
        }
      : { rule: 'embargo', source: 'rules/embargo.json', value: input.context.embargo.place },
}

const geo: Gate = {
  reason: 'geo',
  isSilent: ({ context }) => !context.unknownPlace,
  refuses: (input, access) => input.context.unknownPlace && !isWorldwide(input, access),
  evidence: (input) => ({
    rule: 'unknown-place',
    source: 'rules/policies/geo.json',
    value: `${input.context.territory} is no known place: worldwide assets only`,
  }),
}

/** Whether no offer of the title may be promoted now, by access class. */
function noOfferEach({ snapshot: { hot }, context, territory }: GateInput): (access: number) => boolean {
  const { offer, worldwide } = hot.classes.access
  const { cells, offsets, end } = hot.offers
  const { now, snapshotExpired } = context
  const from = snapshotExpired ? hot.offers.start : hot.offers.promoteFrom
  const columns = hot.territories.length
  return (access) => {
    const about = columnValue(offer, access)
    const cell = about * columns + territory
    if (about === NO_INDEX || cell < 0 || worldwide[access] === 1) return false
    const set = columnValue(cells, cell)
    const last = columnValue(offsets, set + 1)
    for (let index = columnValue(offsets, set); index < last; index++) {
      if (columnValue(from, index) <= now && now < columnValue(end, index)) return false
    }
    return true
  }
}

const noOffer: Gate = {
  reason: 'no-offer',
  refuses: (input, access) => noOfferEach(input)(access),
  refusesEach: noOfferEach,
  evidence: (input, access) => ({
    rule: 'title.offers',
    source: 'title',
    value: windowText(input.snapshot.hot.offers, offerCell(input, access)) || `no offer in ${input.context.territory}`,
  }),
}

/** Gates over the access class of an asset. */
export const ACCESS_GATES: readonly Gate[] = [embargoed, geo, noOffer]

/** Gates over the form class of an asset. */
export const FORM_GATES: readonly Gate[] = [
  {
    reason: 'surface',
    refuses: ({ snapshot, surface: rule }, form) => {
      const aspect = ASPECTS[columnValue(snapshot.hot.classes.form.aspect, form)]
      const kind = ASSET_KINDS[columnValue(snapshot.hot.classes.form.kind, form)]
      return aspect === undefined || kind === undefined || !rule.aspects.includes(aspect) || !rule.kinds.includes(kind)
    },
    evidence: ({ snapshot, surface: rule }, form) => ({
      rule: `surface ${rule.id}`,
      source: 'rules/surfaces.json',
      value: `${ASPECTS[columnValue(snapshot.hot.classes.form.aspect, form)]} ${ASSET_KINDS[columnValue(snapshot.hot.classes.form.kind, form)]}`,
    }),
  },
]

/** Gates over the format class of an asset. */
export const FORMAT_GATES: readonly Gate[] = [
  {
    reason: 'format',
    refuses: ({ snapshot, context, cannotShow }, format) => {
      if (cannotShow) return true
      const { leastHeight } = snapshot.hot.classes.format
      const wanted = context.codecs.length === 0 ? CODECS : context.codecs
      return !wanted.some((codec) => {
        const height = columnValue(leastHeight, format * CODECS.length + CODECS.indexOf(codec))
        return height > 0 && height <= (context.maxHeight ?? Number.POSITIVE_INFINITY)
      })
    },
    evidence: ({ context, cannotShow, surface }) =>
      cannotShow
        ? { rule: `surface ${surface.id} devices`, source: 'rules/surfaces.json', value: context.device ?? '' }
        : {
            rule: 'renditions',
            source: 'asset',
            value: `no rendition in ${context.codecs.join(' ') || 'any codec'} up to ${context.maxHeight ?? 'any'} pixels high`,
          },
  },
]
