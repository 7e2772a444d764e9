import { answer, say } from '../../frame/output.ts'
import { withProgress } from '../../frame/progress.ts'
import { EXIT, UsageError } from '../../frame/refusal.ts'
import { wholeNumber } from '../../frame/values.ts'
import { defineVerb } from '../../frame/verb.ts'
import { EVENT_FLAGS } from './event-flags.ts'
import { type LearnAsked, learnFromFiles } from './learn-from-files.ts'
import { reportLines } from './report-lines.ts'

const STEPS = 11
const MOST_NAMED = 5

/** Learns a run from events or aggregates, and writes it as files. */
export const learnRunVerb = defineVerb({
  name: 'learn run',
  description:
    'Learn from what was seen: rates, tastes, how far places are looked at, points; as files to look at and push',
  example: 'learn run --events events --schedule schedule.ndjson --out learned --seed 1',
  args: {
    ...EVENT_FLAGS,
    aggregates: {
      type: 'string',
      description: 'Instead of events: a folder with exposures, pairs and data (*.parquet or *.ndjson)',
      valueHint: 'dir',
    },
    schedule: { type: 'string', required: true, description: 'What ff export writes', valueHint: 'file' },
    previous: {
      type: 'string',
      description: 'learned.ndjson of the run before, onto whose space this one is rotated',
      valueHint: 'file',
    },
    out: {
      type: 'string',
      required: true,
      description: 'Folder for the run: new, or of the run before',
      valueHint: 'dir',
    },
    seed: {
      type: 'string',
      required: true,
      description: 'The same input and seed give the same bytes',
      valueHint: 'n',
    },
    'least-units': {
      type: 'string',
      description: 'Pairs of assets that fewer viewers have in common are dropped (default: 5)',
      valueHint: 'n',
    },
  },
  notes: [
    'OUT gets learned.ndjson, which ff learn push sends; report.json, which says what went in, what was left out\nand why; and aggregates/, from which the same run can be learned again with --aggregates. It appears whole, or not at all.',
    'A viewer counts once for an asset, a surface and a day; a network gives at most 5 % of what an asset gets on a\nsurface and day; holdouts teach nothing; who was erased is in nothing.',
    'Points of terms are fitted to what some viewers rewarded on the last day, by what was learned of the days before,\nwithin the bounds of rules/ranking.json. Where there are few of them or the gain may be chance, the rules hold, and\nreport.json says why. With --aggregates they are taken over from --previous.',
    'Whoever has a warehouse runs src/learn/sql there and hands the three tables over: no row of a viewer leaves it.\nThe columns: src/learn/README.md.',
  ],
  run: async (args, shell) => {
    const asked = askedOf(args)
    const report = await withProgress(shell, 'learn', STEPS, async (shown) => {
      let done = 0
      const made = await learnFromFiles(asked, (what) => shown.to(Math.min(++done, STEPS), what))
      shown.ends('learned')
      return made
    })
    for (const { file, row, column, reason } of report.refusedRows.slice(0, MOST_NAMED)) {
      say(shell, `${file}, row ${row}, ${column}: ${reason}; the row is left out`)
    }
    answer(shell, report, reportLines(report, asked.out))
    return EXIT.done
  },
})

interface Typed {
  readonly events?: string | undefined
  readonly erased?: string | undefined
  readonly aggregates?: string | undefined
  readonly schedule: string
  readonly previous?: string | undefined
  readonly out: string
  readonly seed: string
  readonly 'least-units'?: string | undefined
}

function askedOf(args: Typed): LearnAsked {
  const { events, aggregates, erased } = args
  if ((events === undefined) === (aggregates === undefined)) {
    throw new UsageError('give --events or --aggregates', 'one of them: what was seen, or what SQL made of it')
  }
  if (erased !== undefined && events === undefined) {
    throw new UsageError('--erased belongs to --events', 'who was erased must be gone from aggregates already')
  }
  return {
    ...{ schedule: args.schedule, previous: args.previous ?? null, out: args.out },
    from: events === undefined ? { aggregates: aggregates ?? '' } : { events, erased: erased ?? null },
    seed: wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1) ?? 0,
    leastUnits: wholeNumber('--least-units', args['least-units'], 1, 1_000_000) ?? 5,
  }
}
