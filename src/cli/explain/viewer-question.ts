import type { ArgsDef, ParsedArgs } from 'citty'
import type { HintAsked } from '../../contracts/ops/requests/explain.ts'
import { assetId, titleId } from '../../model/fields/identifier.ts'
import { CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { list, matching, oneOf, residenceCode, wholeNumber } from '../frame/values.ts'

const GREATEST_LIMIT = 100_000
/** Height of the tallest picture that a device may name, in lines. */
const GREATEST_HEIGHT = 8640
const ANONYMIZERS = ['vpn', 'tor'] as const

/** What says who asks, on which surface, with which device. */
export const VIEWER_ARGS = {
  surface: { type: 'string', required: true, description: 'The surface', valueHint: SURFACE_IDS.join('|') },
  'region-code': { type: 'string', description: 'Part of the country (ISO 3166-2)', valueHint: 'BY' },
  timezone: { type: 'string', description: 'IANA zone of the place', valueHint: 'Europe/Berlin' },
  cap: { type: 'string', description: 'Maturity cap of the token, in years', valueHint: '12' },
  kids: { type: 'boolean', description: 'A kids profile' },
  adult: { type: 'boolean', description: 'A token that proves an adult' },
  pin: { type: 'boolean', description: 'A token that says a PIN was given' },
  residence: { type: 'string', description: 'Where the viewer lives (token)', valueHint: 'DE' },
  anonymizer: { type: 'string', description: 'What hides the place of the viewer', valueHint: 'vpn|tor' },
  'in-view': { type: 'string', description: 'The title whose page or playback is in view', valueHint: 'ttl_…' },
  device: { type: 'string', description: 'What it would play on', valueHint: DEVICES.join('|') },
  codecs: { type: 'string', description: 'Codecs that it plays; any if left out', valueHint: 'avc,av1' },
  'max-height': { type: 'string', description: 'Tallest picture that it plays, in lines', valueHint: '1080' },
  language: { type: 'string', description: 'Language tag', valueHint: 'de' },
  asset: { type: 'string', description: 'Only this asset', valueHint: 'ast_…' },
  limit: { type: 'string', description: 'List at most this many candidates', valueHint: '50' },
} as const satisfies ArgsDef

/** The fields of a question that these arguments say. */
export function viewerQuestion(args: ParsedArgs<typeof VIEWER_ARGS>) {
  const hints: Readonly<Record<HintAsked, unknown>> = {
    device: args.device === undefined ? undefined : oneOf('--device', args.device, DEVICES),
    codecs: list(args.codecs)?.map((codec) => oneOf('--codecs', codec, CODECS)),
    maxHeight: wholeNumber('--max-height', args['max-height'], 1, GREATEST_HEIGHT),
    language: args.language,
  }
  return {
    ...hints,
    surface: oneOf('--surface', args.surface, SURFACE_IDS),
    regionCode: args['region-code'],
    timezone: args.timezone,
    cap: wholeNumber('--cap', args.cap, 0, MATURITY_CAP_MAX),
    kids: args.kids,
    adult: args.adult,
    pin: args.pin,
    anonymizer: args.anonymizer === undefined ? undefined : oneOf('--anonymizer', args.anonymizer, ANONYMIZERS),
    inView: args['in-view'] === undefined ? undefined : matching('--in-view', args['in-view'], titleId),
    residence: args.residence === undefined ? undefined : residenceCode('--residence', args.residence),
    asset: args.asset === undefined ? undefined : matching('--asset', args.asset, assetId),
    limit: wholeNumber('--limit', args.limit, 1, GREATEST_LIMIT),
  }
}
