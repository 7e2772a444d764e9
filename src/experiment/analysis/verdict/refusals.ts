import type { ArmAnalysis, MetricAnalysis } from '../analysis.ts'
import type { Moments } from '../moments/moments.ts'
import type { Findings } from './findings.ts'
import type { Explained } from './reasons.ts'

/** Why the data can carry no verdict, and what else is wrong with them. */
export function refusals(moments: Moments, findings: Findings): readonly Explained[] {
  const isGoalLeft = findings.metrics.some(({ guardrail, arms }) => !guardrail && arms.some(mayCarry))
  return [
    ...healthRefusals(moments, findings),
    ...emptyArms(moments),
    ...findings.metrics.flatMap((metric, index) => metricRefusals(metric, `metrics[${index}]`, isGoalLeft)),
  ]
}

function healthRefusals({ arms }: Moments, { srm, multipleExposure, options }: Findings): readonly Explained[] {
  const shares = arms.map(({ key, units, weight }) => `${key} ${units} for ${Number(weight.toFixed(4))}`).join(', ')
  const where = [srm.worst, ...srm.alsoWorst].map((each) =>
    each === null ? '' : ` It is worst at ${Object.values(each.where).join(', ')}: ${each.units.join(' and ')}.`,
  )
  const split = `the arms have other shares than they were to have: ${shares} (p below ${options.sampleRatioP}). Look for what loses or repeats units of one arm; no lift can be trusted before that is mended.${where.join('')}`
  const twice = `more than ${100 * options.multipleExposureShare} % of the units met two arms. Look for units whose assignment changes`
  return [
    ...(srm.state === 'mismatch' ? [{ reason: 'sample-ratio' as const, field: 'arms', sentence: split }] : []),
    ...(multipleExposure.state === 'too-many'
      ? [{ reason: 'multiple-exposure' as const, field: 'arms', sentence: twice }]
      : []),
  ]
}

function emptyArms({ arms }: Moments): readonly Explained[] {
  return arms.flatMap(({ key, units }, index) => {
    const sentence = `the arm ${key} has no units`
    return units > 0 ? [] : [{ reason: 'no-units' as const, field: `arms[${index}].units`, sentence }]
  })
}

const SENTENCES = {
  'no-units': 'has no units in one of the arms',
  'no-variance':
    'is the same for every unit of an arm, or varies by less than its sums can tell, so that no interval can be given',
  'zero-denominator': 'has a denominator of 0 in one of the arms',
  'zero-baseline': 'is 0 in control, so that a relative lift means nothing: ask for --difference absolute',
  'out-of-range': 'has sums that are more or less than a number holds',
} as const

/** A metric of which nothing can be said is set aside alone, and refuses only where no goal is left. */
function metricRefusals(metric: MetricAnalysis, at: string, isGoalLeft: boolean): readonly Explained[] {
  const [control] = metric.arms
  return metric.arms.flatMap((arm, index): readonly Explained[] => {
    const { key, state, prePeriod } = arm
    const field = `${at}.arms[${index}]`
    if (prePeriod?.state === 'unbalanced') {
      const sentence = `${metric.id}: ${key} differed from control before its exposure, so the plain numbers count and CUPED's do not. Ask why: a fair split does that once in a thousand times`
      return [{ reason: 'unbalanced-before', field: `${field}.mPre`, sentence }]
    }
    if (!isUncomparable(state)) return []
    const sentence = `${metric.id} ${SENTENCES[state]} (${key} against ${control?.key})`
    if (state === 'out-of-range') return [{ reason: state, field, sentence }]
    // What never happens in an arm has no variance there: of errors that is the best that can be.
    if (metric.guardrail) return [{ reason: 'guardrail-unknown', field, sentence }]
    if (!isGoalLeft) return [{ reason: state, field, sentence }]
    return [{ reason: 'metric-set-aside', field, sentence: `${sentence}: it is set aside, and the other goals count` }]
  })
}

/** Whether an arm of a goal can be compared, now or with more units. */
export function mayCarry({ state }: ArmAnalysis): boolean {
  return state === 'ok' || state === 'too-few-units'
}

/** Whether nothing can be said of an arm of a metric, however many units come with the like. */
export function isUncomparable(state: ArmAnalysis['state']): state is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, state)
}
