import { describe, expect, it } from 'vitest'
import { GATE_REASONS } from '../../../src/model/nouns/reason.ts'
import { runs } from '../../setup/runs.ts'
import { compareWorlds, type Tally } from './compared-worlds.ts'
import { autoplay, maturity } from './oracle-rules.ts'

/** Words of which no candidate depends yet. */
const RESERVED = ['privacy', 'language', 'fatigue', 'holdout']
/** Every profile of the kind is a minor below the age at which minors are named first. */
const HIDDEN = maturity.kidsCap < autoplay.childAge && before('minor', 'kids') ? ['kids'] : []

/** `ORACLE_VERDICTS=10000000` compares more; see `npm run test:rules`. */
const VERDICTS = Number(process.env.ORACLE_VERDICTS ?? runs(200_000, 8))
/** From here on every word comes up early. */
const SEED = Number(process.env.FC_SEED ?? 20_261_227)

function before(first: string, second: string): boolean {
  return autoplay.offFor.indexOf(first) < autoplay.offFor.indexOf(second)
}

/** The most that is compared for the sake of a word that comes up seldom. */
const PATIENCE = 4 * VERDICTS

/** What must come up, or nothing was compared there: gates, reasons to stand still, privacy classes. */
function notMet(tally: Tally): readonly string[] {
  const gates = GATE_REASONS.filter((reason) => !RESERVED.includes(reason))
  const reasons = autoplay.offFor.filter((reason) => !HIDDEN.includes(reason))
  const classes = ['minor', 'opted-out', 'consented', 'contextual']
  return [
    ...gates.filter((reason) => tally.of('gate', reason) === 0),
    ...reasons.filter((reason) => tally.of('autoplay', reason) === 0),
    ...classes.filter((word) => tally.of('privacy', word) === 0),
  ]
}

describe('the decision, beside the oracle', () => {
  let tally: Tally

  it('the decision says exactly what the oracle makes of records and rules, of every candidate', {
    timeout: 3_600_000,
  }, () => {
    tally = compareWorlds((sofar) => sofar.verdicts >= (notMet(sofar).length === 0 ? VERDICTS : PATIENCE), SEED)
    expect(tally.verdicts).toBeGreaterThanOrEqual(VERDICTS)
    if (process.env.ORACLE_COUNTS) process.stdout.write(`${tally}\n`)
  })

  it('the worlds of the oracle have met every gate, every reason to stand still and every privacy class', () => {
    expect(notMet(tally)).toEqual([])
    expect(tally.allowed).toBeGreaterThanOrEqual(VERDICTS / 50)
  })
})
