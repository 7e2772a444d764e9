import type { HintAsked } from '../../contracts/ops/requests/explain.ts'
import { assetId, titleId } from '../../model/fields/identifier.ts'
import { CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { utcInstant } from '../../model/nouns/takedown.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { countryCode, list, matching, oneOf, residenceCode, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { explanation } from './explanation.ts'

const GREATEST_LIMIT = 100_000
/** Height of the tallest picture that a device may name, in lines. */
const GREATEST_HEIGHT = 8640
const ANONYMIZERS = ['vpn', 'tor'] as const

/** Explains what plays and why everything else does not, for any viewer and place. */
export const explain = defineVerb({
  name: 'explain',
  description: 'Show what would play for a viewer at a place, and why each other candidate would not',
  example: 'explain --surface home-hero --country DE --cap 12 --now 2026-11-22T19:30:00Z',
  args: {
    surface: { type: 'string', required: true, description: 'The surface', valueHint: SURFACE_IDS.join('|') },
    country: { type: 'string', required: true, description: 'ISO code; XX or T1: unknown place', valueHint: 'DE' },
    'region-code': { type: 'string', description: 'Part of the country (ISO 3166-2)', valueHint: 'BY' },
    timezone: { type: 'string', description: 'IANA zone of the place', valueHint: 'Europe/Berlin' },
    now: { type: 'string', description: 'The instant to decide for (UTC)', valueHint: '2026-11-22T19:30:00Z' },
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
  },
  run: async (args, shell) => {
    const hints: Readonly<Record<HintAsked, unknown>> = {
      device: args.device === undefined ? undefined : oneOf('--device', args.device, DEVICES),
      codecs: list(args.codecs)?.map((codec) => oneOf('--codecs', codec, CODECS)),
      maxHeight: wholeNumber('--max-height', args['max-height'], 1, GREATEST_HEIGHT),
      language: args.language,
    }
    const question = {
      ...hints,
      surface: oneOf('--surface', args.surface, SURFACE_IDS),
      country: countryCode('--country', args.country),
      regionCode: args['region-code'],
      timezone: args.timezone,
      now: args.now === undefined ? undefined : matching('--now', args.now, utcInstant),
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
    const body = await (await openOps(shell)).explain(question)
    answer(shell, body, explanation(shell, body, question.asset))
    return EXIT.done
  },
})
