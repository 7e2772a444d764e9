import { campaignId } from '../../model/fields/identifier.ts'
import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'
import { VIEWER_ARGS, viewerQuestion } from '../explain/viewer-question.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { countryCode, list, matching, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { instantOf } from './instant-of.ts'
import { previewPicture } from './preview-picture.ts'
import { readRecordsFile } from './records-file.ts'

/** Who a panel is for, where nobody says. */
const AGES = 'guest,kids,18'

/** Shows what will be shown, before it is: now, and with changes. */
export const preview = defineVerb({
  name: 'preview',
  description:
    'Show what a viewer will be shown at a time, by the schedule as it is and with changes; nothing is written',
  example: 'preview --at 2026-12-04T20:00 --country DE --kids --surface home-hero',
  notes: [
    'The schedule is compiled as a publish at that time would, once as it is stored and once with the changes, and the engine that serves decides both. Changes are records of --with (a file as ingest takes it, or what campaign show --json writes; a campaign counts as approved unless it says paused or ended), or what waits of the campaigns of --campaign.',
    '--at without an offset is local time of the country; where that has several clocks, or the hour comes twice, add an offset (2026-12-04T20:00-05:00) or --timezone.',
    'A panel shows the winners for many viewers at once: --panel DE,AT --ages guest,kids,12,18 --at 2026-12-04T20:00,2026-12-05T09:00 (200 combinations at most). --json has the whole waterfall of both, as explain gives it.',
  ],
  args: {
    at: {
      type: 'string',
      required: true,
      description: 'When: local time, or with an offset; for a panel several, with commas',
      valueHint: '2026-12-04T20:00',
    },
    country: { type: 'string', description: 'ISO code of the country', valueHint: 'DE' },
    with: { type: 'string', description: 'Changed titles, assets and campaigns; - reads stdin', valueHint: 'FILE' },
    campaign: {
      type: 'string',
      description: 'Campaigns whose waiting change counts as approved',
      valueHint: 'cmp_…,cmp_…',
    },
    panel: { type: 'string', description: 'Countries of a panel, in place of --country', valueHint: 'DE,AT' },
    ages: {
      type: 'string',
      description: `Viewers of a panel: caps, guest, kids; ${AGES} if left out`,
      valueHint: AGES,
    },
    count: { type: 'string', description: 'How many videos are asked for', valueHint: '5' },
    ...VIEWER_ARGS,
  },
  run: async (args, shell) => {
    if ((args.country === undefined) === (args.panel === undefined)) {
      throw new UsageError('where?', 'give --country DE for one viewer, or --panel DE,AT for many')
    }
    if (args.ages !== undefined && args.panel === undefined) {
      throw new UsageError('--ages is for a panel', 'give --panel DE,AT, or --cap and --kids for one viewer')
    }
    const countries = (list(args.panel) ?? [args.country ?? '']).map((code) => countryCode('--country', code))
    const instants = (list(args.at) ?? []).map((typed) => instantOf(typed, countries, args.timezone))
    if (args.panel === undefined && instants.length !== 1) {
      throw new UsageError(`--at has ${instants.length} times`, 'one for one viewer; several are for a --panel')
    }
    const ages = (list(args.ages ?? AGES) ?? []).map(ageOf)
    const where =
      args.panel === undefined
        ? { country: countries[0], at: instants[0] }
        : { panel: { territories: countries, ages, instants } }
    const question = {
      ...viewerQuestion(args),
      ...where,
      count: wholeNumber('--count', args.count, 1, 50),
      records: args.with === undefined ? undefined : await readRecordsFile(shell, args.with),
      campaigns: list(args.campaign)?.map((id) => matching('--campaign', id, campaignId)),
    }
    const body = await (await openOps(shell)).preview(question)
    answer(shell, body, previewPicture(shell, body))
    return EXIT.done
  },
})

function ageOf(typed: string): number | 'guest' | 'kids' {
  if (typed === 'guest' || typed === 'kids') return typed
  return wholeNumber('--ages', typed, 0, MATURITY_CAP_MAX) ?? 0
}
