import type { LearnedShown } from '../../../contracts/ops/answers/learned/learned.ts'
import { termsWords } from '../../../learn/points/terms-words.ts'
import { answer, count, plain, table } from '../../frame/output.ts'
import { EXIT } from '../../frame/refusal.ts'
import { defineVerb } from '../../frame/verb.ts'
import { openOps } from '../../ops/ops-client.ts'
import { storedId } from '../serve/serve.ts'

const PLACES_SHOWN = 6

/** Tells what a run learned, and what it says of an asset. */
export const learnShow = defineVerb({
  name: 'learn show',
  description:
    'What a learned run says: how far places are looked at, how well it tells a day, and of an asset its rates',
  example: 'learn show latest --asset ast_sintel-trailer',
  args: {
    id: { type: 'positional', required: true, description: 'Id of the run or its first digits; latest: the newest' },
    asset: {
      type: 'string',
      description: 'With its rates, their intervals, and what they lean on',
      valueHint: 'ast_…',
    },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const shown = await ops.learnedRun(await storedId(ops, args.id), args.asset ?? null)
    answer(shell, shown, [
      ...runLines(shown),
      '',
      ...placeLines(shown),
      ...(shown.report === null ? [] : ['', ...termsWords(shown.report)]),
      ...(args.asset === undefined ? [] : ['', ...assetLines(shown, args.asset)]),
    ])
    return EXIT.done
  },
})

function runLines({ run, report, regions }: LearnedShown): string[] {
  const where = regions.map(({ region }) => region).join(', ')
  return [
    `${plain(run.id)}: ${count(run.assets)} assets, ${count(run.cold)} of them by metadata alone, from ${count(run.data.events)} events`,
    `to be served in ${where || 'no region'}`,
    report === null
      ? 'no report is kept: ff learn push DIR sends it'
      : `onto ${plain(report.previous ?? 'no run before')}; ${report.isNewSpace ? 'a new space' : 'space as before'}, ${plain(run.space)}`,
  ]
}

function placeLines({ positions, report }: LearnedShown): string[] {
  const heads = ['surface', 'how far places are looked at', 'held out: by place', 'by rate']
  const held = new Map(Object.entries(report?.heldOut?.surfaces ?? {}))
  return table(
    heads,
    Object.entries(positions).map(([surface, factors = []]) => [
      ...[
        surface,
        factors
          .slice(0, PLACES_SHOWN)
          .map((factor) => factor.toFixed(2))
          .join(' '),
      ],
      ...[held.get(surface)?.byPlace.toFixed(3) ?? '–', held.get(surface)?.byRate.toFixed(3) ?? '–'],
    ]),
  )
}

function assetLines({ asset }: LearnedShown, asked: string): string[] {
  if (asset === null) return [`the run says nothing of ${plain(asked)}`]
  const rows = Object.entries(asset.surfaces).map(([surface, rate]) => [
    ...[surface, percent(rate.rate), `${percent(rate.low)} to ${percent(rate.high)}`],
    `${rate.rewarded.toFixed(1)} of ${rate.impressions.toFixed(1)}`,
    rate.leansOn === null ? '–' : `${percent(rate.leansOn.rate)} × ${count(Math.round(rate.leansOn.impressions))}`,
    rate.surfaceRate === null ? '–' : percent(rate.surfaceRate),
  ])
  const heads = [plain(asset.id), 'rate', '8 times of 10', 'rewarded of seen', 'leans on', 'the surface']
  return [
    ...table(heads, rows),
    asset.cold ? 'its taste comes from its metadata' : 'its taste comes from what viewers did',
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
