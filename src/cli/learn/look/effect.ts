import type { LearnedEffect } from '../../../contracts/ops/answers/learned/learned-effect.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { answer, count, plain } from '../../frame/output.ts'
import { EXIT } from '../../frame/refusal.ts'
import { oneOf } from '../../frame/values.ts'
import { defineVerb } from '../../frame/verb.ts'
import { openOps } from '../../ops/ops-client.ts'
import { storedId } from '../serve/serve.ts'

const GOES: Readonly<Record<LearnedEffect['goes'], string>> = {
  'to-all': 'the next publish would bring it to all viewers',
  'canary-first': 'it would go to some viewers first, and promote or withdraw itself',
  held: 'that publish would be refused',
}

/** Tells what serving a run, or taking it back, would change. */
export const learnEffect = defineVerb({
  name: 'learn effect',
  description: 'What the next publish of a region would change with a learned run; nothing is written',
  example: 'learn effect latest --region dach',
  args: {
    id: { type: 'positional', required: true, description: 'Id of the run or its first digits; latest: the newest' },
    region: { type: 'string', required: true, description: `One of ${REGION_IDS.join(', ')}`, valueHint: 'dach' },
    retire: { type: 'boolean', description: 'Of taking it back: with the run before, or with none' },
  },
  run: async (args, shell) => {
    const region = oneOf('--region', args.region, REGION_IDS)
    const ops = await openOps(shell)
    const act = args.retire ? 'retire' : 'activate'
    const found = await ops.learnedEffect(await storedId(ops, args.id), { region, act })
    answer(shell, found, lines(found))
    return EXIT.done
  },
})

function lines({ region, run, goes, result, experimentsOff = [] }: LearnedEffect): string[] {
  const decisions = result.changes?.decisions
  const changed =
    decisions === undefined
      ? 'nothing is live to compare with'
      : `${count(decisions.changed)} of ${count(decisions.asked)} answers that were tried get another winner, ${count(decisions.byCause.learned)} by what was learned`
  return [
    `${region} would serve ${plain(run ?? 'no learned run')}: ${changed}`,
    GOES[goes],
    ...experimentsOff.map(
      ({ key, reason }) => `the experiment ${plain(key)} would say nothing there: ${plain(reason)}`,
    ),
    ...[...(result.holds ?? []), ...result.refusals].map(({ check, detail }) => `${plain(check)}: ${plain(detail)}`),
  ]
}
