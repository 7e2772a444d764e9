import type { DecidedItem, DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'

/** One decided item, changed as told. */
export function anItem(changes: Partial<DecidedItem> = {}): DecidedItem {
  return {
    placementId: 'home-hero',
    surface: 'home-hero',
    position: 0,
    assetId: 'ast_a',
    campaignId: 'cmp_a',
    propensity: 0.25,
    sticky: false,
    drawn: true,
    reserved: false,
    renditions: [0, 1],
    ...changes,
  }
}

/** A decision about one item for a guest in Germany, changed as told. */
export function aRecord(changes: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    decisionId: 'd1',
    region: 'dach',
    snapshot: 'abc',
    sequence: 7,
    privacy: 'contextual',
    territory: 'DE',
    device: 'tv',
    unit: '0123456789abcdef',
    holdout: false,
    subject: null,
    arms: [['exp', 'b']],
    items: [anItem()],
    ...changes,
  }
}

const LETTERS = '01HQ3V7Z9X8W6K5J4H3G2F1E'

/** So many tiles, each a placement of its own, with ids as long as those of an import, under a dozen campaigns. */
export function tiles(count: number): DecidedItem[] {
  return Array.from({ length: count }, (_, position) =>
    anItem({
      placementId: `tile-${position}`,
      surface: 'browse-tile',
      position,
      assetId: `ast_${LETTERS}${String(position).padStart(2, '0')}`,
      campaignId: `cmp_${LETTERS}${String(position % 12).padStart(2, '0')}`,
      propensity: 0.123456,
      renditions: [0, 1, 2, 3],
    }),
  )
}
