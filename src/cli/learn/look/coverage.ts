import { REGION_IDS } from '../../../model/nouns/region.ts'
import { answer, count, plain, table } from '../../frame/output.ts'
import { EXIT } from '../../frame/refusal.ts'
import { oneOf, wholeNumber } from '../../frame/values.ts'
import { defineVerb } from '../../frame/verb.ts'
import { openOps } from '../../ops/ops-client.ts'

const DAYS_MAX = 90

/** Tells how many of its assets a region shows each day. */
export const learnCoverage = defineVerb({
  name: 'learn coverage',
  description: 'How many of its assets a region shows each day, and when it was told to serve another run',
  example: 'learn coverage dach --days 14',
  args: {
    region: { type: 'positional', required: true, description: `One of ${REGION_IDS.join(', ')}` },
    days: {
      type: 'string',
      description: `So many days up to today, at most ${DAYS_MAX} (default: 28)`,
      valueHint: 'n',
    },
  },
  run: async (args, shell) => {
    const region = oneOf('REGION', args.region, REGION_IDS)
    const days = wholeNumber('--days', args.days, 1, DAYS_MAX) ?? 28
    const found = await (await openOps(shell)).learnedCoverage({ region, days: String(days) })
    const rows = found.days.map(({ day, shown, live, share }) => [
      ...[day, count(shown), live === null ? '–' : count(live), share === null ? '–' : `${(100 * share).toFixed(1)} %`],
      found.served
        .filter(({ at }) => at.startsWith(day))
        .map(({ at, run, reason }) => `${at.slice(11, 16)} ${plain(run?.slice(0, 12) ?? 'none')}: ${plain(reason)}`)
        .join('; '),
    ])
    const live = found.assets === null ? 'nothing is live' : `${count(found.assets)} assets are live now`
    answer(shell, found, [...table(['day (UTC)', 'shown', 'live', 'share', 'told to serve'], rows), live])
    return EXIT.done
  },
})
