import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import { LEARNED_RUN_ID } from '../../model/learned/run-id.ts'
import { type OwnedBounds, SLATE_BOUNDS, WEIGHT_BOUNDS } from '../../model/policies/owned-bounds.ts'
import { OWNED_SLATE_VALUES, type OwnedParameter, ownedParameter } from '../../model/policies/parameter-path.ts'
import { type PointsRules, pointsBounds } from './points-bounds.ts'
import type { RecordFault } from './record-fault.ts'

/** What is stored, as far as a record may name it. */
export interface StoredNames {
  /** Ids of learned runs. */
  readonly runs: ReadonlySet<string>
  /** Ids of campaigns. */
  readonly campaigns: ReadonlySet<string>
}

/** What says who may see what: nobody owns it, and nobody's arm differs in it. */
const SEEN =
  /^(maturity|gates?|rights|ratings?|watershed|clocks?|embargo|geo|privacy|autoplay|descriptors|page|surfaces|territories|audience|eligibility|takedowns?|caps?)(\.|$)/

const PATHS = `ranking.terms.<term>.points, slate.<surface>.{${OWNED_SLATE_VALUES.join(', ')}}, learned, campaigns.<id>.weight`

/**
 * What is wrong with the parameters of the arms: paths that nobody may own, and values out of the bounds of the rules.
 * @param stored null: nobody can tell here, so names are taken as they are
 */
export function parameterFaults(
  { variations }: ExperimentRecord,
  rules: PointsRules,
  stored: StoredNames | null,
): readonly RecordFault[] {
  return variations.flatMap(({ parameters }, index) =>
    Object.entries(parameters).flatMap(([path, value]) => {
      const reason = reasonAgainst(path, value, { rules, stored })
      return reason === null ? [] : [{ field: `variations.${index}.parameters.${path}`, reason }]
    }),
  )
}

type Value = ExperimentRecord['variations'][number]['parameters'][string]

function reasonAgainst(
  path: string,
  value: Value,
  { rules, stored }: { readonly rules: PointsRules; readonly stored: StoredNames | null },
): string | null {
  const parameter = ownedParameter(path)
  if (parameter === null) {
    return SEEN.test(path)
      ? 'cannot be owned: what may be seen is the same for everybody, so no experiment changes it'
      : `no such path: an experiment may own ${PATHS}`
  }
  if (parameter.kind === 'learned') return learnedReason(value, stored)
  if (parameter.kind === 'weight' && stored !== null && !stored.campaigns.has(parameter.campaignId)) {
    return `no campaign ${parameter.campaignId} is scheduled: ff campaign list names them`
  }
  return outOf(boundsOf(parameter, rules), value)
}

function learnedReason(value: Value, stored: StoredNames | null): string | null {
  if (value === LEARNED_NONE) return null
  if (typeof value !== 'string' || !LEARNED_RUN_ID.test(value)) {
    return `takes "${LEARNED_NONE}" or the id of a learned run, lrn_… with 32 digits`
  }
  if (stored === null || stored.runs.has(value)) return null
  return `no run ${value} is stored: ff learn push it first (ff learn status lists them)`
}

function boundsOf(parameter: Exclude<OwnedParameter, { readonly kind: 'learned' }>, rules: PointsRules): OwnedBounds {
  if (parameter.kind === 'points') return pointsBounds(parameter.term, rules)
  return parameter.kind === 'slate' ? SLATE_BOUNDS[parameter.value] : WEIGHT_BOUNDS
}

function outOf({ least, greatest, whole, none }: OwnedBounds, value: Value): string | null {
  if (value === null && none) return null
  const isInside =
    typeof value === 'number' && value >= least && value <= greatest && (whole === undefined || Number.isInteger(value))
  if (isInside) return null
  const kind = whole ? 'a whole number' : 'a number'
  return `takes ${kind} from ${least} to ${greatest}${none ? ', or null for none' : ''}, now ${JSON.stringify(value)}`
}
