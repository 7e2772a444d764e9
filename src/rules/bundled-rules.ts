import groups from '../../rules/groups.json' with { type: 'json' }
import autoplay from '../../rules/policies/autoplay.json' with { type: 'json' }
import geo from '../../rules/policies/geo.json' with { type: 'json' }
import maturity from '../../rules/policies/maturity.json' with { type: 'json' }
import privacy from '../../rules/policies/privacy.json' with { type: 'json' }
import ranking from '../../rules/ranking.json' with { type: 'json' }
import ratingsAU from '../../rules/ratings/AU.json' with { type: 'json' }
import ratingsBR from '../../rules/ratings/BR.json' with { type: 'json' }
import ratingsDE from '../../rules/ratings/DE.json' with { type: 'json' }
import ratingsES from '../../rules/ratings/ES.json' with { type: 'json' }
import ratingsFR from '../../rules/ratings/FR.json' with { type: 'json' }
import ratingsGB from '../../rules/ratings/GB.json' with { type: 'json' }
import ratingsIN from '../../rules/ratings/IN.json' with { type: 'json' }
import ratingsJP from '../../rules/ratings/JP.json' with { type: 'json' }
import ratingsKR from '../../rules/ratings/KR.json' with { type: 'json' }
import ratingsUS from '../../rules/ratings/US.json' with { type: 'json' }
import regions from '../../rules/regions.json' with { type: 'json' }
import surfaces from '../../rules/surfaces.json' with { type: 'json' }
import territories from '../../rules/territories.json' with { type: 'json' }
import bands from '../../rules/trailers/bands.json' with { type: 'json' }
import type { Rules } from '../model/rules.ts'
import { parseRules } from './parse-rules.ts'
import { describeProblem } from './rule-problem.ts'

/** The rule files as they were when this program was built, by their path under `rules/`. */
export const BUNDLED_FILES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['groups.json', groups],
  ['policies/autoplay.json', autoplay],
  ['policies/geo.json', geo],
  ['policies/maturity.json', maturity],
  ['policies/privacy.json', privacy],
  ['ranking.json', ranking],
  ['ratings/AU.json', ratingsAU],
  ['ratings/BR.json', ratingsBR],
  ['ratings/DE.json', ratingsDE],
  ['ratings/ES.json', ratingsES],
  ['ratings/FR.json', ratingsFR],
  ['ratings/GB.json', ratingsGB],
  ['ratings/IN.json', ratingsIN],
  ['ratings/JP.json', ratingsJP],
  ['ratings/KR.json', ratingsKR],
  ['ratings/US.json', ratingsUS],
  ['regions.json', regions],
  ['surfaces.json', surfaces],
  ['territories.json', territories],
  ['trailers/bands.json', bands],
])

let cached: Rules | null = null

/**
 * The rules this program was built with, parsed once.
 *
 * @throws Error that lists every problem, when a rule file is wrong
 */
export function bundledRules(): Rules {
  if (cached) return cached
  const { rules, problems } = parseRules(BUNDLED_FILES)
  if (!rules) throw new Error(`rules/ has ${problems.length} problem(s):\n${problems.map(describeProblem).join('\n')}`)
  cached = rules
  return rules
}
