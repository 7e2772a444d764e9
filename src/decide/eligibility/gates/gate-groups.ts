import type { AssetColumns, SnapshotHot } from '../../../model/columns/snapshot.ts'
import type { TimedTable, WallBound } from '../../time/time-bounds.ts'
import { ACCESS_GATES, FORM_GATES, FORMAT_GATES, WINDOW_GATES } from './asset-gates.ts'
import { CAMPAIGN_GATES } from './campaign-gates.ts'
import type { Gate, GateInput } from './gate.ts'
import { PLACE_GATES } from './place-gates.ts'
import { KIDS_GATE, RATING_GATES } from './rating-gates.ts'

/** The asset columns that hold a class index for gates. */
export const ASSET_CLASSES = ['window', 'access', 'form', 'content', 'format'] as const
export type AssetClass = (typeof ASSET_CLASSES)[number]

/**
 * Gates that read the same class of assets (or the campaign). Members of one class get the same verdict, so each gate
 * is asked once per class. The verdicts hold for every context with an equal key, until the next window edge.
 */
export interface GateGroup {
  /** The asset column that holds the class index; `campaign`: each campaign is its own class. */
  readonly over: AssetClass | 'campaign'
  readonly gates: readonly Gate[]
  classes(hot: SnapshotHot): number
  /**
   * Cache key: everything that the gates read of the input besides the snapshot and the clock. Equal keys, equal
   * verdicts.
   */
  key(input: GateInput): string
  /**
   * The bounds in time that its gates read; at their next edge a verdict may change. The clocks of a place are no bound
   * here: the key says which are closed.
   */
  readonly bounds: readonly (TimedTable | Exclude<WallBound, 'clocks'>)[]
}

const window: GateGroup = {
  over: 'window',
  gates: WINDOW_GATES,
  classes: ({ windows, territories }) => windows.cells.length / territories.length,
  key: ({ territory }) => String(territory),
  bounds: ['windows'],
}

const access: GateGroup = {
  over: 'access',
  gates: ACCESS_GATES,
  classes: ({ classes }) => classes.access.worldwide.length,
  key: ({ territory, context }) =>
    `${territory} ${context.unknownPlace} ${context.embargo?.place} ${context.snapshotExpired}`,
  bounds: ['offers'],
}

const form: GateGroup = {
  over: 'form',
  gates: FORM_GATES,
  classes: ({ classes }) => classes.form.kind.length,
  key: ({ surface }) => surface.id,
  bounds: [],
}

const content: GateGroup = {
  over: 'content',
  gates: [...RATING_GATES, ...PLACE_GATES, KIDS_GATE],
  classes: ({ classes }) => classes.content.band.length,
  key: ({ snapshot, context, ratingColumns, clocks, page, trustSpace, refusedDescriptors, ...rest }) => {
    const closed = clocks.closed.map((rule) => snapshot.rules.watershed.indexOf(rule))
    const space = trustSpace === null ? '' : `${trustSpace.maxAge}${trustSpace.promotesOthers}`
    return [
      ratingColumns,
      context.cap,
      context.kids,
      closed,
      page === null ? '' : [page.age, page.kind, ...page.cells],
      space,
      refusedDescriptors,
      rest.descriptorFromAge,
      rest.unratedForNobody,
    ].join(' ')
  },
  bounds: [],
}

const format: GateGroup = {
  over: 'format',
  gates: FORMAT_GATES,
  classes: ({ classes: { format: table } }) => table.leastHeight.length / 4,
  key: ({ context, cannotShow }) => `${context.codecs.join(' ')} ${context.maxHeight} ${cannotShow}`,
  bounds: [],
}

const campaign: GateGroup = {
  over: 'campaign',
  gates: CAMPAIGN_GATES,
  classes: ({ campaigns }) => campaigns.idHash.length,
  key: ({ territory, surface, context }) => {
    const { unknownPlace, kids, kidsProven, device, entitlements, timeZones } = context
    return [territory, surface.id, unknownPlace, kids, kidsProven, device, entitlements, timeZones].join(' ')
  },
  bounds: ['windows', 'hours'],
}

/** All gates except takedowns and the session's caps. Each class is asked in gate order. */
export const GATE_GROUPS: readonly GateGroup[] = [window, access, form, content, format, campaign]

/** The class of an asset, or the campaign itself, in a group. */
export function classIn(
  { over }: GateGroup,
  assets: AssetColumns,
  pair: { readonly asset: number; readonly campaign: number },
): number {
  return over === 'campaign' ? pair.campaign : (assets[over][pair.asset] ?? 0)
}
