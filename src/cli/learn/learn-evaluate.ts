import { evaluate } from '../../evaluation/evaluate.ts'
import { SPLITS } from '../../evaluation/split.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { answer, say } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { numberWithin, oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { readDataSet } from './data-set-files.ts'
import { evaluationLines } from './evaluation-lines.ts'

const FILES = [
  'Three CSV files; the first line names the columns, more columns do no harm:',
  '',
  '  --interactions  user,item,timestamp,label   v1,t2,1788403441,1',
  '  --items         item,genres,tags,year       t2,romance|science-fiction,strange,2019',
  '  --groups        user,group,item,label       v1,monday,t2,0',
  '',
  'Labels above 0 are likes. Where a file has labels above 1, they are ratings, and likes begin at 4. Timestamps are seconds',
  'or milliseconds since 1970 UTC. Genres and tags are divided by | or ;. tags and year may be empty. The order of rows does',
  'not matter; of rows of the same user and item the last one counts.',
].join('\n')

const HOW = [
  'Everything is learned from the interactions alone, each viewer with one impression of each item. What was learned is',
  'compiled and ranked by the code that serves. Points of terms are fitted on a fifth that nothing was learned from.',
  '',
  'With --groups, each group is ranked, and what it shows is not learned from. Without, a fifth of what each viewer did is held',
  'out (--split: the last, or by chance), and looked for among all that the viewer has not seen.',
].join('\n')

const READ = [
  'NDCG@10 is 1 when what is liked stands first; low and high hold it with 95 % were other viewers asked. recall@10: share of',
  'what is liked in the first ten. coverage: share of items in the first ten of anybody. diversity: how different the genres',
  'of ten are. AUC of items without interaction: 0.5 is chance, 1 is best.',
].join('\n')

/** Measures how well learned rankings put what is liked first, on a data set in files. */
export const learnEvaluate = defineVerb({
  name: 'learn evaluate',
  description: 'Measure on a data set how well what is learned ranks, beside chance, popularity and genre',
  example: 'learn evaluate --interactions likes.csv --items items.csv',
  notes: [FILES, HOW, READ],
  args: {
    interactions: { type: 'string', required: true, description: 'CSV of what viewers did: user,item,timestamp,label' },
    items: { type: 'string', required: true, description: 'CSV of the items: item,genres,tags,year' },
    groups: { type: 'string', description: 'CSV of what is to be ranked together: user,group,item,label' },
    split: { type: 'string', default: 'last', description: 'What is held out of each viewer: last or random' },
    seed: { type: 'string', default: '1', description: 'The same files and seed give the same numbers' },
    cold: { type: 'string', description: 'Share of items to hide, to measure those without interaction: 0.2' },
  },
  run: async (args, shell) => {
    const [split, seed] = [oneOf('--split', args.split, SPLITS), wholeNumber('--seed', args.seed, 0, 2 ** 32 - 1) ?? 1]
    const cold = numberWithin('--cold', args.cold, 0.01, 0.9) ?? null
    const data = await readDataSet({ interactions: args.interactions, items: args.items, groups: args.groups })
    const options = { rules: bundledRules(), seed, split, cold, say: (step: string) => say(shell, `${step} …`) }
    const evaluation = await refused(() => evaluate(data, options))
    answer(shell, evaluation, evaluationLines(evaluation))
    return EXIT.done
  },
})

async function refused<Result>(work: () => Result): Promise<Result> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError(
      error.message,
      'viewers need likes besides those that are asked for, and a group something liked',
    )
  }
}
