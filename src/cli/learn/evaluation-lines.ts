import type { Evaluation } from '../../evaluation/evaluate.ts'
import type { ModelMeasures } from '../../evaluation/measured-model.ts'
import { count, table } from '../frame/output.ts'

/** An interval by drawing viewers again holds for many of them. */
const LEAST_RANKINGS = 50
const FEW = `few rankings: below ${LEAST_RANKINGS}, low and high say less than they seem to`

const places = (value: number, digits = 3): string => value.toFixed(digits)

/** What a person reads of an evaluation. */
export function evaluationLines(evaluation: Evaluation): readonly string[] {
  const { models, data, cold, alignment, terms } = evaluation
  return [
    `${count(data.rankings)} rankings of ${count(data.viewers)} viewers and ${count(data.items)} items`,
    ...(data.rankings < LEAST_RANKINGS ? [FEW] : []),
    '',
    ...table(
      ['model', 'NDCG@10', 'low', 'high', 'recall@10', 'coverage', 'diversity'],
      Object.entries(models).map(row),
    ),
    '',
    `lost by whole numbers: ${places(evaluation.quantizationLoss, 4)}`,
    `lost by profiles of the run before: ${places(alignment.loss, 4)}, ${alignment.holds ? 'in one space' : 'in another space'}`,
    ...(cold === null ? [] : [coldLine(cold)]),
    pointsLine(terms),
  ]
}

function pointsLine({ points, before, after, rankings }: Evaluation['terms']): string {
  const said = Object.entries(points).map(([term, value]) => `${term} ${value}`)
  if (rankings === 0) return `points of terms: the rules' own (${said.join(', ')}); nothing was left to fit them by`
  return `points learned: ${said.join(', ')}; on what was held out ${places(before)} with the rules' own, ${places(after)} with these`
}

function row([name, { ndcg10, recall10, coverage, intraListDiversity }]: [string, ModelMeasures]): readonly string[] {
  const values = [ndcg10.value, ndcg10.low, ndcg10.high, recall10, coverage, intraListDiversity]
  return [name, ...values.map((value) => places(value))]
}

function coldLine({ auc, items, viewers }: NonNullable<Evaluation['cold']>): string {
  const words = `${count(items)} items without interaction, ${count(viewers)} viewers`
  return auc === null ? `${words}: nobody liked one` : `${words}: AUC ${places(auc)}`
}
