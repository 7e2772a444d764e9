import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { countryCode, list, oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { instantOf } from './instant-of.ts'
import { ribbonPicture } from './ribbon-picture.ts'

const HOURS_DEFAULT = 48
const HOURS_MAX = 72

/** Shows what plays over some hours, for each viewer of a place. */
export const previewRibbonVerb = defineVerb({
  name: 'preview ribbon',
  description: 'Show what plays on a surface over some hours, for each viewer of a place, with exact edges',
  example: 'preview ribbon --country DE --surface home-hero --from 2026-12-04T12:00 --hours 24',
  notes: [
    'By the live snapshot; --draft asks the stored schedule, as a publish at --from would make it. Viewers who are shown the same share their lines. The page /console/preview shows the same, and why.',
  ],
  args: {
    surface: { type: 'string', required: true, description: 'The surface', valueHint: SURFACE_IDS.join('|') },
    country: { type: 'string', required: true, description: 'ISO code of the country', valueHint: 'DE' },
    from: {
      type: 'string',
      required: true,
      description: 'Where it begins: local time, or with an offset',
      valueHint: '2026-12-04T12:00',
    },
    hours: {
      type: 'string',
      description: `How long, ${HOURS_MAX} at most; left out: ${HOURS_DEFAULT}`,
      valueHint: '24',
    },
    timezone: { type: 'string', description: 'IANA zone of the place', valueHint: 'Europe/Berlin' },
    'region-code': { type: 'string', description: 'Part of the country (ISO 3166-2)', valueHint: 'BY' },
    viewers: {
      type: 'string',
      description: 'For whom: caps, guest, kids, adult; left out: everybody of the place',
      valueHint: 'guest,kids,12,adult',
    },
    draft: { type: 'boolean', description: 'The stored schedule in place of what is live' },
  },
  run: async (args, shell) => {
    const country = countryCode('--country', args.country)
    const question = {
      surface: oneOf('--surface', args.surface, SURFACE_IDS),
      country,
      regionCode: args['region-code'],
      timezone: args.timezone,
      from: instantOf(args.from, [country], args.timezone, '--from'),
      hours: wholeNumber('--hours', args.hours, 1, HOURS_MAX) ?? HOURS_DEFAULT,
      viewers: list(args.viewers)?.map(viewerOf),
      draft: args.draft,
    }
    const body = await (await openOps(shell)).previewRibbon(question)
    const [zone = 'UTC'] = placeOf(country).zones
    answer(shell, body, ribbonPicture(shell, body, args.timezone ?? zone))
    return EXIT.done
  },
})

function viewerOf(typed: string): number | string | undefined {
  if (['guest', 'kids', 'adult'].includes(typed)) return typed
  return wholeNumber('--viewers', typed, 0, MATURITY_CAP_MAX)
}
