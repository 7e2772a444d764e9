import type { Evaluation } from '../../evaluation/evaluate.ts'
import type { ModelMeasures } from '../../evaluation/measured-model.ts'
import { count, table } from '../frame/output.ts'

const places = (value: number, digits = 3): string => value.toFixed(digits)

/** What a person reads of an evaluation. */
export function evaluationLines(evaluation: Evaluation): readonly string[] {
  const { models, data, cold, alignment, terms } = evaluation
  const points = Object.entries(terms.points).map(([term, value]) => `${term} ${value}`)
  return [
    `${count(data.rankings)} rankings of ${count(data.viewers)} viewers and ${count(data.items)} items`,
    '',
    ...table(
      ['model', 'NDCG@10', 'low', 'high', 'recall@10', 'coverage', 'diversity'],
      Object.entries(models).map(row),
    ),
    '',
    `lost by whole numbers: ${places(evaluation.quantizationLoss, 4)}`,
    `lost by profiles of the run before: ${places(alignment.loss, 4)}, ${alignment.holds ? 'in one space' : 'in another space'}`,
    ...(cold === null ? [] : [coldLine(cold)]),
    `points learned: ${points.join(', ')}; on what was held out ${places(terms.before)} with the rules' own, ${places(terms.after)} with these`,
  ]
}

function row([name, { ndcg10, recall10, coverage, intraListDiversity }]: [string, ModelMeasures]): readonly string[] {
  const values = [ndcg10.value, ndcg10.low, ndcg10.high, recall10, coverage, intraListDiversity]
  return [name, ...values.map((value) => places(value))]
}

function coldLine({ auc, items, viewers }: NonNullable<Evaluation['cold']>): string {
  const words = `${count(items)} items without interaction, ${count(viewers)} viewers`
  return auc === null ? `${words}: nobody liked one` : `${words}: AUC ${places(auc)}`
}
