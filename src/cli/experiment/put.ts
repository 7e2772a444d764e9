import { z } from 'zod'
import { METRIC_IDS } from '../../experiment/metrics/metric-definitions.ts'
import { readRecord } from '../../experiment/record/read-record.ts'
import type { RecordFault } from '../../experiment/record/record-fault.ts'
import { recordFaults } from '../../experiment/record/record-faults.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer, count, plain } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'

/** What `experiment show --json` writes. */
const shown = z.looseObject({ experiment: z.unknown(), revision: z.int().min(1) })

/** Says what an experiment is to be. */
export const experimentPut = defineVerb({
  name: 'experiment put',
  description:
    'Say what an experiment is to be, from a file of JSON: a new one is a draft, in which nobody takes part yet',
  example: 'experiment put experiment.json',
  notes: [
    'It is checked here before it is sent: weights that do not add up, an unknown path, a value out of the bounds of the\nrules, a metric that nobody knows. src/experiment/README.md has the fields and the paths that an experiment may own.',
  ],
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'A record, or what experiment show --json writes; - reads stdin',
    },
    revision: {
      type: 'string',
      description: 'The revision that was seen; left out: what the file says, or a new experiment',
      valueHint: 'N',
    },
  },
  run: async (args, shell) => {
    const content = await readJsonFile(shell, args.file)
    const whole = shown.safeParse(content)
    const record = soundRecord(whole.success ? whole.data.experiment : content)
    const typed = wholeNumber('--revision', args.revision, 1, Number.MAX_SAFE_INTEGER)
    const seen = typed ?? (whole.success ? whole.data.revision : null)
    const ops = await openOps(shell)
    const stored = await ops.putExperiment(record.key, record, seen).catch(lookAgain(ops, record.key))
    const { key, state, revision } = stored
    answer(shell, stored, [
      `${plain(key)} is ${state === 'draft' ? 'a draft' : plain(state)}, at revision ${count(revision)}`,
      ...(state === 'draft' ? [`ff experiment start ${plain(key)} --reason "…" lets 1 % of all units take part`] : []),
    ])
    return EXIT.done
  },
})

/** @throws UsageError naming the field and the fix */
function soundRecord(content: unknown): ExperimentRecord {
  const { record, fault } = readRecord(content)
  if (record === null) throw new UsageError(said(fault))
  const [first, ...more] = recordFaults(record, {
    ...{ rules: bundledRules(), metrics: METRIC_IDS },
    // What is stored only the publisher knows.
    ...{ stored: null, others: [], drafts: new Set() },
  })
  if (first === undefined) return record
  throw new UsageError(said(first), more.map(said).join('\n    ') || null)
}

function said({ field, reason }: RecordFault): string {
  return plain(field === '' ? `FILE: ${reason}` : `${field}: ${reason}`)
}

/** What to do when somebody else has changed it, or when the file does not say which revision it starts from. */
const lookAgain = (ops: OpsClient, key: string) => async (error: unknown) => {
  if (!(error instanceof OpsRefusal) || ![412, 428].includes(error.problem.status ?? 0)) throw error
  const { revision } = await ops.experiment(key)
  throw new Refusal(
    `${plain(key)} is at revision ${revision}, which is not the one that the file starts from; nothing was overwritten`,
    `ff experiment show ${key} --json > ${key}.json, edit its "experiment", and put it again; or --revision ${revision} overwrites it`,
  )
}
