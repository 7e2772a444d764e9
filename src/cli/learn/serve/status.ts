import type { LearnedList } from '../../../contracts/ops/answers/learned/learned.ts'
import { answer, count, plain, table } from '../../frame/output.ts'
import { EXIT } from '../../frame/refusal.ts'
import { defineVerb } from '../../frame/verb.ts'
import { openOps } from '../../ops/ops-client.ts'

/** How many runs are listed; `--json` has all. */
const SHOWN = 20
/** `lrn_` and eight digits. */
const SHORT = 12

/** Tells which run each region serves. */
export const learnStatus = defineVerb({
  name: 'learn status',
  description: 'Which learned run each region is to serve, serves, and tries; and the stored runs, the newest first',
  example: 'learn status',
  args: {},
  run: async (_args, shell) => {
    const found = await (await openOps(shell)).learned()
    answer(shell, found, [...regionLines(found), '', ...runLines(found)])
    return EXIT.done
  },
})

const short = (run: string | null): string => plain(run?.slice(0, SHORT) ?? '–')

function regionLines({ regions }: LearnedList): string[] {
  const heads = ['region', 'is to serve', 'serves', 'tries', 'since (UTC)', 'by', 'why']
  return table(
    heads,
    regions.map(({ region, run, live, canary, since, by, reason }) => [
      ...[region, short(run), short(live), short(canary === live ? null : canary)],
      ...[since?.slice(0, 16) ?? '–', plain(by ?? '–'), plain(reason ?? '–')],
    ]),
  )
}

function runLines({ runs }: LearnedList): string[] {
  if (runs.length === 0) return ['no learned run is stored: ff learn push']
  const heads = ['run', 'came (UTC)', 'learned from', 'events', 'assets', 'cold', 'unknown', 'space']
  const rows = runs
    .slice(0, SHOWN)
    .map(({ id, pushedAt, data, assets, cold, unknown, space }) => [
      ...[short(id), pushedAt.slice(0, 16), `${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}`],
      ...[count(data.events), count(assets), count(cold), count(unknown), plain(space)],
    ])
  const more = runs.length > SHOWN ? [`… and ${runs.length - SHOWN} more (--json has all)`] : []
  return [...table(heads, rows), ...more]
}
